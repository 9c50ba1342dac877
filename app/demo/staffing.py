"""Share out courses among the teachers of a department, so that each has the load their post should have."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from app.demo.curriculum import Block, Course
from app.demo.posts import Post

TRIES_MAX = 60_000
"""Moves of one department's search before it starts afresh; about 2,000 are usual."""
STARTS_MAX = 8
WEEK = range(5)


@dataclass(frozen=True, slots=True)
class Appointed:
    """A post with its days off, as weekdays (Monday = 0)."""

    post: Post
    weekdays_off: frozenset[int]

    @property
    def days_worked(self) -> int:
        """Days a week in school, 1 to 5."""
        return len(WEEK) - len(self.weekdays_off)


@dataclass(slots=True)
class _Item:
    """A course to be given to somebody, with its periods in each week and the courses it meets with."""

    course: Course
    loads: list[int] = field(default_factory=lambda: [0, 0])
    per_week_max: int = 0
    is_shared_slot: bool = False
    rivals: set[int] = field(default_factory=set)


def share_out(blocks: Sequence[Block], people: Sequence[Appointed], rng: Random) -> dict[str, int]:
    """Give every course a teacher: course key to index in *people*.

    Raises:
        AssertionError: the posts cannot carry the curriculum; that is a mistake in `posts` or `curriculum`.
    """
    teachers: dict[str, int] = {}
    for pool in sorted({person.post.shares_with for person in people}):
        members = [i for i, person in enumerate(people) if person.post.shares_with == pool]
        subjects = {subject for i in members for subject in people[i].post.teaches.split()}
        items = _items(blocks, subjects)
        able = [[i for i in members if _can_take(people[i], item)] for item in items]
        teachers |= _search(items, able, {i: people[i].post for i in members}, rng)
    return teachers


def _items(blocks: Sequence[Block], subjects: set[str]) -> list[_Item]:
    items: dict[str, _Item] = {}
    for block in blocks:
        for week, courses in enumerate((block.week_a, block.week_b)):
            for course in courses:
                if course.subject in subjects:
                    item = items.setdefault(course.key, _Item(course))
                    item.loads[week] += block.count
                    item.is_shared_slot |= len(courses) > 1
    found = list(items.values())
    place = {item.course.key: number for number, item in enumerate(found)}
    for courses in (courses for block in blocks for courses in (block.week_a, block.week_b)):
        together = [place[course.key] for course in courses if course.key in place]
        for number in together:
            found[number].rivals |= {other for other in together if other != number}
    for item in found:
        item.per_week_max = max(item.loads)
    return found


def _can_take(person: Appointed, item: _Item) -> bool:
    """Tell whether *person* may be given the course: their subject, and enough days in the week for it."""
    if item.course.subject not in person.post.teaches.split() or item.per_week_max > person.days_worked:
        return False
    # Somebody in school on three days would nail a whole band or option column to those days.
    return person.days_worked >= 4 or not item.is_shared_slot


def _search(items: list[_Item], able: list[list[int]], posts: dict[int, Post], rng: Random) -> dict[str, int]:
    for _ in range(STARTS_MAX):
        given = [rng.choice(people) for people in able]
        if _improve(items, able, posts, given, rng):
            return {item.course.key: person for item, person in zip(items, given, strict=True)}
    raise AssertionError(f"no way to share out {sorted({item.course.subject for item in items})}")


def _improve(items: list[_Item], able: list[list[int]], posts: dict[int, Post], given: list[int], rng: Random) -> bool:
    """Move and swap courses until everyone's load fits. True when it does."""
    loads = {person: [0, 0] for person in posts}
    for item, person in zip(items, given, strict=True):
        _add(loads[person], item, 1)
    misfit = {person: _misfit(loads[person], post) for person, post in posts.items()}
    wrong = sum(misfit.values()) + sum(_clashes(items[n], given, p) for n, p in enumerate(given))

    for _ in range(TRIES_MAX):
        if not wrong:
            return True
        moves = _proposal(able, given, rng)
        touched = {given[n] for n, _ in moves} | {to for _, to in moves}
        before = sum(misfit[p] for p in touched) + sum(2 * _clashes(items[n], given, given[n]) for n, _ in moves)
        undo = [(n, given[n]) for n, _ in moves]
        _apply(items, given, loads, moves)
        fresh = {person: _misfit(loads[person], posts[person]) for person in touched}
        after = sum(fresh.values()) + sum(2 * _clashes(items[n], given, given[n]) for n, _ in moves)
        if after <= before or rng.random() < 0.002:
            misfit |= fresh
            wrong += after - before
        else:
            _apply(items, given, loads, undo)
    return False


def _proposal(able: list[list[int]], given: list[int], rng: Random) -> list[tuple[int, int]]:
    one = rng.randrange(len(given))
    other = rng.randrange(len(given))
    if rng.random() < 0.5 and given[other] in able[one] and given[one] in able[other]:
        return [(one, given[other]), (other, given[one])]
    return [(one, rng.choice(able[one]))]


def _apply(items: list[_Item], given: list[int], loads: dict[int, list[int]], moves: list[tuple[int, int]]) -> None:
    for number, person in moves:
        _add(loads[given[number]], items[number], -1)
        _add(loads[person], items[number], 1)
        given[number] = person


def _add(load: list[int], item: _Item, sign: int) -> None:
    load[0] += sign * item.loads[0]
    load[1] += sign * item.loads[1]


def _misfit(load: list[int], post: Post) -> int:
    return sum(max(0, post.periods_min - periods, periods - post.periods_max) ** 2 for periods in load)


def _clashes(item: _Item, given: list[int], person: int) -> int:
    return 3 * sum(given[rival] == person for rival in item.rivals)
