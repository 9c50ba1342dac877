"""Mark what free periods are for: PPA first, then ECT time, duties and leadership time; the rest stays free."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Final

from app.demo.model import DUTY, ECT, LEADERSHIP_TIME, PPA
from app.demo.posts import Post
from app.demo.timetabling import SLOTS

KEPT_FREE: Final = {"HEAD": 5, "SLT": 4, "SENCO": 4, "MIDDLE": 2, "ECT": 0, "TEACHER": 0}
"""Periods a week that leadership time leaves free: who leads the groups must have time to be in them."""
LEADERSHIP_MAX: Final = {"HEAD": 25, "SLT": 25, "SENCO": 25, "MIDDLE": 3, "ECT": 0, "TEACHER": 0}
ON_CALL_MAX: Final = {"HEAD": 2, "SLT": 4, "SENCO": 0, "MIDDLE": 1, "ECT": 0, "TEACHER": 0}
LABELS: Final = {PPA: "PPA", ECT: "ECT time", DUTY: "On call", LEADERSHIP_TIME: "Leadership time"}


def ppa_periods(taught: int) -> int:
    """Give the PPA of a week with *taught* periods: a tenth, rounded up.

    Source: STPCD, working time: PPA of at least 10 % of timetabled teaching; docs/domain.md, R_PPA_MIN.
    """
    return -(-taught // 10)


def mark_week(
    posts: Sequence[Post], free: Mapping[int, Sequence[int]], taught: Mapping[int, int], rng: Random
) -> list[tuple[int, int, str]]:
    """Mark one week: (post, slot, kind), sorted.

    Args:
        posts: everyone, by number.
        free: the slots in which each is in school and does not teach, in order.
        taught: periods each teaches in this week.
    """
    marks: list[tuple[int, int, str]] = []
    left = {number: list(free[number]) for number in range(len(posts))}
    for number, post in enumerate(posts):
        rng.shuffle(left[number])
        needed = ppa_periods(taught[number])
        assert len(left[number]) >= needed, "the post teaches too much to have its PPA"
        marks += [(number, left[number].pop(), PPA) for _ in range(needed)]
        if post.kind == "ECT":
            marks += [(number, left[number].pop(), ECT) for _ in range(needed)]
    marks += _on_call(posts, left, rng)
    for number, post in enumerate(posts):
        spare = min(len(left[number]) - KEPT_FREE[post.kind], LEADERSHIP_MAX[post.kind])
        marks += [(number, left[number].pop(), LEADERSHIP_TIME) for _ in range(max(0, spare))]
    return sorted(marks)


def _on_call(posts: Sequence[Post], left: dict[int, list[int]], rng: Random) -> list[tuple[int, int, str]]:
    """Put one leader on call in every slot, where one has time to spare."""
    marks: list[tuple[int, int, str]] = []
    served = [0] * len(posts)
    for slot in rng.sample(range(SLOTS), SLOTS):
        able = [
            number
            for number, post in enumerate(posts)
            if slot in left[number]
            and served[number] < ON_CALL_MAX[post.kind]
            and len(left[number]) > KEPT_FREE[post.kind]
        ]
        if able:
            chosen = max(able, key=lambda number: (ON_CALL_MAX[posts[number].kind] - served[number], -number))
            left[chosen].remove(slot)
            served[chosen] += 1
            marks.append((chosen, slot, DUTY))
    return marks
