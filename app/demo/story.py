"""What has happened at Larkmere this year and what is to come: rounds held, planned, waiting for cover, cancelled."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time
from random import Random
from typing import Final

from app.demo.casting import EXTERNAL, MUTUAL, NONE, drafts
from app.demo.diary import DEBRIEF_MINUTES, DEBRIEF_WITHIN_DAYS, Diary, Draft
from app.demo.model import STPCD, TEACHER, DemoGroup, DemoSchool
from app.demo.themes import LOOK_FORS
from app.demo.year import DemoYear, SchoolDay

HELD: Final = "HELD"
SCHEDULED: Final = "SCHEDULED"
COVER_ASKED: Final = "COVER_ASKED"
ESCALATED: Final = "ESCALATED"
CANCELLED: Final = "CANCELLED"

HELD_MAX: Final = 40
HELD_WITH_SUPPLY: Final = 3
COMING: Final = ((COVER_ASKED, 6), (ESCALATED, 3), (SCHEDULED, 15), (CANCELLED, 2))
"""How many rounds of each kind lie ahead; the rarest to fit is placed first."""
FIRST_DAY: Final = 8
"""School days at the start of the year without a round: classes settle, groups agree what to look at."""
COMING_DAYS: Final = 24
DAYS_BETWEEN: Final = 3
"""Least school days from one round of a group to its next."""
UNLOGGED: Final = 6
DAYS_TRIED: Final = 30


@dataclass(frozen=True, slots=True)
class StoryObserver:
    """One observer. `slice` 0 is the first half hour, 1 the second; `release` is `none`, `mutual` or `external`.

    `cover_state` is NOT_REQUIRED, OFFERED, ACCEPTED, ESCALATED, DONE or CANCELLED. `coverer` is who covers or is asked;
    None when nobody need, or when it is for the cover lead (`external`).
    """

    observer: str
    slice: int
    release: str
    coverer: str | None
    cover_state: str


@dataclass(frozen=True, slots=True)
class StoryRound:
    """One round. `period` and the lesson are the host's own; `starts_at` of the debrief is local.

    `debrief_period` is None when the debrief is after school. `logged` and `unlogged` part everyone who took part in a
    HELD round; both are empty for the others.
    """

    number: int
    group: str
    status: str
    host: str
    on: date
    cycle_day: str
    period: str
    class_code: str
    subject: str
    room: str
    focus: str
    observers: tuple[StoryObserver, ...]
    debrief_on: date
    debrief_starts_at: time
    debrief_minutes: int
    debrief_period: str | None
    logged: tuple[str, ...]
    unlogged: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoStory:
    """All rounds, in order of date and period; `showcase` is a teacher whose week has something of everything."""

    rounds: tuple[StoryRound, ...]
    showcase: str


def plan_story(school: DemoSchool, year: DemoYear, today: date, seed: int) -> DemoStory:
    """Plan the year's rounds around *today*. HELD ones are wholly before it, the others wholly after it.

    Rounds that do not fit any more are left out: on the first and the last days of a year there are fewer.
    """
    plot = _Plot(school, year, Random(f"story {seed}"))
    held = [day for day in year.school_days[FIRST_DAY:] if day.on < today]
    coming = [day for day in year.school_days[FIRST_DAY:] if day.on > today][:COMING_DAYS]
    count = min(HELD_MAX, len(held))
    for number in range(count):
        kind = EXTERNAL if number % (HELD_MAX // HELD_WITH_SUPPLY) == 9 else MUTUAL if number % 3 else NONE
        plot.add(HELD, held, aim=number * len(held) // count, suits=_HELD_SUITS[kind], before=today)
    for status, wanted in COMING:
        for number in range(min(wanted, len(coming))):
            plot.add(status, coming, aim=(2 * number + 1) * len(coming) // (2 * wanted), suits=_COMING_SUITS[status])
    return _tell(plot, school)


def _has(release: str) -> Callable[[Draft], bool]:
    return lambda draft: any(watching.release == release for watching in draft.watchings)


def _is_covered(draft: Draft) -> bool:
    return not _has(EXTERNAL)(draft)


_HELD_SUITS: Final[dict[str, Callable[[Draft], bool]]] = {
    NONE: _is_covered,
    MUTUAL: lambda draft: _is_covered(draft) and _has(MUTUAL)(draft),
    EXTERNAL: _has(EXTERNAL),
}
_COMING_SUITS: Final[dict[str, Callable[[Draft], bool]]] = {
    SCHEDULED: _is_covered,
    CANCELLED: _is_covered,
    COVER_ASKED: _HELD_SUITS[MUTUAL],
    ESCALATED: _has(EXTERNAL),
}


@dataclass(frozen=True, slots=True)
class _Planned:
    status: str
    group: DemoGroup
    draft: Draft


class _Plot:
    """The rounds planned so far, and whose turn it is."""

    def __init__(self, school: DemoSchool, year: DemoYear, rng: Random) -> None:
        self.diary = Diary(school, year)
        self.groups = school.groups
        self.rng = rng
        self.rounds: list[_Planned] = []
        self.count: Counter[str] = Counter()

    def add(
        self, status: str, days: Sequence[SchoolDay], *,
        aim: int, suits: Callable[[Draft], bool], before: date | None = None,
    ) -> None:  # fmt: skip
        """Add one round as near to day *aim* as can be, for the group that has had fewest; none if none fits."""
        near = sorted(range(len(days)), key=lambda number: (abs(number - aim), number))[:DAYS_TRIED]
        turn = {group.name: (self.count[group.name], self.rng.random()) for group in self.groups}
        for group in sorted(self.groups, key=lambda group: turn[group.name]):
            for number in near:
                draft = self._best(group, days[number], suits, before)
                if draft:
                    self.diary.book(draft)
                    self.rounds.append(_Planned(status, group, draft))
                    self.count[group.name] += 1
                    return

    def _best(
        self, group: DemoGroup, day: SchoolDay, suits: Callable[[Draft], bool], before: date | None
    ) -> Draft | None:
        place = self.diary.days[day.on]
        own = [entry.draft for entry in self.rounds if entry.group is group]
        if any(abs(self.diary.days[draft.day.on] - place) < DAYS_BETWEEN for draft in own):
            return None
        fitting = [
            draft
            for draft in drafts(self.diary, group.members, day)
            if suits(draft) and (before is None or draft.debrief_on < before)
        ]
        return min(fitting, key=self._order) if fitting else None

    def _order(self, draft: Draft) -> float:
        """Order drafts: fair turns first, two observers about as often as one, after school a little before a free."""
        cost = 4.0 * self.diary.hosted[draft.host] - 1.2 * len(draft.watchings)
        cost += sum(self.diary.used["observe"][watching.observer] / 30 for watching in draft.watchings)
        cost += 3.0 * sum(watching.release == EXTERNAL for watching in draft.watchings)
        cost += 0.4 * bool(draft.debrief_period) + 0.5 * (draft.debrief_on - draft.day.on).days / DEBRIEF_WITHIN_DAYS
        return cost + 1.5 * self.rng.random()


def _tell(plot: _Plot, school: DemoSchool) -> DemoStory:
    """Put the rounds in order, give each its focus, and leave the last few people's minutes unlogged."""
    order = [period.name for period in school.periods]
    planned = sorted(plot.rounds, key=lambda p: (p.draft.day.on, order.index(p.draft.lesson.period), p.group.name))
    late = [entry for entry in planned if entry.status == HELD][-UNLOGGED:]
    # Whoever still has to log should also have something to come: a week with nothing in it shows nothing.
    coming = Counter(code for entry in planned if entry.status != HELD for code in entry.draft.debaters)
    told: Counter[str] = Counter()
    rounds = []
    for number, entry in enumerate(planned, start=1):
        looks = LOOK_FORS[entry.group.name]
        focus = looks[told[entry.group.name] % len(looks)]
        told[entry.group.name] += 1
        unlogged = (max(entry.draft.people, key=lambda code: coming[code]),) if entry in late else ()
        rounds.append(_round(number, entry, focus, unlogged=unlogged))
    return DemoStory(tuple(rounds), _showcase(school, rounds))


