"""Everything of ours that reads what a stranger wrote: as one function of bytes each, with files to begin from.

A target lets only its own refusal pass, and what nobody may rely on it asserts. No transaction, no network, no child:
the limits of the child processes are not what is tried here, but what their parsers do within them.
"""

import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID
from zoneinfo import ZoneInfo

from build_photo import picture, with_exif
from cast import NOW, SECRET_KEY
from every_format import FORMATS
from staff_files import packed

from app.calendars import reply_child
from app.fair.rules import markdown, uploads
from app.feeds.oai import asking
from app.fetching import rules as fetching
from app.fetching.rules import FetchRefused
from app.files import images
from app.identity import tokens
from app.kernel import signed
from app.kernel.errors import Stale, VersionMissing
from app.pupils import roster_files
from app.pupils.errors import RosterUnreadable
from app.rosters import importers as rosters
from app.timetable import importers as timetables
from app.timetable.importers import absence_calendar, absence_table
from app.timetable.importers.understanding import ImportRefused, NamedBytes
from app.web import etag
from app.web.pages import BadCursor, PageWish, cursor

LONDON = ZoneInfo("Europe/London")
FIRST, LAST = date(2026, 9, 1), date(2027, 8, 31)
SOME_ID = UUID("5f0e3a52-0d9b-4d0e-9a53-6a3f2a1f7c11")
SHOWN = frozenset({"a", "img", *markdown.TAGS})


@dataclass(frozen=True, slots=True)
class Target:
    """*bytes_max*: longer inputs show nothing that shorter ones do not."""

    read: Callable[[bytes], None]
    seeds: Callable[[], Iterator[bytes]]
    bytes_max: int = 20_000


def _timetable(sent: bytes) -> None:
    with suppress(ImportRefused):
        found = timetables.read([NamedBytes("file", sent)])
        assert all(teacher in found.teachers for teacher, *_ in found.rows())


def _staff(sent: bytes) -> None:
    with suppress(ImportRefused):
        found = rosters.read([NamedBytes("file", sent)])
        assert all(person.name.strip() for person in found.people)


def _absences(sent: bytes) -> None:
    with suppress(ImportRefused):
        assert all(row.starts_on <= row.ends_on for row in absence_table.read(NamedBytes("file", sent)))


def _diary(sent: bytes) -> None:
    with suppress(ImportRefused):
        found = absence_calendar.read(NamedBytes("file", sent), LONDON, FIRST, LAST, is_named=True)
        assert all(event.starts_at.tzinfo and event.ends_at.tzinfo for event in found)


def _pupils(sent: bytes) -> None:
    with suppress(RosterUnreadable):
        assert all(name.strip() and len(name) <= 200 for name in roster_files.read(sent))


def _reply(sent: bytes) -> None:
    with suppress(ValueError, LookupError, RecursionError, AttributeError, TypeError):  # As the child's last lines do.
        reply_child.read(sent)


class _Shown(HTMLParser):
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in SHOWN, tag
        for name, value in attrs:
            assert not name.startswith("on"), name
            if name in ("href", "src"):
                assert re.match(r"(https?|mailto):|https://kenkyu\.test/files/", (value or "").strip(), re.I), value


def _markdown(sent: bytes) -> None:
    text = sent.decode("utf-8", "replace")
    _Shown().feed(markdown.safe_html(text, address="https://kenkyu.test/files", files=[SOME_ID]))
    markdown.plain(text)
    markdown.summary(text)
    markdown.files_in(text)


def _picture(sent: bytes) -> None:
    with suppress(images.Unusable):
        images.require_size(sent)
        images.require_known_form(sent)
        content, width, height = images.make_anew(sent, 64)
        assert content[8:12] == b"WEBP"
        assert max(width, height) <= 64


def _document(sent: bytes) -> None:
    with suppress(uploads.NoDocument):
        named = uploads.document(sent, sent[:80].decode("latin-1"))
        assert re.fullmatch(r"[^/\\\x00-\x1f\"<>]+", named.name), named


