"""Ten ways to lay a paper out, for the third papers: what each sender calls things comes from there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from tests.unit.reading.fresh_forms import FORMS, Sheet, Sideways, Truth, days, kr, things
from tests.unit.reading.truth import DATES, OWN_CVR, OWN_NAME

Money = Callable[[Decimal], str]
Rows = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Words:
    """What one sender calls things. "{day}" and "{due}" in texts are days; "{+9}" is a day nine days later."""

    date: str
    total: str
    form: str = "dots"
    due: str = "Forfaldsdato"
    net: str = "Subtotal"
    vat: str = "Moms 25%"
    number: str = "Faktura nr."
    money: Money = kr
    before: tuple[str, ...] = ()
    """Lines over the facts."""
    after: tuple[str, ...] = ()
    """Lines at the foot."""
    others: Rows = ()
    """Other facts: name, and text."""
    sums: Rows = ()
    """Other sums after the total: name, and part of the total."""
    extra: dict[str, str] = field(default_factory=dict)


def on(date: dt.date, form: str) -> str:
    return DATES[form](date) if form in DATES else FORMS[form](date)


def filled(text: str, t: Truth, w: Words) -> str:
    text = text.replace("{day}", on(t.date, w.form)).replace("{due}", on(t.due, w.form))
    while "{" in text:
        start, end = text.index("{"), text.index("}")
        text = text[:start] + on(days(t.date, int(text[start + 1 : end])), w.form) + text[end + 1 :]
    return text


def facts_of(t: Truth, w: Words) -> list[tuple[str, str]]:
    rows = [(w.number, t.number), (w.date, on(t.date, w.form)), *((n, filled(v, t, w)) for n, v in w.others)]
    return [*rows, (w.due, on(t.due, w.form))] if w.due else rows


def sums_of(t: Truth, w: Words) -> list[tuple[str, str]]:
    rows = [(w.net, w.money(t.net)), (w.vat, w.money(t.vat)), (w.total, w.money(t.total))]
    others = [(n, w.money((t.total * Decimal(part)).quantize(Decimal("0.01")))) for n, part in w.sums]
    return [row for row in [*rows, *others] if row[0]]


def edges(page: Sheet, t: Truth, w: Words) -> None:
    for at, text in enumerate(w.before):
        page.put(50, 30 + 9 * at, filled(text, t, w), 7)
    for at, text in enumerate(w.after):
        page.put(50, 770 + 11 * at, filled(text, t, w), 8)
    page.put(50, 815, f"{t.supplier}, CVR {t.cvr}", 7)


def rows_at_right(t: Truth, w: Words, page: Sheet | None = None) -> list[Sheet]:
    """Facts in a block at the right, sums at the right below the lines."""
    page = page or Sheet()
    page.put(50, 70, t.supplier, 15, 2)
    for at, (name, value) in enumerate(facts_of(t, w)):
        page.row(70 + 13 * at, (340, name), (-545, value), size=9)
    y = things(page, t, 190, w.money)
    for name, value in sums_of(t, w):
        page.row(y + 8, (320, name), (-545, value), size=9)
        y += 14
    edges(page, t, w)
    return [page]


def colons(t: Truth, w: Words) -> list[Sheet]:
    """Facts as "name: value" at the left, sums too."""
    page = Sheet()
    page.put(50, 70, t.supplier, 15, 2)
    for at, (name, value) in enumerate(facts_of(t, w)):
        page.put(50, 100 + 13 * at, f"{name}: {value}", 9)
    y = things(page, t, 200, w.money)
    for name, value in sums_of(t, w):
        page.put(50, y + 10, f"{name}: {value}", 10)
        y += 15
    edges(page, t, w)
    return [page]


def headings(t: Truth, w: Words) -> list[Sheet]:
    """Facts under headings in one row, sums under headings in another."""
    page = Sheet()
    page.put(50, 70, t.supplier, 15, 2)
    facts = facts_of(t, w)
    for at, (name, value) in enumerate(facts):
        x = 50 + 500 / len(facts) * at
        page.put(x, 120, name, 7, 2)
        page.put(x, 132, value, 8)
    y = things(page, t, 170, w.money)
    told = sums_of(t, w)
    for at, (name, value) in enumerate(told):
        x = 545 - 110 * (len(told) - 1 - at)
        page.right(x, y + 20, name, 8, 2)
        page.right(x, y + 33, value, 9)
    edges(page, t, w)
    return [page]


def stacked(t: Truth, w: Words) -> list[Sheet]:
    """Each name over its value, at the right of the page."""
    page = Sheet()
    page.put(50, 60, t.supplier, 15, 2)
    y = 60.0
    for name, value in [*facts_of(t, w), *sums_of(t, w)]:
        page.put(400, y, name, 7)
        page.put(400, y + 12, value, 10, 2)
        y += 32
    things(page, t, 110, w.money, right=370)
    edges(page, t, w)
    return [page]


def roll(t: Truth, w: Words) -> list[Sheet]:
    """A till's roll: the day on a line with other things, which ``extra`` tells."""
    page = Sheet(width=226, height=470)
    page.put(30, 28, t.supplier, 9, 2)
    y = 44.0
    if "top" in w.extra:
        page.put(14, y, filled(w.extra["top"], t, w), 7, 3)
        y += 12
    y = things(page, t, y + 8, w.money, x=12, right=214, size=7, step=11, gross=True)
    for name, value in sums_of(t, w):
        page.row(y + 8, (12, name), (-214, value), size=8)
        y += 12
    for at, text in enumerate((*w.after, f"CVR-nr. {t.cvr}")):
        page.put(14, y + 24 + 10 * at, filled(text, t, w), 7, 3)
    return [page]


