"""Find rounds that a group could hold on a day: host, lesson, who watches which half, who covers, when to talk."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from app.demo.diary import CLOSED, DEBRIEF_MINUTES, FREE, TEACHING, Diary, Draft, Watching
from app.demo.model import DemoLesson
from app.demo.year import SchoolDay

NONE = "none"
MUTUAL = "mutual"
EXTERNAL = "external"


def drafts(diary: Diary, members: Sequence[str], day: SchoolDay) -> Iterator[Draft]:
    """List every round of the group on *day* with one or two observers, each with its first three debrief times."""
    for host in members:
        if not diary.has_minutes(host, "debrief", DEBRIEF_MINUTES):
            continue
        for period in diary.school.periods:
            lesson = diary.lesson(host, day, period.name)
            if lesson and diary.is_clear(host, day, period.name, (0, 1)):
                yield from _casts(diary, members, host, day, lesson)


def _casts(diary: Diary, members: Sequence[str], host: str, day: SchoolDay, lesson: DemoLesson) -> Iterator[Draft]:
    others = [code for code in members if code != host and code not in lesson.teachers]
    single = [w for observer in others for w in _watchings(diary, others, observer, day, lesson.period)]
    pairs = [pair for pair in combinations(single, 2) if _go_together(*pair)]
    for watchings in [(watching,) for watching in single] + pairs:
        people = (host, *(watching.observer for watching in watchings))
        for on, at, period in diary.debrief_times(people, day, lesson.period)[:3]:
            draft = Draft(host, day, lesson, watchings, on, at, period)
            covers_twice = [w.coverer for w in watchings if w.coverer]
            if len(covers_twice) == len(set(covers_twice)) and _meets_in_time(draft, day):
                yield draft


def _meets_in_time(draft: Draft, day: SchoolDay) -> bool:
    """Keep a debrief in a free period off the slices of the round itself."""
    return draft.debrief_on > day.on or draft.debrief_period != draft.lesson.period


def _watchings(diary: Diary, others: Sequence[str], observer: str, day: SchoolDay, period: str) -> Iterator[Watching]:
    state = diary.state(observer, day, period)
    if state == CLOSED or not diary.may_observe(observer):
        return
    for number in (0, 1):
        if not diary.is_clear(observer, day, period, (number,)):
            continue
        if state == FREE:
            yield Watching(observer, number, NONE, None)
            continue
        lesson = diary.lesson(observer, day, period)
        assert state == TEACHING
        assert lesson is not None
        if not diary.may_release(lesson):
            continue
        free = [code for code in others if code != observer and diary.state(code, day, period) == FREE]
        if not free:
            yield Watching(observer, number, EXTERNAL, None)
        for code in free:
            if diary.is_clear(code, day, period, (number,)) and diary.may_cover(code, day):
                yield Watching(observer, number, MUTUAL, code)


def _go_together(one: Watching, other: Watching) -> bool:
    """Two observers, and nobody at once watching and covering."""
    if one.observer == other.observer:
        return False
    return one.slice != other.slice or (one.coverer != other.observer and other.coverer != one.observer)
