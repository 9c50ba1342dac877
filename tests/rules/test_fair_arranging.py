"""A programme is arranged so that nothing clashes and nothing that fits is left out; held against trying everything."""

from collections.abc import Iterator, Sequence
from itertools import product
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.fair_day.rules import arranging, spans
from app.fair_day.rules.arranging import Arranged, Fair, Place, Placed, Wanted, Why, arrange
from app.fair_day.rules.spans import Span, free, next_free, now_and_next

HOURS = Span(15 * 60, 17 * 60)


def an_id(number: int) -> UUID:
    return UUID(int=number)


def a_place(number: int, stalls: int = 0, *, talks: bool = True, taken: Sequence[Span] = ()) -> Place:
    return Place(an_id(1_000 + number), stalls, talks, tuple(taken))


def wanted(number: int, *authors: int, stall: bool = True, talk: bool = True) -> Wanted:
    return Wanted(an_id(number), tuple(an_id(100 + author) for author in authors), stall, talk)


def a_fair(
    *places: Place, hours: Span = HOURS, minutes: int = 7, busy: dict[int, Sequence[Span]] | None = None
) -> Fair:
    taken = {an_id(100 + author): tuple(when) for author, when in (busy or {}).items()}
    return Fair(hours, places, taken, minutes)


# ---- laws ------------------------------------------------------------------------------------------------


def clashes(fair: Fair, found: Arranged) -> list[str]:
    """Everything in *found* that cannot be."""
    said = []
    rooms = {place.room_id: place for place in fair.places}
    for one in found.placed:
        if not fair.hours.holds(one.span):
            said.append(f"{one} is outside the fair")
        if any(one.span.overlaps(taken) for taken in fair.busy.get(one.presenter_id, ())):
            said.append(f"{one} is presented by somebody who is elsewhere")
        if not one.is_stall and not rooms[one.room_id].holds_talks:
            said.append(f"{one} is where no talks are")
        if not one.is_stall and any(one.span.overlaps(taken) for taken in rooms[one.room_id].talks):
            said.append(f"{one} is over a talk that stood there")
    for first, second in _pairs(found.placed):
        if first.presenter_id == second.presenter_id and first.span.overlaps(second.span):
            said.append(f"{first} and {second} share their presenter")
        if not first.is_stall and not second.is_stall and first.room_id == second.room_id:
            gap = Span(first.span.starts - 1, first.span.ends + 1)
            if gap.overlaps(second.span):
                said.append(f"{first} and {second} share their room")
    for place in fair.places:
        standing = sum(one.is_stall and one.room_id == place.room_id for one in found.placed)
        if standing > place.stalls_left:
            said.append(f"{place} has {standing} stalls")
    return said


def _pairs(placed: Sequence[Placed]) -> Iterator[tuple[Placed, Placed]]:
    return ((first, second) for at, first in enumerate(placed) for second in placed[at + 1 :])


def _choices(fair: Fair, one: Wanted, *, is_stall: bool) -> list[Placed]:
    """Every way to place it in an empty fair."""
    if is_stall:
        return [
            Placed(one.finding_id, True, place.room_id, fair.hours, author)
            for place in fair.places if place.stalls_left for author in one.author_ids
        ]  # fmt: skip
    return [
        Placed(one.finding_id, False, place.room_id, span, author)
        for place in fair.places if place.holds_talks
        for span in free(fair.hours, place.talks, fair.talk_minutes) for author in one.author_ids
    ]  # fmt: skip


def the_most(fair: Fair, asked: Sequence[Wanted]) -> int:
    """How many can be placed, by trying everything."""
    things = [(one, True) for one in asked if one.stall] + [(one, False) for one in asked if one.talk]
    best = 0
    for picked in product(*([None, *_choices(fair, one, is_stall=is_stall)] for one, is_stall in things)):
        placed = tuple(one for one in picked if one is not None)
        if len(placed) > best and not clashes(fair, Arranged(placed, ())):
            best = len(placed)
    return best


def could_be_added(fair: Fair, asked: Sequence[Wanted], found: Arranged) -> list[Placed]:
    """What was left out and yet fits beside what was placed."""
    by_id = {one.finding_id: one for one in asked}
    return [
        more for one in found.left for more in _choices(fair, by_id[one.finding_id], is_stall=one.is_stall)
        if not clashes(fair, Arranged((*found.placed, more), ()))
    ]  # fmt: skip


