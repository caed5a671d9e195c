"""Signing with a certificate made here: programs, uninstaller and installer carry it, and nobody sees its password."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from pathlib import Path

import pytest
from bundling import signing
from bundling.icons import write_icons
from bundling.run import BuildError
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from desktop import __version__
from tests.windows.computer import Computer
from tests.windows.conftest import Setups, small_setup

PASSWORD = "hemmelig kode æøå"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ``own.pfx`` and ``own.pem``: a certificate for signing programs that nobody else trusts."""
    folder = tmp_path_factory.mktemp("certificate")
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Bilagsdrop test")])
    now = dt.datetime.now(dt.UTC)
    own = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=2))
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CODE_SIGNING]), critical=False)
        .sign(key, hashes.SHA256())
    )
    locked = serialization.BestAvailableEncryption(PASSWORD.encode())
    pfx = pkcs12.serialize_key_and_certificates(b"own", key, own, None, locked)
    (folder / "own.pfx").write_bytes(pfx)
    (folder / "own.pem").write_bytes(own.public_bytes(serialization.Encoding.PEM))
    return folder


def _is_signed(path: Path, certificate: Path) -> bool:
    words = ["osslsigncode", "verify", "-CAfile", certificate / "own.pem", "-in", path]
    ran = subprocess.run([str(w) for w in words], capture_output=True, text=True, check=False)
    return ran.returncode == 0 and "Signature verification: ok" in ran.stdout


def test_programs_and_installer_are_signed(
    computer: Computer, certificate: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(signing.PFX, str(certificate / "own.pfx"))
    monkeypatch.setenv(signing.PASSWORD, PASSWORD)
    write_icons(tmp_path / "icons")
    setup = small_setup(tmp_path, __version__)
    assert _is_signed(setup, certificate)
    computer.install(setup)
    root = computer.here(computer.folder)
    for name in ("app/bilagsdrop.exe", "app/bilagsdrop-cli.exe", "uninstall.exe"):
        assert _is_signed(root / name, certificate)
    computer.uninstall()
    assert not root.exists()


def test_what_was_changed_after_signing_is_seen(certificate: Path, small: Setups, tmp_path: Path) -> None:
    program = tmp_path / "bilagsdrop.exe"
    shutil.copy(small.new.parent / __version__ / "bilagsdrop.exe", program)
    assert not _is_signed(program, certificate)
    assert signing.sign(program, {signing.PFX: str(certificate / "own.pfx"), signing.PASSWORD: PASSWORD})
    assert _is_signed(program, certificate)
    data = bytearray(program.read_bytes())
    data[0x500] ^= 1
    program.write_bytes(data)
    assert not _is_signed(program, certificate)


def test_a_wrong_password_ends_the_build_and_is_not_told(certificate: Path, small: Setups, tmp_path: Path) -> None:
    program = tmp_path / "bilagsdrop.exe"
    shutil.copy(small.new.parent / __version__ / "bilagsdrop.exe", program)
    before = program.read_bytes()
    with pytest.raises(BuildError) as caught:
        signing.sign(program, {signing.PFX: str(certificate / "own.pfx"), signing.PASSWORD: "en anden"})
    assert "en anden" not in str(caught.value)
    assert program.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bilagsdrop.exe"]


def test_without_a_certificate_nothing_is_signed(small: Setups) -> None:
    assert not signing.sign(small.new, {})
    with pytest.raises(BuildError, match="a certificate each"):
        signing.wanted({signing.PFX: "a.pfx", signing.THUMBPRINT: "00"})
