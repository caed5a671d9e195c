from __future__ import annotations

import datetime as dt
import hashlib
import io
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.receipts.faults import Fault, FaultCode
from desktop.store import SideNote, Vault, VaultCheck


def _note(sha256: str, size: int, receipt_id: str = "r1") -> SideNote:
    return SideNote(receipt_id, sha256, "bon æøå.jpg", "image/jpeg", size, 1)


def _keep(vault: Vault, data: bytes, receipt_id: str = "r1") -> Path:
    with vault.incoming(io.BytesIO(data), 1 << 30) as incoming:
        return vault.keep(incoming, _note(incoming.sha256, incoming.size, receipt_id))


def test_bytes_lie_under_their_hash_and_are_the_same(tmp_path: Path) -> None:
    data = os.urandom(3_000_000)
    path = _keep(Vault(tmp_path), data)
    assert path.name == hashlib.sha256(data).hexdigest()
    assert path.read_bytes() == data


def test_nothing_is_left_of_what_was_not_kept(tmp_path: Path) -> None:
    with Vault(tmp_path).incoming(io.BytesIO(b"x"), 1 << 30) as incoming:
        assert incoming.path.exists()
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


def test_same_bytes_twice_are_one_file_with_two_notes(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    _keep(vault, b"same", "r1")
    path = _keep(vault, b"same", "r2")
    assert {n.receipt_id for n in vault.notes(frozenset())} == {"r1", "r2"}
    assert len([p for p in path.parent.iterdir() if p.suffix != ".json"]) == 1


def test_notes_of_known_receipts_and_of_missing_bytes_are_left_out(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    _keep(vault, b"one", "r1")
    _keep(vault, b"two", "r2").unlink()
    assert list(vault.notes(frozenset({"r1"}))) == []


def test_a_missing_original_is_named(tmp_path: Path) -> None:
    with pytest.raises(Fault) as caught:
        Vault(tmp_path).require("0" * 64)
    assert caught.value.code is FaultCode.ORIGINAL_MISSING


def test_leftovers_of_a_killed_process_go_and_those_of_a_living_one_stay(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    incoming = tmp_path / "incoming"
    incoming.mkdir()
    living = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    dead = incoming / f"{int(done.stdout)}-aa.part"
    alive = incoming / f"{living.pid}-bb.part"
    for path in (dead, alive):
        path.write_bytes(b"part")
    Vault(tmp_path).drop_leftovers()
    living.communicate(b"\n", timeout=60)
    assert not dead.exists()
    assert alive.exists()


def test_a_vault_that_can_not_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "vault").write_text("a file where the folder should be")
    with pytest.raises(Fault), Vault(tmp_path / "vault").incoming(io.BytesIO(b"x"), 1 << 30):
        pass


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, a device that is always full")
def test_a_full_disk_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.open

    def to_full(self: Path, mode: str = "r", *args: object, **kwargs: object) -> object:
        target = Path("/dev/full") if self.suffix == ".part" else self
        return real(target, "wb" if self.suffix == ".part" else mode, *args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", to_full)
    with pytest.raises(Fault) as caught, Vault(tmp_path).incoming(io.BytesIO(os.urandom(200_000)), 1 << 30):
        pass
    assert caught.value.code is FaultCode.DISK_FULL


def test_a_file_that_grows_while_it_is_read_ends_at_the_limit(tmp_path: Path) -> None:
    growing = tmp_path / "log.jpg"
    growing.write_bytes(b"x" * 1000)
    with growing.open("rb") as source:
        growing.write_bytes(b"x" * 5_000_000)
        with pytest.raises(Fault) as caught, Vault(tmp_path / "vault").incoming(source, 4_000_000):
            pass
    assert caught.value.code is FaultCode.FILE_TOO_LARGE
    assert list((tmp_path / "vault" / "incoming").iterdir()) == []


def test_the_check_finds_what_was_changed_and_what_is_missing(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    kept = [_keep(vault, bytes([n]) * 1000, f"r{n}") for n in range(5)]
    assert vault.check() == VaultCheck(checked=5)
    kept[1].write_bytes(b"\x09" * 1000)
    kept[3].unlink()
    found = vault.check()
    assert (found.checked, found.changed, found.missing) == (4, (kept[1].name,), (kept[3].name,))


def test_the_check_ends_when_it_is_told_to_and_at_its_limit(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    for n in range(5):
        _keep(vault, bytes([n]) * 1000, f"r{n}")
    turns = iter([False, False, True])
    assert vault.check(lambda: next(turns)) == VaultCheck(checked=2, finished=False)
    assert vault.check(limit=2500) == VaultCheck(checked=3, finished=False)


def test_a_side_file_tells_when_the_file_was_handed_over(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    at = dt.datetime(2026, 5, 16, 12, tzinfo=dt.UTC)
    with vault.incoming(io.BytesIO(b"x"), 1 << 20) as incoming:
        vault.keep(incoming, replace(_note(incoming.sha256, incoming.size), added_at=at))
    _keep(vault, b"older", "r2")
    times = {n.receipt_id: n.added_at for n in vault.notes(frozenset())}
    assert times["r1"] == at
    assert abs((times["r2"] or at) - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=5)
