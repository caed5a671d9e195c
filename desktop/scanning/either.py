"""Two ways to scan on one system: the second one's scanners are those that are left when the first one finds none."""

from __future__ import annotations

from pathlib import Path

from desktop.receipts.faults import Fault, FaultCode
from desktop.scanning.facts import Abilities, Port, ScanEar, Scanner, Wish


class EitherPort:
    """Asks the first way, and where it finds no scanner the second."""

    def __init__(self, first: Port, second: Port) -> None:
        self._first, self._second = first, second
        self._of_second: frozenset[str] = frozenset()
        """Scanners that the second way has found."""

    def scanners(self) -> tuple[Scanner, ...]:
        """Return the scanners of the way that has some."""
        try:
            return self._first.scanners()
        except Fault as fault:
            if fault.code is not FaultCode.SCANNER_NONE:
                raise
            return self._others(fault)

    def _others(self, none: Fault) -> tuple[Scanner, ...]:
        try:
            found = self._second.scanners()
        except Fault as fault:  # nobody needs a second way: that it is not installed is no news
            raise (none if fault.code is FaultCode.SCANNER_NO_TOOL else fault) from fault
        self._of_second |= {scanner.id for scanner in found}
        return found

    def close(self) -> None:
        """Break off what either is asked."""
        self._first.close()
        self._second.close()

    def abilities(self, scanner: Scanner) -> Abilities:
        """Return what a scanner can do."""
        return self._of(scanner).abilities(scanner)

    def scan(self, scanner: Scanner, wish: Wish, folder: Path, ear: ScanEar) -> None:
        """Scan by the way that has found the scanner. See :class:`Port`."""
        self._of(scanner).scan(scanner, wish, folder, ear)

    def _of(self, scanner: Scanner) -> Port:
        return self._second if scanner.id in self._of_second else self._first