def _round(number: int, entry: _Planned, focus: str, *, unlogged: tuple[str, ...]) -> StoryRound:
    draft, status = entry.draft, entry.status
    observers = tuple(
        StoryObserver(w.observer, w.slice, w.release, w.coverer, _cover_state(status, w.release))
        for w in draft.watchings
    )
    logged = tuple(code for code in draft.people if code not in unlogged) if status == HELD else ()
    return StoryRound(
        number, entry.group.name, status, draft.host, draft.day.on, draft.day.cycle_day, draft.lesson.period,
        draft.lesson.class_code, draft.lesson.subject, draft.lesson.room, focus, observers, draft.debrief_on,
        draft.debrief_at, DEBRIEF_MINUTES, draft.debrief_period, logged, unlogged,
    )  # fmt: skip


def _cover_state(status: str, release: str) -> str:
    if release == NONE:
        return "NOT_REQUIRED"
    if release == EXTERNAL and status == ESCALATED:
        return ESCALATED
    return {HELD: "DONE", COVER_ASKED: "OFFERED", CANCELLED: CANCELLED}.get(status, "ACCEPTED")


def _showcase(school: DemoSchool, rounds: Sequence[StoryRound]) -> str:
    """Choose the full-time classroom teacher with the most different things to do."""
    doing: dict[str, set[str]] = {
        member.code: set()
        for member in school.staff
        if member.role == TEACHER and member.regime == STPCD and member.fte_percent == 100
    }
    for story_round in rounds:
        parts = [(story_round.host, "host")] + [(code, "log") for code in story_round.unlogged]
        for seen in story_round.observers:
            parts.append((seen.observer, "observe"))
            if seen.coverer:
                parts.append((seen.coverer, "cover " + seen.cover_state))
        for code, part in parts:
            if code in doing:
                doing[code].add(part if part == "log" else f"{story_round.status == HELD} {part}")
    ahead = {code: {"False host", "False observe"} & parts for code, parts in doing.items()}
    return max(sorted(doing), key=lambda code: ("log" in doing[code] and bool(ahead[code]), len(doing[code])))
