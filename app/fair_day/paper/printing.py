"""Posters as PDF, set in a process of its own, with limits on time, memory and how many at once."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID, uuid5

import segno

from app.fair_day.errors import PosterCannotBeMade, PosterPrintersBusy
from app.fair_day.paper.child import PAGE
from app.fair_day.rules import Size, posters
from app.fair_day.rules.posters import Poster
from app.files.store import Store
from app.kernel.children import ChildFailed, Children, ChildrenBusy
from app.kernel.errors import NotFound

PRINTERS: Final = Children(
    "app.fair_day.paper.child",
    seconds_max=60,
    memory_mb_max=2_000,  # A picture of 2,000 by 2,000 is 16 MB; the fonts are mapped whole.
    bytes_max=60_000_000,
    at_once_max=2,
    wait_seconds=10,
)
KEPT: Final = "fair-posters"
PICTURE_TYPES: Final = {"image/webp": "webp", "image/png": "png", "image/jpeg": "jpg"}


def pdf_of(told: Sequence[Poster], size: Size, public_url: str, store: Store, *, is_waiting: bool = True) -> bytes:
    """Set one page for each of *told*, tagged for screen readers; the same posters give the same bytes.

    Args:
        is_waiting: for a place, while as many as may be are being set.

    Raises:
        PosterPrintersBusy: as many as may be are being set, and went on being.
        PosterCannotBeMade: it took longer, or grew larger, than a poster can.
    """
    # The child may write no file, so the pictures are laid out for it.
    with TemporaryDirectory(prefix="kenkyu-posters-") as folder:
        given = given_of(told, size, public_url, store, Path(folder))
        return _set(json.dumps(given), folder, is_waiting=is_waiting)


def kept_pdf_of(school_id: UUID, told: Poster, size: Size, public_url: str, store: Store, *, is_waiting: bool) -> bytes:
    """As pdf_of, set once for all readers while it says the same.

    No row names what is kept, so the weekly sweep throws it away (app/files/work.py) and it is set anew.
    """
    key = kept_key(school_id, told, size, public_url)
    try:
        return store.get(key)
    except NotFound:
        content = pdf_of([told], size, public_url, store, is_waiting=is_waiting)
    store.put(key, content)
    return content


def kept_key(school_id: UUID, told: Poster, size: Size, public_url: str) -> str:
    """Where a poster lies: another place for every word, picture, paper and page that it differs in."""
    said = hashlib.sha256(PAGE.read_bytes() + repr((told, size.value, public_url)).encode()).hexdigest()
    return f"{school_id}/{KEPT}/{uuid5(told.finding_id, said)}"


def given_of(told: Sequence[Poster], size: Size, public_url: str, store: Store, folder: Path) -> Mapping[str, object]:
    """What the page is given; pictures are put into *folder*."""
    return {
        "size": size.value,
        "posters": [
            _input(one, public_url, _picture(one, store, folder / str(number))) for number, one in enumerate(told)
        ],
    }  # fmt: skip


def _set(given: str, folder: str, *, is_waiting: bool) -> bytes:
    try:
        return PRINTERS.make(given.encode(), folder, is_waiting=is_waiting)
    except ChildrenBusy as busy:
        raise PosterPrintersBusy(retry_after_seconds=PRINTERS.wait_seconds) from busy
    except ChildFailed as failed:
        raise PosterCannotBeMade from failed


def _input(one: Poster, public_url: str, picture: Mapping[str, str] | None) -> Mapping[str, object]:
    address = one.address(public_url)
    page = urlsplit(address)
    return {
        "title": posters.shown(one.title), "quote": posters.shown(one.pull_quote), "focus": posters.line(one.focus),
        "about": ", ".join(posters.line(part) for part in (one.subject, one.phase) if part),
        "names": posters.shown(posters.names(one.author_names)), "school": posters.line(one.school_name),
        "group": posters.line(one.group_name), "licence": one.licence, "stall": posters.line(one.stall),
        "sections": [
            [posters.SECTIONS[field], posters.shown(posters.cut(text, posters.most_of(field))), field]
            for field, text in one.sections
        ],
        "address": address, "address_shown": f"{page.netloc}{page.path}", "code": _code(address),
        "picture": picture,
    }  # fmt: skip


def _code(address: str) -> str:
    """The code as a drawing. M, as paper may have a crease; two squares of margin, as the page is white."""
    return str(segno.make(address, error="m", micro=False).svg_inline(border=2, dark="#1d2423", omitsize=True))


def _picture(one: Poster, store: Store, path: Path) -> Mapping[str, str] | None:
    """The picture's file and what it shows; None when there is none, or its bytes have gone meanwhile."""
    if one.picture is None or one.picture.media_type not in PICTURE_TYPES:
        return None
    try:
        content = store.get(one.picture.store_key)
    except NotFound:
        return None
    kept = path.with_suffix(f".{PICTURE_TYPES[one.picture.media_type]}")
    kept.write_bytes(content)
    return {"file": f"/{kept.name}", "alt": posters.shown(one.picture.alt)}
