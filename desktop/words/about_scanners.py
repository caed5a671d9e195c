"""Words for scanners."""

from __future__ import annotations

from desktop.receipts.faults import FaultCode
from desktop.words.explanation import Template
from desktop.words.translation import N_

TEXTS: dict[FaultCode, Template] = {
    FaultCode.SCANNER_NO_TOOL: Template(
        N_("Something is missing for scanning"),
        N_("Bilagsdrop scans by the system's own program “scanimage”, which is not installed on this computer."),
        N_(
            "Install “sane-utils” (Fedora, Homebrew: “sane-backends”). "
            "Or let the scanner save to a folder that Bilagsdrop watches."
        ),
    ),
    FaultCode.SCANNER_NONE: Template(
        N_("No scanner was found"),
        N_("None is connected, switched on and known to this computer."),
        N_("Connect it, switch it on, and look again. Or let the scanner save to a folder that Bilagsdrop watches."),
    ),
    FaultCode.SCANNER_GONE: Template(
        N_("The scanner can't be reached any more"),
        N_("It was unplugged, switched off, or its connection broke."),
        N_("Check its cable and that it is switched on, and scan the rest again."),
    ),
    FaultCode.SCANNER_BUSY: Template(
        N_("The scanner is busy"),
        N_("Another program or another computer is using it, or it is still warming up."),
        N_("Wait a moment, and scan again."),
    ),
    FaultCode.SCANNER_JAMMED: Template(
        N_("The paper is stuck"),
        N_("The scanner's feeder is jammed."),
        N_("Take the paper out, put in what was not scanned yet, and scan again."),
    ),
    FaultCode.SCANNER_COVER: Template(
        N_("The scanner's lid is open"),
        N_("It does not scan with an open lid."),
        N_("Close the lid, and scan again."),
    ),
    FaultCode.SCANNER_EMPTY: Template(
        N_("There is no paper in the feeder"),
        N_("The scanner found nothing to scan."),
        N_("Put the paper into the feeder, or choose the glass, and scan again."),
    ),
    FaultCode.SCANNER_CLOSED: Template(
        N_("The scanner may not be used"),
        N_("This user of the computer has no permission to use it."),
        N_("Ask whoever looks after the computer for permission (on Linux: the group “scanner”)."),
    ),
    FaultCode.SCANNER_SILENT: Template(
        N_("The scanner does not answer"),
        N_("Nothing came from it for so long that it was given up."),
        N_("Switch it off and on again, and scan the rest once more."),
    ),
    FaultCode.SCANNER_FAILED: Template(
        N_("The scanner broke off"),
        N_("It ended with an error that it does not explain."),
        N_("Switch it off and on again, and scan the rest once more."),
    ),
}
