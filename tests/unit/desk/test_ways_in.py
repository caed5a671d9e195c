"""Who holds the way in: a key and a login behind one interface, and what changes hands when one replaces the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.config import Config, Settings, config_from
from desktop.desk import Desk
from desktop.desk.chosen_session import ChosenSession
from desktop.desk.holders import Way
from desktop.receipts.faults import Effect, Fault, FaultCode
from desktop.sandbox import FORENING, KAFFE, STARTER, TAG, Options, Sandbox
from desktop.sandbox import Fault as BoxFault
from desktop.sandbox.companies import ORGANIZATIONS
from desktop.store import load_settings
from desktop.visma import Grant, MemoryHome, PersonalKey, checked_key

CONNECT = "BILAGSDROP_CLIENT_ID", "BILAGSDROP_CLIENT_SECRET", "BILAGSDROP_REDIRECT_URI"


class Home(MemoryHome):
    """A keyring in memory that can be away."""

    def __init__(self) -> None:
        super().__init__()
        self.missing = False
        self.asked = 0

    def _look(self) -> None:
        self.asked += 1
        if self.missing:
            raise Fault(FaultCode.KEYRING_MISSING, Effect.WAIT)

    def get(self, name: str) -> str | None:
        self._look()
        return super().get(name)

    def set(self, name: str, value: str) -> None:
        self._look()
        super().set(name, value)

    def delete(self, name: str) -> None:
        self._look()
        super().delete(name)

    def all(self) -> dict[str, str]:
        return dict(self._secrets)


class Office:
    """One data folder and one keyring; ``open`` is a start of the program."""

    def __init__(self, box: Sandbox, folder: Path) -> None:
        self.box, self.folder = box, folder
        self.home = Home()
        self.environ: dict[str, str] = {}
        self._open: list[Desk] = []

    def open(self, **config: str) -> Desk:
        path = self.folder / "data" / "settings.json"
        made = Config(self.box.url, self.box.url, self.folder / "data", authz_url=self.box.url)
        made = replace(made, **config)  # type: ignore[arg-type]  # addresses alone are given
        session = ChosenSession(made, self.environ, lambda: load_settings(path), self.home, self.folder / "locks")
        desk = Desk(made, session)
        desk.open()
        self._open.append(desk)
        return desk

    def key(self, org: int = KAFFE, **changes: str) -> PersonalKey:
        whole = PersonalKey(self.box.personal_client_id, self.box.personal_client_secret, ORGANIZATIONS[org].api_key)
        return replace(whole, **changes)

    def exchanges(self) -> int:
        return sum(1 for r in self.box.state.requests if r["operation"] == "personal_token")

    def close(self) -> None:
        for desk in self._open:
            desk.close()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with Sandbox() as box:
        office = Office(box, tmp_path)
        yield office
        office.close()


def code_of(raised: pytest.ExceptionInfo[Fault]) -> FaultCode:
    return raised.value.code


def connect(office: Office) -> dict[str, str]:
    return dict(zip(CONNECT, (office.box.client_id, office.box.client_secret, office.box.redirect_uri), strict=True))


def log_in(desk: Desk, box: Sandbox, user: str = "ejer@example.dk") -> None:
    tokens = box.issue_tokens(user)
    desk.finish_login(Grant(tokens.access_token, tokens.refresh_token, 3600.0))


def test_a_key_that_was_set_is_the_way_in_from_then_on(office: Office) -> None:
    desk = office.open()
    assert (desk.session.way(), desk.session.requests_per_minute()) == (Way.CONNECT, 90)
    assert not desk.logged_in()
    settings = desk.keep_key(office.key(TAG))
    assert (settings.key_client, settings.company_id) == (office.box.personal_client_id, TAG)
    for each in (desk, office.open()):
        assert (each.session.way(), each.session.requests_per_minute()) == (Way.KEY, 50)
        assert each.session.client_name() == office.box.personal_client_id
        assert each.logged_in()
        assert each.session.has_registration()
        assert not each.can_log_in()
        assert [c.id for c in each.companies()] == [TAG]
        assert each.refresh_book(TAG).company.name == "Tag og Facade ApS"
    assert office.exchanges() == 2, "one to try the key, one after the restart"
    asked = {r["path"] for r in office.box.state.requests if "organizations" in r["path"]}
    assert asked == {"/v1/organizations"}, "the only one that a key is documented to open"
    assert office.box.state.mistakes == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"api_key": "sandbox-key-nobody"}, FaultCode.LOGIN_EXPIRED),
        ({"client_secret": "forkert"}, FaultCode.CLIENT_UNKNOWN),
        ({"api_key": ORGANIZATIONS[STARTER].api_key}, FaultCode.LOGIN_EXPIRED),
    ],
)
def test_a_key_that_dinero_refuses_changes_nothing(office: Office, changes: dict[str, str], code: FaultCode) -> None:
    desk = office.open()
    desk.keep_key(office.key())
    before = office.home.all(), desk.settings()
    with pytest.raises(Fault) as raised:
        desk.keep_key(replace(office.key(), **changes))
    assert code_of(raised) is code
    assert (office.home.all(), desk.settings()) == before
    assert desk.refresh_companies()


def test_a_company_without_pro_is_told_though_the_key_is_good(office: Office) -> None:
    office.box.options = Options(key_without_plan="token")
    desk = office.open()
    with pytest.raises(Fault) as raised:
        desk.keep_key(office.key(STARTER))
    assert code_of(raised) is FaultCode.NO_SUBSCRIPTION
    assert office.home.all() == {}
    assert desk.settings() == Settings()


@pytest.mark.parametrize("kind", ["503", "cut", "html"])
def test_a_server_that_is_down_changes_nothing(office: Office, kind: str) -> None:
    desk = office.open()
    office.box.faults.add(BoxFault(kind, "organizations", times=None))
    with pytest.raises(Fault):
        desk.keep_key(office.key())
    assert office.home.all() == {}
    office.box.faults.clear()
    assert desk.keep_key(office.key()).company_id == KAFFE


def test_another_key_of_another_client_leaves_nothing_of_the_first(office: Office) -> None:
    desk = office.open()
    desk.keep_key(office.key())
    desk.save_settings(replace(desk.settings(), key_client="en_gammel"))
    desk.session.keys.keep(office.key(client_id="en_gammel")) if desk.session.keys else None
    desk.keep_key(office.key(FORENING))
    assert all("en_gammel" not in value for value in office.home.all().values())
    assert [c.id for c in desk.refresh_companies()] == [FORENING]


def test_forgetting_a_key_leads_back_to_the_login(office: Office) -> None:
    office.environ = connect(office)
    desk = office.open()
    desk.keep_key(office.key())
    assert desk.session.way() is Way.CONNECT, "the environment names a client at Visma"
    office.environ.clear()
    assert desk.session.way() is Way.KEY
    source = desk.session.tokens()
    assert desk.forget_key().key_client is None
    assert office.home.all() == {}
    assert desk.companies() == ()
    assert desk.session.way() is Way.CONNECT
    with pytest.raises(Fault) as raised:
        source.access_token()
    assert code_of(raised) is FaultCode.NO_REGISTRATION
    desk.forget_key()


def test_logging_out_forgets_both(office: Office) -> None:
    office.environ = connect(office)
    desk = office.open()
    log_in(desk, office.box)
    assert desk.logged_in()
    desk.keep_key(office.key())
    desk.log_out()
    assert office.home.all() == {}
    assert desk.settings().key_client is None
    assert not desk.logged_in()


def test_one_source_serves_whichever_way_is_chosen(office: Office) -> None:
    office.environ = connect(office)
    desk = office.open()
    log_in(desk, office.box, "tofirmaer@example.dk")
    client = desk.client()  # as a thread of the delivery keeps it
    assert {c.id for c in client.organizations()} == {TAG, FORENING}
    office.environ.clear()
    desk.keep_key(office.key(KAFFE))
    assert {c.id for c in client.organizations()} == {KAFFE}


def test_a_key_that_another_process_has_replaced_is_found_once_the_old_one_fails(office: Office) -> None:
    window = office.open()
    window.keep_key(office.key())
    client = window.client()
    client.organizations()
    office.open().keep_key(office.key(TAG))
    office.box.expire_access_tokens()
    office.box.faults.add(BoxFault("invalid_grant", "personal_token"))
    with pytest.raises(Fault) as raised:
        client.organizations()
    assert code_of(raised) is FaultCode.LOGIN_EXPIRED
    assert [c.id for c in client.organizations()] == [TAG]


def test_the_keyring_is_not_asked_at_every_request(office: Office) -> None:
    desk = office.open()
    desk.keep_key(office.key())
    client = desk.client()
    client.organizations()
    asked = office.home.asked
    for _ in range(5):
        client.organizations()
    assert office.home.asked == asked


@pytest.mark.parametrize(
    ("named", "way", "client"),
    [
        ({}, Way.KEY, "kept"),
        ({"BILAGSDROP_CLIENT_ID": "kept"}, Way.KEY, "kept"),
        ({"BILAGSDROP_CLIENT_ID": "other"}, Way.KEY, "other"),
        ({"BILAGSDROP_CLIENT_ID": "isv_x", "BILAGSDROP_REDIRECT_URI": "https://x.dk"}, Way.CONNECT, "isv_x"),
        ({"BILAGSDROP_CLIENT_ID": "kept", "BILAGSDROP_REDIRECT_URI": "https://x.dk"}, Way.KEY, "kept"),
    ],
)
def test_the_environment_comes_before_the_settings(
    office: Office, named: dict[str, str], way: Way, client: str
) -> None:
    desk = office.open()
    desk.save_settings(Settings(key_client="kept", client_id="isv_mine"))
    office.environ.update(named)
    assert (desk.session.way(), desk.session.client_name()) == (way, client)


def test_the_environments_client_completes_a_key_and_its_secret_comes_first(office: Office) -> None:
    desk = office.open()
    with pytest.raises(Fault) as raised:
        desk.completed_key("nøgle")
    assert code_of(raised) is FaultCode.NO_REGISTRATION
    office.environ.update({CONNECT[0]: office.box.personal_client_id, CONNECT[1]: office.box.personal_client_secret})
    desk.keep_key(desk.completed_key(office.box.api_key + "\n"))
    office.environ.clear()
    assert office.open().refresh_companies(), "id, secret and key are kept"
    assert desk.completed_key("en-ny").client_secret == office.box.personal_client_secret
    office.environ.update({CONNECT[0]: office.box.personal_client_id, CONNECT[1]: "forkert"})
    with pytest.raises(Fault) as raised:
        office.open().refresh_companies()
    assert code_of(raised) is FaultCode.CLIENT_UNKNOWN


def test_a_key_is_never_sent_to_another_server(office: Office) -> None:
    office.open().keep_key(office.key())
    with Sandbox() as other:
        desk = office.open(authz_url=other.url)
        assert not desk.logged_in()
        with pytest.raises(Fault) as raised:
            desk.refresh_companies()
        assert (code_of(raised), raised.value.params["way"]) == (FaultCode.NOT_LOGGED_IN, "key")
        assert [r["operation"] for r in other.state.requests] == []
    with pytest.raises(Fault) as raised:
        office.open(authz_url="http://authz.example.dk").keep_key(office.key())
    assert code_of(raised) is FaultCode.PLAIN_HTTP


def test_without_a_keyring_nothing_is_kept_unless_the_user_says_for_now(office: Office) -> None:
    office.home.missing = True
    desk = office.open()
    with pytest.raises(Fault) as raised:
        desk.keep_key(office.key())
    assert code_of(raised) is FaultCode.KEYRING_MISSING
    assert desk.settings() == Settings()
    desk.keep_key(office.key(), for_now=True)
    assert desk.refresh_companies()
    assert office.home.all() == {}
    with pytest.raises(Fault) as raised:
        office.open().refresh_companies()
    assert code_of(raised) is FaultCode.KEYRING_MISSING
    desk.log_out()
    assert not desk.settings().key_client


def test_ones_own_client_is_kept_for_now_likewise(office: Office) -> None:
    office.home.missing = True
    desk = office.open()
    own = (office.box.client_id, office.box.client_secret, office.box.redirect_uri)
    with pytest.raises(Fault) as raised:
        desk.keep_registration(*own)
    assert code_of(raised) is FaultCode.KEYRING_MISSING
    assert desk.settings() == Settings()
    desk.keep_registration(*own, for_now=True)
    assert desk.can_log_in()
    assert desk.begin_login().url.startswith(office.box.url)
    assert office.home.all() == {}


def test_ones_own_client_takes_the_place_of_a_key(office: Office) -> None:
    desk = office.open()
    desk.keep_key(office.key())
    settings = desk.keep_registration(office.box.client_id, office.box.client_secret, office.box.redirect_uri)
    assert settings.key_client is None
    assert settings == desk.settings()
    assert desk.can_log_in()
    assert office.box.api_key not in str(office.home.all())


def test_a_key_lets_a_stopped_company_go_on(office: Office) -> None:
    desk = office.open()
    with desk.journal.write():
        desk.company_table.stop(KAFFE, Fault(FaultCode.UNAUTHORIZED).note())
    desk.keep_key(office.key())
    assert desk.company_table.stops() == {}


def test_the_key_servers_address_is_a_setting_like_the_others(tmp_path: Path) -> None:
    chosen = {"BILAGSDROP_AUTHZ_URL": "https://a.example.dk/"}
    assert config_from({}, Settings(), tmp_path).authz_url == "https://authz.dinero.dk"
    assert config_from({}, Settings(authz_url="https://b.example.dk"), tmp_path).authz_url == "https://b.example.dk"
    assert config_from(chosen, Settings(authz_url="https://b"), tmp_path).authz_url == "https://a.example.dk"


def test_no_secret_lies_in_the_data_folder(office: Office) -> None:
    desk = office.open()
    desk.keep_key(office.key())
    desk.refresh_book(KAFFE)
    token = desk.session.tokens().access_token()
    desk.close()
    written = b"".join(p.read_bytes() for p in office.folder.rglob("*") if p.is_file())
    assert office.box.personal_client_id.encode() in written
    for secret in (office.box.api_key, office.box.personal_client_secret, token):
        assert secret.encode() not in written


def test_a_key_is_checked_before_it_is_sent() -> None:
    with pytest.raises(Fault) as raised:
        checked_key("klient", "hemmelig", "to ord")
    assert code_of(raised) is FaultCode.KEY_UNUSABLE
