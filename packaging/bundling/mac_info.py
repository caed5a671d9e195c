"""What macOS is told about the program: ``Info.plist``, which the one spec reads as ``info.json``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

LEAST_SYSTEM = "13.0"
"""The oldest macOS that Qt 6.12 runs on."""
IMAGES = (
    "public.jpeg", "public.png", "public.tiff", "com.compuserve.gif", "com.microsoft.bmp", "public.heic", "public.heif",
    "public.avif", "org.webmproject.webp",
)  # fmt: skip
"""Uniform type identifiers of the pictures that the program reads; "Open with" and drops on the icon go by them."""

OUTLOOK = "com.microsoft.outlook16.msg"
"""macOS has no name of its own for Outlook's mails; it takes this one until a program that owns it says otherwise."""
_OUTLOOK_MAIL: Mapping[str, Any] = {
    "UTTypeIdentifier": OUTLOOK,
    "UTTypeDescription": "Outlook-mail",
    "UTTypeConformsTo": ["public.data", "public.content"],
    "UTTypeTagSpecification": {
        "public.filename-extension": ["msg"],
        "public.mime-type": ["application/vnd.ms-outlook"],
    },
}


def info(version: str) -> Mapping[str, Any]:
    """Return the entries beyond those that PyInstaller makes (name, identifier, icon, program)."""
    return {
        "CFBundleDisplayName": "Bilagsdrop",
        "CFBundleVersion": version,
        "CFBundleDevelopmentRegion": "en",
        "CFBundleLocalizations": ["da", "en"],
        "CFBundleDocumentTypes": [
            _documents("Billede af et bilag", *IMAGES),
            _documents("PDF", "com.adobe.pdf"),
            _documents("Elektronisk faktura", "public.xml"),
            _documents("Mail", "com.apple.mail.email", OUTLOOK),
            _documents("Zip-fil", "public.zip-archive"),
        ],
        "UTImportedTypeDeclarations": [_OUTLOOK_MAIL],
        "LSApplicationCategoryType": "public.app-category.finance",
        "LSMinimumSystemVersion": LEAST_SYSTEM,
        "LSMultipleInstancesProhibited": True,
        "NSHighResolutionCapable": True,
        "NSSupportsAutomaticGraphicsSwitching": True,
        "NSHumanReadableCopyright": "The Bilagsdrop authors. Apache License 2.0.",
    }


def _documents(name: str, *types: str) -> Mapping[str, Any]:
    """Return a kind of file that is looked at, never changed; the user's own choice of program for it stays."""
    return {
        "CFBundleTypeName": name,
        "CFBundleTypeRole": "Viewer",
        "LSHandlerRank": "Alternate",
        "LSItemContentTypes": list(types),
    }


def write_info(work: Path, version: str) -> None:
    """Write ``info.json`` where the spec looks for it."""
    (work / "info.json").write_text(json.dumps(info(version)), encoding="utf-8")
