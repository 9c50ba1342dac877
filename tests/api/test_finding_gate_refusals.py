"""What keeps a finding from the fair: classes, names, pictures and schools that have gone."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from build import a_timetable
from build_fair import (
    a_draft,
    a_group,
    accepted,
    agreed,
    moved,
    stored,
)
from cast import World
from refusals import refused

from app.identity import queries as people
from app.study.tables import StudyRound


async def a_round(world: World, group_id: str, *, host: str = "amina", class_name: str = "9B/Sc2") -> str:
    """A research lesson of the group, as if it had been planned, in a year with a timetable."""
    version_id = a_timetable(world, [(world.amina, "Monday", "P1", "7A", "Maths")])
    with world.database.writing(world.hana.scope) as session:
        row = StudyRound(
            school_id=world.birch_id, group_id=UUID(group_id), host_id=world.people[host].staff_id,
            version_id=version_id, held_on=date(2026, 11, 9), period=uuid4().hex[:8],
            starts_at=world.app.state.now(), ends_at=world.app.state.now() + timedelta(hours=1),
            class_name=class_name, focus="Oracy", debrief_on=date(2026, 11, 9),
            debrief_starts_at=world.app.state.now() + timedelta(hours=8),
            debrief_ends_at=world.app.state.now() + timedelta(hours=9), created_by=world.amina.staff_id,
            created_at=world.app.state.now(),
        )  # fmt: skip
        session.add(row)
        session.flush()
        return str(row.id)


# ---- what the gate refuses -----------------------------------------------------------------------


async def test_a_host_who_is_not_in_the_group_any_more_is_an_author_and_agrees_too(world: World) -> None:
    group_id = await a_group(world)
    held = await a_round(world, group_id, host="frank")
    draft = await a_draft(world, group_id, round_ids=[held])
    for person in (world.amina, world.ben, world.chloe):
        await moved(person, draft, "agree")

    waiting = refused(await world.amina.post(f"/findings/{draft['id']}/submit"), 409, "fair/not-agreed")
    await moved(world.frank, draft, "agree")

    assert waiting["waiting_for"] == ["Frank"]
    assert [author["name"] for author in draft["authors"]] == ["Amina", "Ben", "Chloe", "Frank"]
    assert (await moved(world.frank, draft, "submit"))["state"] == "submitted"


@pytest.mark.parametrize("field", ["title", "pull_quote", "background", "aims", "methods", "findings", "implications"])
async def test_a_class_of_a_named_lesson_with_a_date_is_refused_in_every_text(world: World, field: str) -> None:
    group_id = await a_group(world)
    held = await a_round(world, group_id, class_name="Maple Room")
    draft = await agreed(world, group_id, round_ids=[held], **{field: "maple room, 9 November"})

    problem = refused(await world.amina.post(f"/findings/{draft['id']}/submit"), 409, "finding/class-with-date")

    assert (problem["field"], problem["class_name"], problem["date"]) == (field, "maple room", "9 November")
    assert stored(world, draft).state == "draft"


@pytest.mark.parametrize(
    ("text", "is_refused"),
    [
        ("We watched 7A on 9 November 2026.", True),
        ("We watched 7**A** on 9 *November*.", True),
        ("We watched 7&#65; on 2026-11-09.", True),
        ("[our class](https://school.example 'Year 7A, 9th of November')", True),
        ("We watched 7A in November.", False),
        ("On 9 November we watched a class of Year 7.", False),
    ],
)
async def test_any_class_of_the_timetable_beside_a_date_is_refused_however_it_is_written(
    world: World, text: str, is_refused: bool
) -> None:
    await a_round(world, await a_group(world))
    draft = await agreed(world, methods=text)

    answer = await world.amina.post(f"/findings/{draft['id']}/submit", {"is_checked": True})

    if is_refused:
        assert refused(answer, 409, "finding/class-with-date")["field"] == "methods"
    else:
        assert answer.status_code == 200, answer.text


async def test_a_name_that_comes_onto_the_roster_later_keeps_an_accepted_finding_from_the_fair(world: World) -> None:
    finding = await accepted(world, methods="As amira khan said.")
    await world.hana.post("/pupils/roster", {"names": ["Amira Khan"]})

    answer = await world.amina.post(f"/findings/{finding['id']}/publish")

    problem = refused(answer, 409, "finding/names-a-pupil")
    assert (problem["field"], stored(world, finding).state) == ("methods", "accepted")


async def test_a_name_hidden_by_marks_is_found(world: World) -> None:
    await world.hana.post("/pupils/roster", {"names": ["Amira Khan"]})
    for text in ("As am**ira** khan said", "As &#97;mira khan said", "See [this](https://a.example 'amira khan')"):
        draft = await agreed(world, methods=text)
        answer = await world.amina.post(f"/findings/{draft['id']}/submit", {"is_checked": True})
        assert refused(answer, 409, "finding/names-a-pupil")["field"] == "methods"


async def test_a_picture_that_is_gone_keeps_a_draft_from_being_handed_in(world: World) -> None:
    draft = await agreed(world, methods=f"![the board](file:{uuid4()})")

    problem = refused(await world.amina.post(f"/findings/{draft['id']}/submit"), 409, "fair/incomplete")

    assert problem["missing"] == ["Methods: a picture in the text is no longer among the files."]


async def test_a_school_that_left_its_trust_hands_in_nothing_for_it(world: World) -> None:
    draft = await agreed(world, audience="trust")
    with world.database.writing(world.amina.scope) as session:
        people.school(session, world.birch_id).trust_id = None

    refused(await world.amina.post(f"/findings/{draft['id']}/submit"), 409, "fair/no-trust")
