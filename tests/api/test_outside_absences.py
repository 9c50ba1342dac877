"""Calendars of absences at an address: they count at once, and nothing of why is kept."""

from datetime import timedelta

from build import a_year
from build_source import a_source, look
from cast import NOW, World
from listening import answer, in_turn, listening
from sqlmodel import select

from app.outbox.tables import OutgoingMail

LATER = NOW + timedelta(days=3)


def _away(*events: tuple[str, str, str]) -> bytes:
    """A calendar: uid, title, day (all day)."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN"]
    for uid, title, day in events:
        lines += ["BEGIN:VEVENT", f"UID:{uid}", f"DTSTART;VALUE=DATE:{day}", f"SUMMARY:{title}", "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


async def test_one_persons_calendar_of_absences_counts_at_once_and_says_nothing_of_why(world: World) -> None:
    await a_year(world.hana)
    first, second = _away(("a", "Operation", "20261201"), ("b", "Course", "20261202")), _away(("b", "x", "20261202"))
    with listening(in_turn(answer(200, first), answer(200, second))) as server:
        added = await a_source(world.hana, server.url, kind="absences", staff_id=str(world.amina.staff_id))
        look(world, NOW)
        told = await world.hana.get("/absences")
        look(world, LATER)

    left = (await world.hana.get("/absences")).json()["items"]
    seen = (await world.hana.get(f"/outside-sources/{added['id']}")).json()
    assert [(one["staff_id"], one["starts_on"]) for one in told.json()["items"]] == [
        (str(world.amina.staff_id), "2026-12-01"), (str(world.amina.staff_id), "2026-12-02"),
    ]  # fmt: skip
    assert "Operation" not in told.text
    assert [one["starts_on"] for one in left] == ["2026-12-02"]
    assert (seen["failures"], seen["trouble"], seen["import_id"]) == (0, "", None)
    with world.database.reading(world.hana.scope) as session:
        assert session.exec(select(OutgoingMail)).all() == []


async def test_the_whole_schools_calendar_is_matched_by_name_and_says_how_many_were_not(world: World) -> None:
    await a_year(world.hana)
    whole = _away(("a", "Amina", "20261201"), ("b", "Somebody Else", "20261202"))
    with listening(answer(200, whole)) as server:
        added = await a_source(world.hana, server.url, kind="absences")
        look(world, NOW)

    seen = (await world.hana.get(f"/outside-sources/{added['id']}")).json()
    assert (seen["failures"], "named: 1." in seen["trouble"]) == (0, True), seen["trouble"]
    assert [one["staff_id"] for one in (await world.hana.get("/absences")).json()["items"]] == [
        str(world.amina.staff_id)
    ]


async def test_a_calendar_that_has_not_changed_is_read_anew_as_days_come_into_sight(world: World) -> None:
    await a_year(world.hana)
    far = _away(("a", "Away", "20271120"))
    with listening(in_turn(answer(200, far, {"ETag": '"1"'}), answer(304))) as server:
        await a_source(world.hana, server.url, kind="absences", staff_id=str(world.amina.staff_id))
        look(world, NOW)
        before = (await world.hana.get("/absences")).json()["items"]
        look(world, NOW + timedelta(days=30))

    assert (before, len((await world.hana.get("/absences")).json()["items"])) == ([], 1)