def all_are_told(asked: Sequence[Wanted], found: Arranged) -> bool:
    """Whether each thing asked for is placed by one of its authors, or left out, and only once."""
    told = [(one.finding_id, one.is_stall) for one in (*found.placed, *found.left)]
    hoped = [(one.finding_id, True) for one in asked if one.stall]
    hoped += [(one.finding_id, False) for one in asked if one.talk]
    authors = {one.finding_id: one.author_ids for one in asked}
    return sorted(told) == sorted(hoped) and all(one.presenter_id in authors[one.finding_id] for one in found.placed)


@st.composite
def tiny(draw: st.DrawFn) -> tuple[Fair, list[Wanted]]:
    """A fair of a quarter of an hour, and two or three findings of three people."""
    minutes = draw(st.sampled_from((2, 4, 7)))
    hours = Span(900, 900 + draw(st.integers(2, 10)))
    within = st.builds(
        lambda start, length: Span(start, min(start + length, hours.ends)),
        st.integers(hours.starts, hours.ends - 1), st.integers(1, 5),
    )  # fmt: skip
    places = [
        a_place(number, draw(st.integers(0, 2)), talks=draw(st.booleans()), taken=sorted(draw(st.sets(within, max_size=1))))
        for number in range(draw(st.integers(1, 2)))
    ]  # fmt: skip
    authors = st.lists(st.integers(0, 2), min_size=1, max_size=2, unique=True)
    asked = [
        wanted(number, *draw(authors), stall=draw(st.booleans()), talk=draw(st.booleans()))
        for number in range(draw(st.integers(1, 3)))
    ]
    busy = {0: [draw(within)]} if draw(st.booleans()) else {}
    return a_fair(*places, hours=hours, minutes=minutes, busy=busy), asked


@settings(max_examples=150, deadline=None)
@given(tiny())
def test_no_programme_of_a_tiny_fair_holds_more(case: tuple[Fair, list[Wanted]]) -> None:
    fair, asked = case

    found = arrange(fair, asked)

    assert clashes(fair, found) == []
    assert all_are_told(asked, found)
    assert len(found.placed) == the_most(fair, asked)


@st.composite
def a_school_fair(draw: st.DrawFn) -> tuple[Fair, list[Wanted]]:
    """Up to 20 findings of 12 people who write in several teams, in up to three rooms that may be too small."""
    places = [a_place(number, draw(st.integers(0, 8))) for number in range(draw(st.integers(1, 3)))]
    team = st.lists(st.integers(0, 11), min_size=1, max_size=4, unique=True)
    asked = [wanted(number, *draw(team), talk=draw(st.booleans())) for number in range(draw(st.integers(1, 20)))]
    return a_fair(*places, hours=Span(900, 900 + draw(st.integers(7, 90)))), asked


@settings(max_examples=60, deadline=None)
@given(a_school_fair())
def test_nothing_clashes_and_nothing_that_fits_is_left_out(case: tuple[Fair, list[Wanted]]) -> None:
    fair, asked = case

    found = arrange(fair, asked)

    assert clashes(fair, found) == []
    assert all_are_told(asked, found)
    assert could_be_added(fair, asked, found) == []
    assert arrange(fair, asked) == found


# ---- the fair of a school --------------------------------------------------------------------------------


def test_seventeen_stalls_and_seventeen_talks_in_three_rooms_with_shared_presenters_all_fit() -> None:
    # Each team shares its last author with the next team.
    teams = [wanted(number, 2 * number, 2 * number + 1, 2 * ((number + 1) % 17)) for number in range(17)]
    fair = a_fair(a_place(1, 8), a_place(2, 6), a_place(3, 3))

    found = arrange(fair, teams)

    assert found.left == ()
    assert clashes(fair, found) == []
    assert sum(one.is_stall for one in found.placed) == 17
    assert len({one.span for one in found.placed if not one.is_stall}) == 6, "three side by side, six times"


def test_a_small_school_whose_people_write_everything_shows_every_finding() -> None:
    # Five people, each trio of neighbours writes: two give all the talks, the other three stand at stalls.
    teams = [wanted(number, *((number + step) % 5 for step in range(3))) for number in range(17)]

    found = arrange(a_fair(a_place(1, 10), a_place(2, 5), a_place(3, 2)), teams)

    assert len(found.placed) == 20
    assert len({one.finding_id for one in found.placed}) == 17


def test_rooms_that_are_exactly_large_enough_take_all_and_one_more_is_left_out() -> None:
    hours = Span(900, 900 + 7 + 1 + 7)
    fair = a_fair(a_place(1, 2), hours=hours)

    two = arrange(fair, [wanted(number, number, 10 + number) for number in range(2)])
    three = arrange(fair, [wanted(number, number, 10 + number) for number in range(3)])

    assert two.left == ()
    assert len(three.placed) == 4
    assert {one.why for one in three.left} == {Why.NO_STALL, Why.NO_TALK_ROOM}


