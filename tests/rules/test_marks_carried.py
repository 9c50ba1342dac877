"""Marks that change in a timetable in force change in one that is still to begin, as far as they hold there."""

from datetime import time

import pytest

from app.timetable.rules import MarkKind
from app.timetable.rules.marking import MarkSaid, carried

BELLS = {("Tuesday", "P1"): (time(9), time(10)), ("Tuesday", "P2"): (time(10), time(11))}
PPA, GATE = MarkSaid("Tuesday", "P1", MarkKind.PPA), MarkSaid("Tuesday", "P1", MarkKind.DUTY, "Gate")
OFF = MarkSaid("Tuesday", "", MarkKind.OFF)


@pytest.mark.parametrize(
    ("before", "after", "later", "then"),
    [
        ([], [PPA], [], [PPA]),
        ([PPA], [], [PPA], []),
        ([PPA], [GATE], [PPA], [GATE]),
        ([PPA], [PPA], [], []),
        ([], [PPA], [GATE], [GATE]),
        ([PPA], [], [GATE], [GATE]),
        ([], [OFF], [PPA], [PPA, OFF]),
        ([], [MarkSaid("Friday", "", MarkKind.OFF)], [], []),
        ([], [MarkSaid("Tuesday", "P9", MarkKind.PPA)], [], []),
    ],
    ids=[
        "comes", "goes", "becomes another", "stands as before", "is otherwise already", "is otherwise and stays",
        "a day off beside a period", "no such day", "no such period",
    ],
)  # fmt: skip
def test_what_came_comes_and_what_went_goes(
    before: list[MarkSaid], after: list[MarkSaid], later: list[MarkSaid], then: list[MarkSaid]
) -> None:
    assert carried(before, after, later, {}, BELLS) == then


@pytest.mark.parametrize("mark", [PPA, OFF])
def test_a_lesson_of_the_later_timetable_stays(mark: MarkSaid) -> None:
    assert carried([], [mark], [], {("Tuesday", "P1"): "9C"}, BELLS) == []
