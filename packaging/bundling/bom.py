"""The bill of materials (CycloneDX 1.6, JSON) of what one build ships: packages, Python, libraries of the system."""

from __future__ import annotations

import datetime as dt
import platform
import uuid
from collections.abc import Iterable, Mapping
from importlib.metadata import distribution

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from bundling.identity import NAME, SUMMARY

_SPACE = uuid.UUID("6c0f6e0c-6f2e-5e0b-9d53-0f9a4f1f3c11")


def bill(version: str, packages: Iterable[str], system: Mapping[str, str], epoch: int) -> str:
    """Return the bill as JSON, the same for the same arguments.

    ``packages``: names of installed distributions; ``system``: Debian packages and versions; ``epoch``: seconds.
    """
    bom = Bom(serial_number=uuid.uuid5(_SPACE, f"{version} {epoch} {platform.system()} {platform.machine()}"))
    bom.metadata.timestamp = dt.datetime.fromtimestamp(epoch, dt.UTC)
    bom.metadata.component = _program(version)
    parts = [_python(), *(_package(name) for name in packages), *(_debian(n, v) for n, v in system.items())]
    bom.components.update(parts)
    bom.register_dependency(bom.metadata.component, parts)
    return str(JsonV1Dot6(bom).output_as_string(indent=1))


def _program(version: str) -> Component:
    factory = LicenseFactory()
    return Component(
        name=NAME, version=version, type=ComponentType.APPLICATION, description=SUMMARY,
        licenses=[factory.make_from_string("Apache-2.0")], bom_ref=f"{NAME}@{version}",
    )  # fmt: skip


def _python() -> Component:
    version = platform.python_version()
    url = PackageURL("generic", name="python", version=version)
    licence = LicenseFactory().make_from_string("PSF-2.0")
    return Component(name="Python", version=version, type=ComponentType.PLATFORM, purl=url, licenses=[licence],
                     bom_ref=str(url))  # fmt: skip


def _package(name: str) -> Component:
    found = distribution(name)
    url = PackageURL("pypi", name=name, version=found.version)
    metadata = found.metadata.json
    said = str(metadata.get("license_expression") or metadata.get("license") or "")
    licences = [LicenseFactory().make_from_string(said)] if said and "\n" not in said else []
    home = ExternalReference(type=ExternalReferenceType.DISTRIBUTION, url=XsUri(f"https://pypi.org/project/{name}/"))
    return Component(name=name, version=found.version, type=ComponentType.LIBRARY, purl=url, licenses=licences,
                     external_references=[home], bom_ref=str(url))  # fmt: skip


def _debian(name: str, version: str) -> Component:
    url = PackageURL("deb", "debian", name, version)
    return Component(name=name, version=version, type=ComponentType.LIBRARY, purl=url, bom_ref=str(url))
