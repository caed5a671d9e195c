"""The company that receipts are for: what is offered, what a login chooses, what it leaves open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.gui.bridge import Bridge
from desktop.gui.window import MainWindow
from desktop.receipts.company import Company


def test_companies_without_access_are_shown_greyed_with_the_reason(window: MainWindow) -> None:
    menu = window.header.company.menu()
    assert [(a.text(), a.isEnabled()) for a in menu.actions()] == [
        ("Kaffe && Kage ApS", True),
        ("Gratis: kræver Dinero Pro eller Total", False),
    ]
    assert window.header.company.picker.accessibleName() == "Firma: Kaffe & Kage ApS"


def companies(*levels: str) -> tuple[Company, ...]:
    return tuple(Company(n, f"Firma {n}", has_api=level == "pro") for n, level in enumerate(levels, start=7))


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (companies("pro", "pro"), "Vælg øverst i vinduet"),
        (companies("starter", "starter"), "Firmaet skal have Dinero Pro eller Total"),
        ((), "Der er ikke valgt et firma"),
    ],
)
def test_a_login_that_leaves_the_company_open_says_what_to_do(
    window: MainWindow, bridge: Bridge, found: tuple[Company, ...], words: str
) -> None:
    bridge.save_settings(replace(bridge.settings, company_id=None))
    bridge._companies_fresh(found)
    assert window.notices.all[-1].title.startswith(words)


def test_the_only_company_is_chosen_by_itself(window: MainWindow, bridge: Bridge) -> None:
    bridge.save_settings(replace(bridge.settings, company_id=None))
    bridge._companies_fresh(companies("starter", "pro"))
    assert bridge.settings.company_id == 8
    assert window.header.company.picker.text() == "Firma 8"


def test_another_persons_login_lets_go_of_the_company_that_was_chosen(window: MainWindow, bridge: Bridge) -> None:
    bridge.save_settings(replace(bridge.settings, company_id=1))
    bridge._companies_fresh(companies("pro", "pro"))
    assert bridge.settings.company_id is None
    assert window.notices.all[-1].title.startswith("Vælg øverst i vinduet")
    bridge.choose_company(7)
    bridge._companies_fresh(companies("pro", "pro"))
    assert bridge.settings.company_id == 7
