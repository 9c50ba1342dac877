"""Cover as a file over HTTP: for those who answer for it, of the days asked for, with nothing about why."""

import csv
import io
from datetime import date, timedelta

import pytest
from build import a_timetable
from cast import World
from cover_setting import Setting
from sqlmodel import select

from app.cover import layouts
from app.cover.rules import CoverState
from app.cover.tables import CoverSlot
from app.identity.tables import Staff


@pytest.fixture
def setting(world: World) -> Setting:
    return Setting(world)


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def code_of(setting: Setting, name: str) -> str:
    person = setting.world.people[name]
    with setting.database.reading(person.scope) as session:
        return session.exec(select(Staff.code).where(Staff.id == person.staff_id)).one()


async def test_what_is_left_to_cover_is_a_file_of_codes(setting: Setting) -> None:
    setting.give(setting.world.ben)
    agreed = setting.need(ask=[setting.world.ben])
    setting.need(slice=1)
    await setting.world.ben.post(f"/cover-slots/{agreed}/accept")

    left = await setting.world.grace.get("/cover-slots/export?layout=csv")
    everything = await setting.world.hana.get("/cover-slots/export?layout=csv&state=all")

    assert left.headers["content-disposition"] == 'attachment; filename="cover.csv"'
    (row,) = rows_of(left.content)
    assert (row["Start"], row["End"], row["Class"], row["Room"]) == ("09:30", "10:00", "9B1", "M4")
    assert (row["Released teacher"], row["Covering teacher"], row["State"]) == (code_of(setting, "amina"), "", "open")
    assert [row["Covering teacher"] for row in rows_of(everything.content)] == [code_of(setting, "ben"), ""]


async def test_nothing_says_why_or_who_said_no(setting: Setting) -> None:
    setting.need(ask=[setting.world.ben, setting.world.chloe])
    slot_id = setting.need(slice=1)
    await setting.world.grace.post(f"/cover-slots/{slot_id}/arrange", {"arrangement": "Supply, Amina is at a hospital"})

    for layout in layouts.CoverLayout:
        content = (await setting.world.grace.get(f"/cover-slots/export?layout={layout}&state=all")).content
        told = str(content) if layout == "xlsx" else content.decode("utf-8-sig")
        assert not any(
            word in told for word in ("hospital", "Supply", "Talk in maths", code_of(setting, "ben"), "Amina")
        )


@pytest.mark.parametrize("layout", [str(layout) for layout in layouts.CoverLayout])
async def test_every_layout_is_answered_with_its_kind_of_file(setting: Setting, layout: str) -> None:
    setting.need()

    answer = await setting.world.grace.get(f"/cover-slots/export?layout={layout}")

    media, name = layouts.MEDIA[layouts.CoverLayout(layout)]
    assert (answer.status_code, answer.headers["content-type"]) == (200, media)
    assert name in answer.headers["content-disposition"]
    assert answer.content


async def test_untis_gets_a_period_that_is_called_by_its_time_by_its_place_in_the_day(world: World) -> None:
    periods = {f"{start}-{end}": (start, end) for start, end in (("08:00", "08:50"), ("09:00", "10:00"))}
    a_timetable(world, [(world.amina, "Monday", name, "9B1", "Maths", "M4") for name in periods], periods=periods)
    slot_id = Setting(world).need()
    with world.database.writing(world.hana.scope) as session:
        session.exec(select(CoverSlot).where(CoverSlot.id == slot_id)).one().period = "09:00-10:00"

    content = (await world.grace.get("/cover-slots/export?layout=untis-gpu014")).content

    assert next(csv.reader(io.StringIO(content.decode(), newline="")))[1:3] == ["20261102", "2"]


async def test_only_the_days_that_were_asked_for_are_in_it_both_ends_included(setting: Setting) -> None:
    setting.need()
    with setting.database.reading(setting.world.grace.scope) as session:
        held_on = session.exec(select(CoverSlot.held_on).where(CoverSlot.school_id == setting.world.birch_id)).one()

    async def lines(first: date, last: date) -> int:
        path = f"/cover-slots/export?layout=csv&from={first}&until={last}"
        return len(rows_of((await setting.world.grace.get(path)).content))

    day = timedelta(days=1)
    assert await lines(held_on, held_on) == 1
    assert await lines(held_on - 3 * day, held_on - day) == 0
    assert await lines(held_on + day, held_on + 3 * day) == 0


async def test_what_is_off_is_in_no_file(setting: Setting) -> None:
    setting.need()
    setting.close(CoverState.CANCELLED)

    answer = await setting.world.grace.get("/cover-slots/export?layout=csv&state=all")

    assert rows_of(answer.content) == []


@pytest.mark.parametrize(
    ("query", "status", "problem"),
    [
        ("layout=csv&from=2026-11-10&until=2026-11-09", 422, "cover/days-out-of-order"),
        ("layout=csv&from=2026-01-01&until=2027-02-05", 422, "cover/days-out-of-order"),
        ("layout=csv&from=2026-01-01&until=2027-02-04", 200, None),
        ("layout=pdf", 422, "invalid-request"),
        ("", 422, "invalid-request"),
        ("layout=csv&state=declined", 422, "invalid-request"),
        ("layout=csv&from=9999-12-31", 422, "invalid-request"),
    ],
)
async def test_days_and_layouts_that_cannot_be(setting: Setting, query: str, status: int, problem: str | None) -> None:
    answer = await setting.world.grace.get(f"/cover-slots/export?{query}")

    assert answer.status_code == status
    assert problem is None or answer.json()["type"] == f"/problems/{problem}"


async def test_a_file_that_would_be_cut_off_is_refused(setting: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    setting.need()
    setting.need(slice=1)
    path = "/cover-slots/export?layout=csv"

    statuses = []
    for most in (2, 1):
        monkeypatch.setattr(layouts, "LINES_MAX", most)
        statuses.append((await setting.world.grace.get(path)).status_code)

    assert statuses == [200, 409]


async def test_teachers_and_other_schools_get_none_of_it(setting: Setting) -> None:
    setting.need(ask=[setting.world.ben])

    teacher = await setting.world.ben.get("/cover-slots/export?layout=csv")
    elsewhere = await setting.world.eve.get("/cover-slots/export?layout=csv")

    assert teacher.status_code == 403
    assert rows_of(elsewhere.content) == []