def test_a_finding_of_two_authors_has_stall_and_talk_and_one_of_a_single_author_only_one() -> None:
    fair = a_fair(a_place(1, 2))

    found = arrange(fair, [wanted(1, 1, 2), wanted(2, 3)])

    assert len(found.placed) == 3
    assert [(one.finding_id, one.is_stall, one.why) for one in found.left] == [(an_id(2), False, Why.ALONE)]


def test_somebody_who_alone_wrote_two_findings_stands_at_one_stall() -> None:
    found = arrange(a_fair(a_place(1, 5)), [wanted(1, 1, talk=False), wanted(2, 1, talk=False)])

    assert len(found.placed) == 1
    assert [one.why for one in found.left] == [Why.AUTHORS_TAKEN]


def test_somebody_who_alone_wrote_two_findings_gives_two_talks_one_after_the_other() -> None:
    found = arrange(a_fair(a_place(1), a_place(2)), [wanted(1, 1, stall=False), wanted(2, 1, stall=False)])

    first, second = found.placed
    assert found.left == ()
    assert not first.span.overlaps(second.span)


def test_stalls_change_hands_so_that_everybody_has_one() -> None:
    # Only one assignment works: 1 must take the third, 2 the first, 3 the second.
    found = arrange(
        a_fair(a_place(1, 3)), [wanted(1, 1, 2, talk=False), wanted(2, 2, 3, talk=False), wanted(3, 1, talk=False)]
    )

    assert found.left == ()
    assert {one.finding_id: one.presenter_id for one in found.placed} == {
        an_id(1): an_id(102), an_id(2): an_id(103), an_id(3): an_id(101),
    }  # fmt: skip


def test_what_stands_already_is_gone_round() -> None:
    at_three = Span(900, 907)
    fair = a_fair(a_place(1, taken=[at_three]), hours=Span(900, 915), busy={1: [at_three]})

    found = arrange(fair, [wanted(1, 1, stall=False)])

    assert [one.span for one in found.placed] == [Span(908, 915)]


def test_a_search_that_is_cut_short_still_leaves_nothing_out_that_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arranging, "STEPS_MAX", 3)
    fair = a_fair(a_place(1, 4), a_place(2, 4))
    teams = [wanted(number, number, number + 1) for number in range(8)]

    found = arrange(fair, teams)

    assert len(found.placed) > 3
    assert clashes(fair, found) == []
    assert could_be_added(fair, teams, found) == []


@pytest.mark.parametrize("stalls", [10, 17, 60])
def test_the_largest_fair_is_arranged_within_its_steps(stalls: int) -> None:
    teams = [wanted(number, number, 200 + number % 40, 240 + number % 25) for number in range(200)]
    fair = a_fair(a_place(1, stalls), a_place(2), a_place(3))

    found = arrange(fair, teams)

    assert clashes(fair, found) == []
    assert sum(not one.is_stall for one in found.placed) == 45
    assert sum(one.is_stall for one in found.placed) == stalls


# ---- stretches -------------------------------------------------------------------------------------------


def test_the_next_free_stretch_keeps_a_minute_from_what_is_there() -> None:
    assert next_free(Span(0, 30), [], 7) == Span(0, 7)
    assert next_free(Span(0, 30), [Span(0, 7)], 7) == Span(8, 15)
    assert next_free(Span(0, 30), [Span(8, 15)], 7) == Span(0, 7)
    assert next_free(Span(0, 30), [Span(7, 14)], 7) == Span(15, 22)


def test_a_stretch_that_ends_with_the_fair_fits_and_one_a_minute_longer_does_not() -> None:
    assert next_free(Span(0, 15), [Span(0, 7)], 7) == Span(8, 15)
    assert next_free(Span(0, 14), [Span(0, 7)], 7) is None


def test_to_end_when_another_begins_is_no_overlap() -> None:
    assert not Span(0, 7).overlaps(Span(7, 14))
    assert Span(0, 8).overlaps(Span(7, 14))


def test_on_the_day_what_is_on_and_what_is_next_in_each_room_is_known() -> None:
    talks = [("Hall", "15:00", "15:07"), ("Library", "15:00", "15:07"), ("Hall", "15:08", "15:15")]

    assert now_and_next(talks, "15:00", is_today=True) == ([0, 1], [2])
    assert now_and_next(talks, "15:07", is_today=True) == ([], [2])
    assert now_and_next(talks, "15:15", is_today=True) == ([], [])
    assert now_and_next(talks, "15:07", is_today=False) == ([], [0, 1])


def test_a_day_is_counted_in_minutes_from_midnight() -> None:
    assert spans.minute_of(spans.wall_of(905)) == 905