def prose(t: Truth, w: Words) -> list[Sheet]:
    """Sentences, told by ``before``; "{total}" and "{vat}" are sums."""
    page = Sheet()
    page.put(60, 60, t.supplier, 13, 2)
    for at, text in enumerate(w.before):
        told = text.replace("{total}", w.money(t.total)).replace("{vat}", w.money(t.vat)).replace("{number}", t.number)
        page.put(60, 100 + 18 * at, filled(told, t, w), 10)
    page.put(60, 800, f"{t.supplier} - cvr-nr. {t.cvr}", 8)
    return [page]


def dots_between(t: Truth, w: Words) -> list[Sheet]:
    """Names and values with a row of dots between them."""
    page = Sheet()
    page.put(50, 60, t.supplier, 15, 2)
    y = 100.0
    for name, value in facts_of(t, w):
        page.put(50, y, f"{name} {'.' * (36 - len(name))} {value}", 9, 3)
        y += 13
    y = things(page, t, y + 20, w.money)
    for name, value in sums_of(t, w):
        page.put(50, y, f"{name} {'.' * (50 - len(name))} {value}", 9, 3)
        y += 13
    edges(page, t, w)
    return [page]


def left_and_right(t: Truth, w: Words) -> list[Sheet]:
    """The buyer at the left on the same lines as the facts at the right."""
    page = Sheet()
    page.put(50, 60, t.supplier, 15, 2)
    buyer = (OWN_NAME, "Att.: Ida Krogh", "Værkstedsvej 6", "5700 Sønderhavn", f"CVR {OWN_CVR}", "EAN 5790001234567")
    for at, (name, value) in enumerate(facts_of(t, w)):
        page.row(110 + 13 * at, (50, buyer[at] if at < len(buyer) else ""), (340, f"{name}:"), (450, value), size=9)
    y = things(page, t, 220, w.money)
    for name, value in sums_of(t, w):
        page.row(y + 8, (300, name), (-545, value), size=9)
        y += 14
    edges(page, t, w)
    return [page]


def two_pages(t: Truth, w: Words) -> list[Sheet]:
    """Lines on two pages, the sums on the second; the facts on both."""
    first = rows_at_right(t, Words(w.date, "", w.form, w.due, "", "", w.number, w.money, w.before, w.after, w.others))[
        0
    ]
    first.put(400, 700, "fortsættes", 8)
    second = Sheet()
    second.row(50, (50, f"{w.number} {t.number}"), (-545, f"{w.date} {on(t.date, w.form)}"), size=8)
    y = 100.0
    for name, value in sums_of(t, w):
        second.row(y, (320, name), (-545, value), size=9)
        y += 14
    edges(second, t, w)
    return [first, second]


def lying(t: Truth, w: Words) -> list[Sheet]:
    """As ``rows_at_right``, scanned lying."""
    return rows_at_right(t, w, Sideways(width=842, height=595))


Layout = Callable[[Truth, Words], list[Sheet]]
