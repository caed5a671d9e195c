"""The file archive (contract 4). Files can't be deleted."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, jsonify, request
from werkzeug.datastructures import FileStorage

from desktop.sandbox.here import enter, world
from desktop.sandbox.problems import Problem, invalid
from desktop.sandbox.records import StoredFile, Voucher, instant
from desktop.sandbox.selecting import page_of
from desktop.sandbox.world import World, new_file_guid
from desktop.words import N_

blueprint = Blueprint("files", __name__)
Json = dict[str, Any]

_MAGIC = (
    (b"%PDF-", "application/pdf"), (b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"), (b"II*\0", "image/tiff"), (b"MM\0*", "image/tiff"), (b"BM", "image/bmp"),
)  # fmt: skip


def media_type(content: bytes) -> str:
    """Return the type of a file from its first bytes; ``application/octet-stream`` when it is none we know."""
    if content[4:8] == b"ftyp":
        return "image/heic"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for magic, kind in _MAGIC if content.startswith(magic)), "application/octet-stream")


@blueprint.post("/v1/<int:org>/files")
def upload(org: int) -> Response:
    """Put a file into the archive."""
    return _received(org, attachment=False)


@blueprint.post("/v1/<int:org>/files/attachment")
def upload_attachment(org: int) -> Response:
    """Take a file for a customer invoice; it does not show in the archive."""
    world().mistake("files/attachment is for customer invoices, not for purchases", org)
    return _received(org, attachment=True)


def _received(org: int, *, attachment: bool) -> Response:
    state, who, _company = enter(org)
    part = next(iter(request.files.values()), None)
    if part is None:
        state.mistake("an upload without a file part", org)
        return _refused("No file was found in the request")
    content = part.read()
    kind = media_type(content)
    if len(content) > state.options.file_limit:
        return _too_large(state)
    if not content:
        return _refused("The file is empty")
    if kind not in state.options.accepted_types:
        raise Problem(
            415, 40, N_("The type of the file is not supported"), {"File": N_("The type of the file is not supported")}
        )
    name = _name(state, org, part)
    now = state.clock()
    file = StoredFile(
        new_file_guid(), org, name, kind, len(content), hashlib.sha256(content).hexdigest(), now, who.name,
        now + state.options.file_visible_after_ms / 1000, now + state.options.file_usable_after_ms / 1000,
        len(re.findall(rb"/Type\s*/Page\b", content)) or None if kind == "application/pdf" else 1, attachment,
    )  # fmt: skip
    state.store.put_content(file.guid, content)
    state.save(file)
    return jsonify({"FileGuid": file.guid})


def _name(state: World, org: int, part: FileStorage) -> str:
    if part.name != "file":
        state.mistake(f"the part of an upload is called {part.name!r}, not 'file'", org)
    name = request.args.get("fileName") or part.filename or "file"
    if "fileName" in request.args and part.filename and part.filename != name:
        state.mistake("?fileName= and filename= differ", org)
    if not name.isascii():
        state.mistake("the name of an upload is not ASCII", org)
    return name.replace("\\", "/").rsplit("/", 1)[-1]


def _refused(text: str) -> Response:
    """Return a 400 whose body is a JSON string, as the specification has it for uploads."""
    answer = jsonify(text)
    answer.status_code = 400
    return answer


def _too_large(state: World) -> Response:
    if state.options.too_large == "413":
        raise Problem(413, 42, N_("The file is too large"), {"File": N_("The file is too large")})
    return _refused("The file is too large. The limit is 6 MB.")


def listing(file: StoredFile, linked_to: list[Voucher]) -> Json:
    """Return a file as the archive lists it; links to deleted vouchers stay."""
    linked = [{"VoucherId": v.id, "VoucherGuid": v.guid, "LinkedAt": instant(v.created_at)} for v in linked_to]
    return {
        "FileGuid": file.guid, "Name": file.name, "Extension": extension(file), "Size": file.size,
        "UploadedAt": instant(file.uploaded_at), "Note": None, "NumberOfPages": file.pages, "Linked": linked,
        "UploadedBy": file.uploaded_by,
    }  # fmt: skip


def extension(file: StoredFile) -> str:
    """Return the extension of a file's name, lower case, without the dot."""
    return file.name.rpartition(".")[2].lower() if "." in file.name else ""


def _day(name: str) -> str | None:
    """Return a date of the query as ISO text. Raises Problem 42 unless it is ``yyyy/MM/dd``."""
    value = request.args.get(name, "").strip()
    if not value:
        return None
    try:
        return dt.datetime.strptime(value, "%Y/%m/%d").replace(tzinfo=dt.UTC).date().isoformat()
    except ValueError:
        raise invalid({name: N_("Must be a date of the form yyyy/MM/dd")}) from None


def _filter() -> Callable[[StoredFile, list[Voucher]], bool]:
    """Return the test that the query asks for. Raises Problem 42."""
    after, before, status = _day("uploadedAfter"), _day("uploadedBefore"), request.args.get("fileStatus", "All")
    if status not in {"All", "Used", "Unused"}:
        raise invalid({"fileStatus": N_("Must be All, Used or Unused")})
    endings = {e.strip().lower() for v in request.args.getlist("extensions") for e in v.split(",") if e.strip()}

    def wanted(file: StoredFile, linked_to: list[Voucher]) -> bool:
        day, used = instant(file.uploaded_at)[:10], any(v.deleted_at is None for v in linked_to)
        return (
            (not endings or extension(file) in endings)
            and (after or day) <= day <= (before or day)
            and (status == "All" or (status == "Used") == used)
        )

    return wanted


@blueprint.get("/v1/<int:org>/files")
def files(org: int) -> Response:
    """List the archive as a bare array, newest first."""
    state, _who, _company = enter(org)
    wanted, links = _filter(), state.vouchers_by_file(org)
    newest_first = sorted(state.files.values(), key=lambda f: f.uploaded_at, reverse=True)
    rows = [
        listing(f, links.get(f.guid, []))
        for f in newest_first
        if f.org == org and not f.attachment and f.visible_at <= state.clock() and wanted(f, links.get(f.guid, []))
    ]
    shown, _page, _size = page_of(rows, 1000)
    return jsonify(shown)


@blueprint.get("/v1/<int:org>/files/<guid>")
def download(org: int, guid: str) -> Response:
    """Return the bytes of a file."""
    state, _who, _company = enter(org)
    file = state.files.get(guid)
    if file is None or file.org != org:
        raise Problem(404, 63, N_("The file does not exist"))
    return Response(state.store.content(guid), mimetype=file.media_type)