KEYS: tuple[tuple[type, ...], ...] = ((str, UUID), (int, str, UUID), (datetime, UUID), (date, UUID), (str,))


def _cursor(sent: bytes) -> None:
    for key in KEYS:
        with suppress(BadCursor):
            found = PageWish(sent.decode("utf-8", "surrogateescape"), 10).key(*key)
            assert found is not None
            assert [type(value) for value in found] == list(key)


def _token(sent: bytes) -> None:
    with suppress(tokens.BadToken):
        tokens.session_of(sent.decode("latin-1"), NOW, SECRET_KEY)


def _link(sent: bytes) -> None:
    signed.read(SECRET_KEY.encode(), sent.decode("utf-8", "replace"))


def _oai(sent: bytes) -> None:
    with suppress(asking.OaiFault):
        request = asking.read(parse_qsl(sent.decode("latin-1"), keep_blank_values=True))
        wish = request.wish()
        assert wish.asked is not None
        asking.place_of(wish.after)


def _condition(sent: bytes) -> None:
    with suppress(Stale, VersionMissing):
        etag.require_current(sent.decode("latin-1"), 1)


def _address(sent: bytes) -> None:
    with suppress(FetchRefused):
        target = fetching.target_of(sent.decode("utf-8", "replace"))
        assert target.port in (80, 443, 8080, 8443)
        assert target.host == fetching.host_of(target.host)


# ---- what they begin from: files as our own tests write them -------------------------------------------------------


def _of_readers(*readers: str) -> Callable[[], Iterator[bytes]]:
    def seeds() -> Iterator[bytes]:
        yield from (made.made("Amina") for made in FORMATS.values() if made.reader in readers)
        yield b""

    return seeds


def _pupil_files() -> Iterator[bytes]:
    yield from (b"Forename,Surname\nZofia,Quirke\n", b"Name\nZofia Quirke\n", "Zoë\r\nSiân\r\n".encode("utf-16"))
    yield FORMATS["staff list xlsx"].made("Zofia")
    yield packed({"xl/workbook.xml": b"<workbook/>", "[Content_Types].xml": b"<Types/>"})


def _replies() -> Iterator[bytes]:
    lines = (
        "From: chloe@birch.example", "To: cover+x@kenkyu.test", "Content-Type: text/calendar; method=REPLY", "",
        "BEGIN:VCALENDAR", "METHOD:REPLY", "BEGIN:VEVENT", "UID:x@kenkyu.test", "SEQUENCE:1",
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:chloe@birch.example", "ORGANIZER:mailto:cover+x@kenkyu.test",
        "END:VEVENT", "END:VCALENDAR", "",
    )  # fmt: skip
    yield "\r\n".join(lines).encode()


def _texts() -> Iterator[bytes]:
    yield from (
        b"# Aims\n\n*To see* **who** speaks: [a page](https://example.org) and ![sheet](file:%s)\n" % str(SOME_ID).encode(),
        b"1. one\n2. two\n\n> said\n\n    code\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
        b"<script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1)) <a href='data:text/html,x'>x</a>",
        b"[" * 300 + b"](" * 300, b"*a" * 500, b"`" * 999, b"&#x6a;&#97;vascript&colon;alert(1) <https://x.example>",
    )  # fmt: skip


def _pictures() -> Iterator[bytes]:
    yield from (picture(form, (20, 10)) for form in ("JPEG", "PNG", "WEBP"))
    yield from (with_exif(), picture("PNG", (9, 9), "P"), picture("PNG", (9, 9), "RGBA"), picture("PNG", (9, 9), "1"))


def _documents() -> Iterator[bytes]:
    yield from (b"%PDF-1.7\n%%EOF", b"Our plan\n", b"a,b\n1,2\n", FORMATS["plain xlsx"].made("Amina"))
    yield packed({"[Content_Types].xml": b"wordprocessingml.document", "word/document.xml": b"<w/>"})


