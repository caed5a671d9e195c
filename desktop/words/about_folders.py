"""Words for watched folders."""

from __future__ import annotations

from desktop.receipts.faults import FaultCode
from desktop.words.explanation import Template
from desktop.words.translation import N_

TEXTS: dict[FaultCode, Template] = {
    FaultCode.FOLDER_GONE: Template(
        N_("The folder is not there"),
        N_("It was moved, renamed or deleted, or its drive is not connected. Nothing was lost."),
        N_("Put it back or connect the drive: it is found again by itself. Or watch the folder at its new place."),
    ),
    FaultCode.FOLDER_CLOSED: Template(
        N_("The folder may not be opened"),
        N_("This user of the computer has no permission to look into it."),
        N_("Ask whoever looks after the computer for permission to read it; it is tried again by itself."),
    ),
    FaultCode.FOLDER_UNREACHABLE: Template(
        N_("The folder can't be reached"),
        N_("The drive or the network does not answer. What lies there is taken when it answers again."),
        N_("Look whether the network or the drive is connected; it is tried again by itself."),
    ),
    FaultCode.FOLDER_LOOP: Template(
        N_("The folder is a link to itself"),
        N_("It leads round in a circle and never to a folder, so there is nothing to look into."),
        N_("Choose the folder itself instead of the link to it."),
    ),
    FaultCode.FOLDER_TOO_MANY: Template(
        N_("Too many files in the folder"),
        N_("More than {limit} files lie there, so it is hardly a folder of receipts. None of them was taken."),
        N_("Choose a folder that only receipts come to, or move the old files out of it."),
    ),
    FaultCode.FOLDER_OWN: Template(
        N_("This is Bilagsdrop's own folder"),
        N_("Bilagsdrop keeps its receipts there. To watch it would be to take them again and again."),
        N_("Choose another folder."),
    ),
    FaultCode.FOLDER_NESTED: Template(
        N_("One of the folders lies inside the other"),
        N_("“{folder}” is watched already, and this folder lies in it or around it. No file is to be taken twice."),
        N_("Let “{folder}” include its subfolders, or stop watching it first."),
    ),
    FaultCode.FOLDER_WATCHED: Template(
        N_("The folder is watched already"),
        N_("It stands in the list, so nothing was changed."),
        N_("Choose another folder, or change what is set for this one."),
    ),
    FaultCode.FILE_CHANGING: Template(
        N_("The file is still being written"),
        N_("It was changed while it was read, so it was not taken yet."),
        N_("Wait: it is taken when it is whole."),
    ),
}
