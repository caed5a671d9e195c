"""Four points seen from elsewhere: plain arithmetic, for pictures and for what is drawn over them."""

from __future__ import annotations

from desktop.receipts.frame import Point

_Matrix = list[list[float]]


def perspective(target: tuple[Point, ...], source: tuple[Point, ...]) -> tuple[float, ...]:
    """Return the eight coefficients that Pillow's PERSPECTIVE takes, from a point of the target to the source's."""
    rows: _Matrix = []
    for (x, y), (u, v) in zip(target, source, strict=True):
        rows.append([x, y, 1.0, 0.0, 0.0, 0.0, -u * x, -u * y, u])
        rows.append([0.0, 0.0, 0.0, x, y, 1.0, -v * x, -v * y, v])
    return _solved(rows)


def _solved(rows: _Matrix) -> tuple[float, ...]:
    """Solve eight equations by Gauss and Jordan, the largest pivot first. Raises ValueError for corners in a line."""
    for at in range(len(rows)):
        pivot = max(range(at, len(rows)), key=lambda row: abs(rows[row][at]))
        if abs(rows[pivot][at]) < 1e-12:
            raise ValueError("three of the corners lie in a line")
        rows[at], rows[pivot] = rows[pivot], rows[at]
        rows[at] = [value / rows[at][at] for value in rows[at]]
        for other in range(len(rows)):
            if other != at:
                factor = rows[other][at]
                rows[other] = [value - factor * lead for value, lead in zip(rows[other], rows[at], strict=True)]
    return tuple(row[-1] for row in rows)