def _cursors() -> Iterator[bytes]:
    for key in (("Amina", SOME_ID), (3, "a", SOME_ID), (NOW, SOME_ID), (NOW.date(), SOME_ID), ("x",)):
        yield cursor(key).encode()


def _tokens() -> Iterator[bytes]:
    yield tokens.issue(SOME_ID, SOME_ID, NOW, SECRET_KEY).encode()
    yield b"eyJhbGciOiJub25lIn0.e30."


def _links() -> Iterator[bytes]:
    yield (
        signed.token_of(SECRET_KEY.encode(), SOME_ID, "leave:x").encode() if signed.CLAIM.fullmatch("leave:x") else b"x"
    )


def _questions() -> Iterator[bytes]:
    yield from (
        b"verb=Identify", b"verb=ListRecords&metadataPrefix=oai_dc&from=2026-09-01&until=2026-12-31&set=phase:ks3",
        b"verb=GetRecord&identifier=oai:kenkyu.test:x&metadataPrefix=oai_dc", b"verb=ListSets",
    )  # fmt: skip
    wish = asking.Wish(asking.Verb.RECORDS, NOW, None, "", (NOW.isoformat(), str(SOME_ID)), 50)
    yield b"verb=ListRecords&resumptionToken=" + asking.token_of(wish, wish.after, 50).encode()


def _conditions() -> Iterator[bytes]:
    yield from (b'"1"', b'W/"1"', b"*", b'"1", "2"')


def _web_addresses() -> Iterator[bytes]:
    yield from (
        b"https://calendar.example/week.ics", b"webcal://user@calendar.example:8443/a?b#c", b"http://[::1]/x",
        b"https://0x7f.1/", "https://bücher.example/ü".encode(), b"http://127.0.0.1:80",
    )  # fmt: skip


TARGETS: dict[str, Target] = {
    "timetable": Target(_timetable, _of_readers("timetable")),
    "staff": Target(_staff, _of_readers("staff")),
    "absences": Target(_absences, _of_readers("absences")),
    "diary": Target(_diary, _of_readers("diary")),
    "pupils": Target(_pupils, _pupil_files),
    "reply": Target(_reply, _replies),
    "markdown": Target(_markdown, _texts, 4_000),
    "picture": Target(_picture, _pictures),
    "document": Target(_document, _documents),
    "cursor": Target(_cursor, _cursors, 500),
    "token": Target(_token, _tokens, 4_100),
    "link": Target(_link, _links, 500),
    "oai": Target(_oai, _questions, 1_000),
    "condition": Target(_condition, _conditions, 100),
    "address": Target(_address, _web_addresses, 2_100),
}


def without_checksums(sent: bytes) -> bytes:
    """*sent*, a ZIP file, with the check sums of its parts made right: what is spoiled inside is then read."""
    made, at = bytearray(sent), 0
    while (at := made.find(b"PK\x03\x04", at)) >= 0 and at + 30 <= len(made):
        size = int.from_bytes(made[at + 18 : at + 22], "little")
        start = (
            at
            + 30
            + int.from_bytes(made[at + 26 : at + 28], "little")
            + int.from_bytes(made[at + 28 : at + 30], "little")
        )
        body: Any = bytes(made[start : start + size])
        if int.from_bytes(made[at + 8 : at + 10], "little") == 8:
            with suppress(zlib.error):
                body = zlib.decompress(body, -15)
        right = zlib.crc32(body).to_bytes(4, "little")
        old = bytes(made[at + 14 : at + 18])
        made[at + 14 : at + 18] = right
        place = made.find(b"PK\x01\x02")
        while place >= 0:
            if made[place + 16 : place + 20] == old:
                made[place + 16 : place + 20] = right
            place = made.find(b"PK\x01\x02", place + 4)
        at += 4
    return bytes(made)


__all__ = ["TARGETS", "Target", "without_checksums"]
