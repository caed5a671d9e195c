"""Drawing pages of a PDF as pictures, as few and as fine as what may be uploaded allows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from desktop.imaging.pdf import Pdf
from desktop.imaging.pdf_write import PageImage, images_pdf
from desktop.imaging.slim.drawing import drawn
from desktop.imaging.slim.objects import Reference
from desktop.imaging.slim.steps import AS_PICTURES, Step
from desktop.imaging.slim.survey import Survey
from desktop.receipts.faults import Fault, FaultCode

PAGE_OVERHEAD = 700
"""Bytes that a PDF adds to each picture, generously."""
_SAMPLES = 4
_DOUBT = 0.75
"""So much smaller may pages be than those of a sample."""

Drawn = dict[int, PageImage]
"""Pages (from 0) that are pictures now."""


class Balance:
    """What a PDF takes when some of its pages are drawn."""

    def __init__(self, survey: Survey, sizes: dict[Reference, int]) -> None:
        self._survey, self._sizes = survey, sizes
        self._users = Counter(survey.users)
        self.total = sum(sizes.values())

    def exchange(self, index: int, size: int) -> None:
        """Put a picture of ``size`` bytes in the place of a page, and what nobody needs any more out."""
        for ref in self._survey.of_page[index]:
            self._users[ref] -= 1
            self.total -= 0 if self._users[ref] else self._sizes[ref]
        self.total += size + PAGE_OVERHEAD


class Drawing:
    """The pages of one PDF, and the bytes that there are for them."""

    def __init__(self, data: Pdf, pages: int, limit: int) -> None:
        self._data, self._pages, self.limit = data, pages, limit

    def require_hope(self, survey: Survey, coarse: Callable[[Reference], int]) -> None:
        """Raise PDF_TOO_LARGE when some pages, taken evenly, say that nothing makes all of them fit.

        ``coarse`` is the bytes of an object at its coarsest.
        """
        some = self._some(range(self._pages), 2 * _SAMPLES)
        least = [min(sum(map(coarse, survey.of_page[at])), self._drawn_size(at, AS_PICTURES[-1])) for at in some]
        whole = round(sum(least) / len(least) * self._pages)
        if _DOUBT * whole > self.limit and len(some) < self._pages:
            raise self._too_large()

    def of_the_largest(self, survey: Survey, sizes: dict[Reference, int]) -> Drawn:
        """Return the pages that have to be drawn, the largest first. Raises PDF_TOO_LARGE."""
        costs = [survey.cost(index, sizes) for index in range(self._pages)]
        order = sorted(range(self._pages), key=lambda index: -costs[index])
        for step in AS_PICTURES:
            sample = self._sample(order, step)
            gaining = [index for index in order if costs[index] > _DOUBT * sample]
            if step is not AS_PICTURES[-1] and not self._would_fit(Balance(survey, sizes), gaining, sample):
                continue
            balance, pictures = Balance(survey, sizes), Drawn()
            for index in gaining:
                pictures[index] = drawn(self._data, index, step)
                balance.exchange(index, len(pictures[index].data))
                if balance.total <= self.limit:
                    return pictures
        raise self._too_large()

    def of_all(self) -> bytes:
        """Return the PDF with every page drawn. Raises PDF_TOO_LARGE."""
        for step in AS_PICTURES:
            sample = self._sample(range(self._pages), step)
            if step is not AS_PICTURES[-1] and _DOUBT * sample * self._pages > self.limit:
                continue
            pictures: list[PageImage] = []
            for index in range(self._pages):
                pictures.append(drawn(self._data, index, step))
                if sum(len(page.data) + PAGE_OVERHEAD for page in pictures) > self.limit:
                    break
            else:
                return images_pdf(pictures)
        raise self._too_large()

    def _sample(self, order: Sequence[int], step: Step) -> float:
        """Return the mean bytes of some pages drawn at a step, taken evenly."""
        some = self._some(order, _SAMPLES)
        return sum(self._drawn_size(index, step) for index in some) / len(some)

    def _drawn_size(self, index: int, step: Step) -> int:
        return len(drawn(self._data, index, step).data) + PAGE_OVERHEAD

    def _some(self, order: Sequence[int], count: int) -> list[int]:
        return sorted({order[at * (len(order) - 1) // (count - 1)] for at in range(count)})

    def _would_fit(self, balance: Balance, order: Sequence[int], sample: float) -> bool:
        for index in order:
            balance.exchange(index, round(_DOUBT * sample) - PAGE_OVERHEAD)
            if balance.total <= self.limit:
                return True
        return False

    def _too_large(self) -> Fault:
        return Fault(FaultCode.PDF_TOO_LARGE, limit=self.limit, pages=self._pages)
