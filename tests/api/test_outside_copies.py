"""What comes from an address: prepared before anything is written, kept while the address answers otherwise."""

import io
import ipaddress
import re
import threading
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from build import a_year
from build_source import OTHER_WEEK, WEEK, a_source, look
from cast import NOW, World
from listening import answer, in_turn, listening
from sqlalchemy import event
from sqlmodel import Session, select
from timetable_steps import upload

from app.db.session import Database
from app.fetching.fetch import Limits, Way
from app.kernel.actor import Scope
from app.outbox.tables import OutgoingMail
from app.sources import work
from app.sources.tables import OutsideSource

DAYS = [NOW + timedelta(days=3 * number) for number in range(8)]
LIST = b"code,name,email\nAMI,Amina,amina@birch.example\nNIA,Nia New,nia@birch.example\n"
SIGN_IN = b"<!DOCTYPE html><html><title>Sign in</title><form></form></html>"
EDIT = {"name": "Week", "staff_id": None, "every_hours": 24, "is_active": True}


# ---- while a transaction is open -----------------------------------------------------------------


@pytest.fixture
def packing(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """Each packing and unpacking from here on: which, and whether this thread had a writing transaction open."""
    mine, seen = threading.local(), list[tuple[str, bool]]()
    writing = Database.writing

    @contextmanager
    def noted(self: Database, scope: Scope) -> Iterator[Session]:
        with writing(self, scope) as session:
            mine.is_open = True
            try:
                yield session
            finally:
                mine.is_open = False

    def watched(name: str, real: Callable[..., bytes]) -> Callable[..., bytes]:
        def call(*given: Any, **more: Any) -> bytes:
            seen.append((name, getattr(mine, "is_open", False)))
            return real(*given, **more)

        return call

    monkeypatch.setattr(Database, "writing", noted)
    for name in ("compress", "decompress"):
        monkeypatch.setattr(zlib, name, watched(name, getattr(zlib, name)))
    return seen


async def test_what_a_look_brings_is_compared_and_packed_before_anything_is_written(
    world: World, packing: list[tuple[str, bool]]
) -> None:
    diary = _away(("a", "Away", "20261201"))
    coming = in_turn(answer(200, WEEK), answer(200, WEEK + b"\r\n"), answer(200, OTHER_WEEK))
    with (
        listening(coming) as weeks,
        listening(in_turn(answer(200, LIST), answer(200, LIST + b"ZOE,Zoe,\n"))) as lists,
        listening(in_turn(answer(200, diary, {"ETag": '"1"'}), answer(304))) as diaries,
    ):
        await a_source(world.hana, weeks.url)
        await a_source(world.hana, lists.url, kind="staff", name="Staff")
        await a_source(
            world.hana, diaries.url, kind="absences", name="Diary", staff_id=str(world.amina.staff_id)
        )  # fmt: skip
        for now in DAYS[:3]:
            look(world, now)

    assert {name for name, _ in packing} == {"compress", "decompress"}
    assert not any(is_open for _, is_open in packing)


async def test_files_that_are_uploaded_are_packed_before_anything_is_written(
    world: World, packing: list[tuple[str, bool]]
) -> None:
    timetable = await upload(world.hana, ("week.csv", WEEK))
    staff = await world.hana.post("/roster-imports", files=[("files", ("staff.csv", LIST))])

    assert (timetable.status_code, staff.status_code) == (201, 201)
    assert packing == [("compress", False), ("compress", False)]


async def test_a_kept_copy_is_read_only_where_it_is_compared(world: World) -> None:
    with listening(in_turn(answer(200, WEEK), answer(200, OTHER_WEEK))) as server:
        added = await a_source(world.hana, server.url)
        with _asked_of(world.database) as statements:
            look(world, DAYS[0])
            look(world, DAYS[1])
            await world.hana.get("/outside-sources")
            await world.hana.get(f"/outside-sources/{added['id']}")

    read = [one for one in statements if one.startswith("SELECT") and re.search(r"outside_source\.content\b", one)]
    assert len([one for one in statements if "outside_source" in one]) > 4
    assert read == []
    assert _row(world, added["id"]).content is not None


# ---- a trust's list ------------------------------------------------------------------------------


async def test_of_a_trusts_list_at_an_address_each_school_takes_its_own_staff(world: World) -> None:
    with listening(answer(200, _of_a_trust())) as server:
        ours = await a_source(world.hana, server.url, kind="staff", name="Trust")
        theirs = await a_source(world.eve, server.url, kind="staff", name="Trust")
        look(world, NOW)

    for person, added, name in ((world.hana, ours, "Nia New"), (world.eve, theirs, "Olu Other")):
        seen = (await person.get(f"/outside-sources/{added['id']}")).json()
        assert seen["trouble"] == ""
        joiners = await person.get(f"/roster-imports/{seen['import_id']}/people?group=joiners")
        assert [one["name"] for one in joiners.json()["items"]] == [name]


# ---- an address that answers another thing than before -------------------------------------------


@pytest.mark.parametrize(
    ("kind", "good", "other"),
    [
        ("timetable", WEEK, SIGN_IN), ("timetable", WEEK, LIST), ("timetable", WEEK, b"\x89PNG\r\n\x1a\n" + bytes(40)),
        ("timetable", WEEK, WEEK[:25]), ("staff", LIST, SIGN_IN), ("staff", LIST, WEEK),
        ("staff", LIST, b"Forename,Surname,UPN\nZofia,Quirke,A1\n"),
    ],
)  # fmt: skip
async def test_what_is_another_thing_than_before_is_a_failure_and_the_last_good_copy_stays(
    world: World, kind: str, good: bytes, other: bytes
) -> None:
    with listening(in_turn(answer(200, good), answer(200, other))) as server:
        added = await a_source(world.hana, server.url, kind=kind)
        look(world, DAYS[0])
        before = (await world.hana.get(f"/outside-sources/{added['id']}")).json()
        look(world, DAYS[1])

    seen = (await world.hana.get(f"/outside-sources/{added['id']}")).json()
    assert before["import_id"] is not None
    assert (seen["failures"], seen["import_id"], seen["good_at"]) == (1, before["import_id"], before["good_at"])
    assert len(seen["trouble"]) > 10
    assert zlib.decompress(_row(world, added["id"]).content or b"") == good


async def test_a_diary_that_answers_another_thing_calls_no_absence_off(world: World) -> None:
    await a_year(world.hana)
    with listening(in_turn(answer(200, _away(("a", "x", "20261201"))), answer(200, SIGN_IN))) as server:
        added = await a_source(world.hana, server.url, kind="absences", staff_id=str(world.amina.staff_id))
        look(world, DAYS[0])
        look(world, DAYS[1])

    seen = (await world.hana.get(f"/outside-sources/{added['id']}")).json()
    assert seen["failures"] == 1
    assert len((await world.hana.get("/absences")).json()["items"]) == 1


# ---- the limits of a look ------------------------------------------------------------------------


async def test_an_address_that_sends_us_on_and_on_is_a_failure_with_words(world: World) -> None:
    await _fails(world, answer(302, headers={"Location": "/"}), "on and on")


async def test_what_is_larger_than_ten_megabytes_is_a_failure_with_words(world: World) -> None:
    await _fails(world, answer(200, WEEK + b"\n" * 10_000_000), "larger than 10 MB")


async def test_a_server_that_takes_too_long_is_a_failure_with_words(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "LIMITS", Limits(seconds=0.5, bytes_max=work.LIMITS.bytes_max))
    over = threading.Event()

    await _fails(world, lambda connection, asked: bool(over.wait(10)), "too long", over)


async def test_a_redirect_into_a_private_network_is_a_failure_and_nobody_is_asked_there(world: World) -> None:
    with listening(answer(200, WEEK)) as inside:
        moved = answer(302, headers={"Location": f"{inside.url}/week.csv"})
        with listening(moved) as open_one:
            added = await a_source(world.hana, open_one.url)
            look(world, NOW, way=Way((ipaddress.ip_network(f"{open_one.host}/32"),)))

        assert inside.connections == 0
    seen = (await world.hana.get(f"/outside-sources/{added['id']}")).json()
    assert (seen["failures"], "inside a network" in seen["trouble"]) == (1, True)


def test_a_look_has_the_limits_that_the_guide_names() -> None:
    assert (work.LIMITS.seconds, work.LIMITS.bytes_max, work.LIMITS.redirects_max) == (20.0, 10_000_000, 3)


# ---- who is told ---------------------------------------------------------------------------------


async def test_the_failures_of_another_address_are_news_although_the_copy_is_as_old_as_before(world: World) -> None:
    told = []
    with listening(answer(500)) as server:
        path = f"/outside-sources/{(await a_source(world.hana, f'{server.url}/a'))['id']}"
        for number, now in enumerate(DAYS[:6]):
            if number == 3:
                edited = await world.hana.put(path, EDIT | {"address": f"{server.url}/b"}, version=1)
                assert edited.status_code == 200
            look(world, now)
            told.append(len(_mails(world)))

    assert told == [0, 1, 1, 1, 2, 2]


# ---- absences that somebody called off -----------------------------------------------------------


async def test_what_a_person_called_off_stays_off_as_long_as_the_calendar_lists_it(world: World) -> None:
    await a_year(world.hana)
    both = _away(("a", "x", "20261208"), ("b", "x", "20261209"))
    alone = _away(("b", "x", "20261209"))
    more = _away(("a", "x", "20261208"), ("b", "x", "20261209"), ("c", "x", "20261210"))
    coming = [both, both + b"\r\n", more, alone, both]
    seen = []
    with listening(in_turn(*[answer(200, content) for content in coming])) as server:
        await a_source(world.hana, server.url, kind="absences", staff_id=str(world.amina.staff_id))
        for number, now in enumerate(DAYS[: len(coming)]):
            look(world, now)
            items = (await world.grace.get("/absences")).json()["items"]
            if number == 0:
                gone = next(one["id"] for one in items if one["starts_on"] == "2026-12-08")
                assert (await world.grace.post(f"/absences/{gone}/call-off")).status_code == 200
            seen.append([one["starts_on"][-2:] for one in items])

    assert seen == [["08", "09"], ["09"], ["09", "10"], ["09"], ["08", "09"]]


# ---- helpers -------------------------------------------------------------------------------------


async def _fails(world: World, speak: Any, words: str, over: threading.Event | None = None) -> None:
    """The address answers well once and then as *speak* does: a failure with these words, and the copy stays."""
    with listening(in_turn(answer(200, WEEK), speak)) as server:
        added = await a_source(world.hana, server.url)
        look(world, DAYS[0])
        look(world, DAYS[1])
        if over is not None:
            over.set()

    seen = (await world.hana.get(f"/outside-sources/{added['id']}")).json()
    assert (seen["failures"], words in seen["trouble"]) == (1, True), seen["trouble"]
    assert zlib.decompress(_row(world, added["id"]).content or b"") == WEEK


@contextmanager
def _asked_of(database: Database) -> Iterator[list[str]]:
    """Every statement, in capitals where SQL has them."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


def _of_a_trust() -> bytes:
    """OneRoster, zipped: a teacher at Birch School and one at Cedar School."""
    files = {
        "manifest.csv": "propertyName,value\noneroster.version,1.1\nfile.users,bulk\n",
        "orgs.csv": "sourcedId,name,type,parentSourcedId\ns1,Birch School,school,t\ns2,Cedar School,school,t\n",
        "users.csv": "sourcedId,enabledUser,orgSourcedIds,role,givenName,familyName\n"
        "t1,true,s1,teacher,Nia,New\nt2,true,s2,teacher,Olu,Other\n",
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, text in files.items():
            pack.writestr(name, text)
    return written.getvalue()


def _away(*events: tuple[str, str, str]) -> bytes:
    """A calendar: uid, title, day (all day)."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN"]
    for uid, title, day in events:
        lines += ["BEGIN:VEVENT", f"UID:{uid}", f"DTSTART;VALUE=DATE:{day}", f"SUMMARY:{title}", "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def _row(world: World, source_id: str) -> OutsideSource:
    with world.database.reading(world.hana.scope) as session:
        return next(row for row in session.exec(select(OutsideSource)).all() if str(row.id) == source_id)


def _mails(world: World) -> list[OutgoingMail]:
    with world.database.reading(world.hana.scope) as session:
        return list(session.exec(select(OutgoingMail).order_by(OutgoingMail.made_at)).all())
