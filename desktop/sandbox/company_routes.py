"""Companies and what belongs to them: accounts, VAT codes, years, countries (contract 3, 6.1, 6.2, 6.4, 6.5)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, jsonify, request

from desktop.sandbox.access import unauthorized
from desktop.sandbox.chart import CATEGORIES, OTHER_ACCOUNTS, PURCHASE_ACCOUNTS, ChartAccount, Deposit
from desktop.sandbox.companies import COUNTRIES, ORGANIZATIONS, USERS, Organization
from desktop.sandbox.here import caller, enter, world
from desktop.sandbox.rules import accounting_years
from desktop.sandbox.selecting import select

blueprint = Blueprint("companies", __name__)
Json = dict[str, Any]


def _organization(org: Organization) -> Json:
    return {
        "Name": org.name, "Id": org.id, "Type": "Default", "IsPro": org.has_api, "IsPayingPro": org.has_api,
        "IsVatFree": org.vat_free, "Email": f"post@firma{org.id}.example", "Phone": None, "Street": org.street,
        "City": org.city, "ZipCode": org.zip_code, "AttPerson": None, "IsTaxFreeUnion": org.tax_free_union,
        "VatNumber": org.vat_number, "CountryKey": "DK", "Website": None,
    }  # fmt: skip


def _subscription(org: Organization) -> Json:
    return {
        "HasPro": org.has_api, "HasPayingPro": org.has_api, "HasStarterPlus": False, "HasTotal": org.plan == "Total",
        "HasYfs": False,
    }  # fmt: skip


def _mine() -> list[Organization]:
    who = caller()
    if who is None:
        raise unauthorized()
    return [ORGANIZATIONS[i] for i in who.organizations]


@blueprint.get("/v1/organizations")
def organizations() -> Response:
    """List the companies of the caller, with or without Pro."""
    return jsonify(select([_organization(o) for o in _mine()], "id,name,isPro"))


@blueprint.get("/v1.1/organizations", endpoint="organizations_v11")
def organizations_with_subscription() -> Response:
    """List the companies with their subscriptions."""
    if not world().options.organizations_v11:
        abort(404)
    who = caller()
    roles = dict(USERS[who.user].roles) if who is not None and who.user is not None else {}
    rows = []
    for org in _mine():
        row = {k: v for k, v in _organization(org).items() if k not in {"Type", "IsPro", "IsPayingPro"}}
        rows.append(row | {"CompanyTypeKey": org.company_type, "RoleKey": roles.get(org.id, "Owner"),
                           "Subscription": _subscription(org)})  # fmt: skip
    return jsonify(rows)


def _account(account: ChartAccount, org: Organization) -> Json:
    return {
        "AccountNumber": account.number, "PublicStandardNumber": None, "Name": account.name,
        "VatCode": None if org.vat_free else account.vat, "Category": account.category,
        "CategoryName": CATEGORIES.get(account.category, account.category), "IsHidden": account.hidden,
        "IsDefaultSalesAccount": account.number == 1000,
    }  # fmt: skip


@blueprint.get("/v1/<int:org>/accounts/purchase")
def accounts_purchase(org: int) -> Response:
    """List the accounts that purchases may be put on."""
    _world, _who, company = enter(org)
    rows = [_account(a, company) for a in PURCHASE_ACCOUNTS]
    return jsonify(select(rows, "AccountNumber,Name,VatCode,Category,CategoryName,IsHidden"))


@blueprint.get("/v1/<int:org>/accounts/entry")
def accounts_entry(org: int) -> Response:
    """List all accounts."""
    _world, _who, company = enter(org)
    wanted = {c.strip().lower() for c in request.args.get("categoryFilter", "").split(",") if c.strip()}
    deposits = [ChartAccount(d.number, d.name, "none", "Assets", d.hidden) for d in company.deposits]
    chart = sorted((*PURCHASE_ACCOUNTS, *OTHER_ACCOUNTS, *deposits), key=lambda a: a.number)
    rows = [_account(a, company) for a in chart if not wanted or a.category.lower() in wanted]
    return jsonify(select(rows, "AccountNumber,Name,IsHidden"))


def _deposit(deposit: Deposit) -> Json:
    return {
        "AccountNumber": deposit.number, "PublicStandardNumber": None, "Name": deposit.name,
        "IsDefault": deposit.default, "IsHidden": deposit.hidden, "BankRegistrationNumber": deposit.registration,
        "BankAccountNumber": deposit.bank_account, "BankSwiftNumber": None, "BankIbanNumber": None,
    }  # fmt: skip


@blueprint.get("/v1/<int:org>/accounts/deposit")
def accounts_deposit(org: int) -> Response:
    """List the accounts one pays from."""
    _world, _who, company = enter(org)
    return jsonify(select([_deposit(d) for d in company.deposits], "AccountNumber,Name"))


@blueprint.get("/v1/<int:org>/vatTypes")
def vat_types(org: int) -> Response:
    """List the VAT codes."""
    _world, _who, company = enter(org)
    return jsonify([{"VatCode": k.code, "Name": k.name, "VatRate": float(k.rate)} for k in company.vat_kinds])


@blueprint.get("/v1/<int:org>/accountingyears")
def years(org: int) -> Response:
    """List the accounting years."""
    state, _who, _company = enter(org)
    found = accounting_years(state, org)
    return jsonify([{"Name": n, "FromDate": first, "ToDate": last, "SalarySumTaxStateEnum": "None"}
                    for n, first, last in found])  # fmt: skip


@blueprint.get("/v1/countries")
def countries() -> Response:
    """List the countries."""
    if caller() is None:
        raise unauthorized()
    return jsonify([{"Key": k, "DanishName": d, "EnglishName": e} for k, d, e in COUNTRIES])
