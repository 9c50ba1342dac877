"""What the demo says has happened could have happened: an independent check against the timetable."""

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from functools import cache
from math import floor

import pytest

from app.demo.model import DemoSchool
from app.demo.school import make_school
from app.demo.story import DemoStory, StoryRound, plan_story
from app.demo.year import DemoYear, make_year

SEEDS = range(1, 6)
FIRST_OF_SEPTEMBER = date(2026, 9, 1)
TODAYS = [
    FIRST_OF_SEPTEMBER, date(2026, 9, 14), date(2026, 10, 28), date(2026, 11, 21), date(2026, 12, 25),
    date(2027, 1, 4), date(2027, 3, 3), date(2027, 5, 3), date(2027, 7, 20), date(2027, 8, 15), date(2028, 2, 29),
    date(2028, 7, 21),
]  # fmt: skip


@cache
def school(seed: int) -> DemoSchool:
    return make_school(seed)


@cache
def story(seed: int, today: date) -> tuple[DemoYear, DemoStory]:
    year = make_year(today)
    return year, plan_story(school(seed), year, today, seed)


class Referee:
    """Reads a school, a year and a story as data, and writes down all that is wrong."""

    def __init__(self, seed: int, today: date) -> None:
        self.today = today
        self.school = school(seed)
        self.year, self.story = story(seed, today)
        self.cycle = {day.on: day.cycle_day for day in self.year.school_days}
        self.order = sorted(self.cycle)
        self.taught = {(c, le.cycle_day, le.period): le for le in self.school.lessons for c in le.teachers}
        self.marked = {(m.staff, m.cycle_day, m.period) for m in self.school.marks}
        self.staff = {m.code: m for m in self.school.staff}
        self.groups = {g.name: g for g in self.school.groups}
        self.periods = {p.name: p for p in self.school.periods}
        self.wrong: list[str] = []

    def need(self, fact: bool, round_: StoryRound, text: str) -> None:
        if not fact:
            self.wrong.append(f"{text}: {round_}")

    def is_free(self, code: str, on: date, period: str) -> bool:
        day = self.cycle[on]
        at_work = day not in self.staff[code].days_off
        return at_work and (code, day, period) not in self.taught and (code, day, period) not in self.marked

    def check_round(self, r: StoryRound) -> None:
        members = self.groups[r.group].members
        self.need(self.cycle.get(r.on) == r.cycle_day, r, "no such school day")
        lesson = self.taught.get((r.host, r.cycle_day, r.period))
        self.need(lesson is not None, r, "the host is not teaching")
        if lesson:
            told = (r.class_code, r.subject, r.room)
            self.need(told == (lesson.class_code, lesson.subject, lesson.room), r, "another lesson")
        names = [o.observer for o in r.observers]
        self.need(1 <= len(names) == len(set(names)) <= 2 and r.host not in names, r, "observers")
        self.need({r.host, *names} <= set(members), r, "not of the group")
        for o in r.observers:
            self.check_observer(r, o.observer, o.slice, o.release, o.coverer)
        self.check_debrief(r, [r.host, *names])
        took_part = {r.host, *names, *(o.coverer for o in r.observers if o.coverer)}
        self.need(set(r.logged) | set(r.unlogged) == (took_part if r.status == "HELD" else set()), r, "logged")
        self.need(not set(r.logged) & set(r.unlogged), r, "logged and not logged")

    def check_observer(self, r: StoryRound, observer: str, number: int, release: str, coverer: str | None) -> None:
        self.need(number in (0, 1), r, "no such slice")
        lesson = self.taught.get((observer, r.cycle_day, r.period))
        self.need(lesson is not None or self.is_free(observer, r.on, r.period), r, "observer in closed time")
        self.need((release == "none") == (lesson is None), r, "release does not fit")
        self.need(lesson is None or lesson.teachers == (observer,), r, "released from a co-taught lesson")
        others = set(self.groups[r.group].members) - {r.host, observer}
        free = [code for code in others if self.is_free(code, r.on, r.period)]
        if release == "mutual":
            self.need(coverer in free, r, "coverer is not free or not of the group")
        else:
            self.need(coverer is None, r, "coverer without need")
        self.need(release != "external" or not free, r, "the group could have covered")

    def check_debrief(self, r: StoryRound, people: list[str]) -> None:
        self.need(r.debrief_minutes == 20, r, "debrief of another length")
        self.need(r.debrief_on in self.cycle, r, "debrief on no school day")
        if r.debrief_on not in self.cycle:
            return
        later = self.order.index(r.debrief_on) - self.order.index(r.on)
        self.need(0 <= later <= 2, r, "debrief too late")
        at_work = all(self.cycle[r.debrief_on] not in self.staff[code].days_off for code in people)
        self.need(at_work, r, "debrief on a day off")
        starts = datetime.combine(r.debrief_on, r.debrief_starts_at)
        lesson_ends = datetime.combine(r.on, self.periods[r.period].ends_at)
        self.need(starts >= lesson_ends, r, "debrief before the lesson ends")
        if r.debrief_period is None:
            self.need(r.debrief_starts_at >= self.school.after_school, r, "debrief in lesson time")
            over = (starts + timedelta(minutes=20)).time()
            self.need(over <= self.school.after_school_ends, r, "debrief too long after school")
            self.need(r.debrief_on.weekday() < 4 and r.debrief_on not in self.year.twilights, r, "no evening for it")
            return
        self.need(r.debrief_starts_at == self.periods[r.debrief_period].starts_at, r, "debrief between bells")
        for code in people:
            self.need(self.is_free(code, r.debrief_on, r.debrief_period), r, f"{code} is not free for the debrief")

    def check_slices(self) -> None:
        places: Counter[tuple[str, date, str, int]] = Counter()
        evenings: Counter[tuple[str, date]] = Counter()
        for r in self.story.rounds:
            slices = {o.slice for o in r.observers}
            places.update((r.host, r.on, r.period, number) for number in slices)
            for o in r.observers:
                places[o.observer, r.on, r.period, o.slice] += 1
                if o.coverer:
                    places[o.coverer, r.on, r.period, o.slice] += 1
            for code in (r.host, *(o.observer for o in r.observers)):
                if r.debrief_period is None:
                    evenings[code, r.debrief_on] += 1
                else:
                    places[code, r.debrief_on, r.debrief_period, 0] += 1
        self.wrong += [f"twice in {place}" for place, count in places.items() if count > 1]
        self.wrong += [f"two debriefs {place}" for place, count in evenings.items() if count > 1]

    def check_minutes(self) -> None:
        used: dict[str, Counter[str]] = defaultdict(Counter)
        weekly: Counter[tuple[str, date]] = Counter()
        classes: Counter[tuple[str, str]] = Counter()
        for r in self.story.rounds:
            for o in r.observers:
                used["observe"][o.observer] += 30
                used["debrief"][o.observer] += 20
                if o.coverer:
                    used["cover"][o.coverer] += 30
                    weekly[o.coverer, r.on - timedelta(r.on.weekday())] += 1
                if o.release != "none":
                    lesson = self.taught[o.observer, r.cycle_day, r.period]
                    classes[lesson.class_code, lesson.subject] += 1
            used["debrief"][r.host] += 20
        for code, member in self.staff.items():
            n = max(3, round(10 * member.fte_percent / 100))
            observe = floor(0.3 * n + 0.49) * 30
            caps = {"observe": observe, "cover": observe, "debrief": 30 * n - 2 * observe}
            self.wrong += [f"{code}: {p} {used[p][code]} of {caps[p]}" for p in caps if used[p][code] > caps[p]]
        self.wrong += [f"covers twice in a week: {who}" for who, count in weekly.items() if count > 1]
        self.wrong += [f"class loses its teacher: {which}" for which, count in classes.items() if count > 2]

    def check_time(self) -> None:
        for r in self.story.rounds:
            if r.status == "HELD":
                self.need(r.on <= r.debrief_on < self.today, r, "held and not over")
            else:
                self.need(r.on > self.today, r, "to come and not ahead")

    def faults(self) -> list[str]:
        for round_ in self.story.rounds:
            self.check_round(round_)
        self.check_slices()
        self.check_minutes()
        self.check_time()
        return self.wrong


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("today", TODAYS, ids=str)
def test_every_round_fits_the_timetable_the_pots_and_the_day(seed: int, today: date) -> None:
    assert Referee(seed, today).faults() == []


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("today", TODAYS, ids=str)
def test_each_status_says_what_became_of_the_cover(seed: int, today: date) -> None:
    _, told = story(seed, today)
    states = {
        "HELD": {"none": "NOT_REQUIRED", "mutual": "DONE", "external": "DONE"},
        "SCHEDULED": {"none": "NOT_REQUIRED", "mutual": "ACCEPTED"},
        "COVER_ASKED": {"none": "NOT_REQUIRED", "mutual": "OFFERED"},
        "ESCALATED": {"none": "NOT_REQUIRED", "mutual": "ACCEPTED", "external": "ESCALATED"},
        "CANCELLED": {"none": "NOT_REQUIRED", "mutual": "CANCELLED"},
    }

    assert all(o.cover_state == states[r.status][o.release] for r in told.rounds for o in r.observers)
    asked = [r for r in told.rounds if r.status == "COVER_ASKED"]
    assert all(any(o.cover_state == "OFFERED" for o in r.observers) for r in asked)
    escalated = [r for r in told.rounds if r.status == "ESCALATED"]
    assert all(any(o.cover_state == "ESCALATED" for o in r.observers) for r in escalated)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("today", [date(2026, 12, 25), date(2027, 3, 3), date(2027, 5, 3), date(2028, 2, 29)], ids=str)
def test_in_the_middle_of_a_year_there_is_something_of_everything(seed: int, today: date) -> None:
    _, told = story(seed, today)
    count = Counter(r.status for r in told.rounds)

    assert 38 <= count["HELD"] <= 40
    assert 13 <= count["SCHEDULED"] <= 15
    assert (count["COVER_ASKED"], count["ESCALATED"], count["CANCELLED"]) == (6, 3, 2)
    assert sum(len(r.unlogged) for r in told.rounds) == 6
    assert len({r.group for r in told.rounds}) == 17
    releases = Counter(o.release for r in told.rounds for o in r.observers)
    assert releases["mutual"] >= 25
    assert releases["none"] >= 20


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("today", [FIRST_OF_SEPTEMBER, date(2027, 8, 15)], ids=str)
def test_before_a_year_has_begun_nothing_is_held_and_much_is_planned(seed: int, today: date) -> None:
    _, told = story(seed, today)
    count = Counter(r.status for r in told.rounds)

    assert count["HELD"] == 0
    assert count["SCHEDULED"] >= 13


@pytest.mark.parametrize("today", [FIRST_OF_SEPTEMBER + timedelta(n) for n in range(0, 340, 17)], ids=str)
def test_whatever_the_day_a_story_can_be_told(today: date) -> None:
    _, told = story(1, today)

    assert Referee(1, today).faults() == []
    assert [r.number for r in told.rounds] == list(range(1, len(told.rounds) + 1))
    assert [r.on for r in told.rounds] == sorted(r.on for r in told.rounds)


def test_the_showcase_teacher_has_minutes_to_log_and_something_to_come() -> None:
    year, told = story(1, date(2027, 3, 3))
    member = next(m for m in school(1).staff if m.code == told.showcase)
    coming = [r for r in told.rounds if r.status != "HELD"]

    assert (member.role, member.regime, member.fte_percent) == ("TEACHER", "STPCD", 100)
    assert any(told.showcase in r.unlogged for r in told.rounds)
    assert any(told.showcase in (r.host, *(o.observer for o in r.observers)) for r in coming)
    assert year.name == "2026-27"


def test_the_same_seed_tells_the_same_story() -> None:
    today = date(2027, 3, 3)

    assert plan_story(school(2), make_year(today), today, 2) == story(2, today)[1]
    assert plan_story(school(2), make_year(today), today, 3) != story(2, today)[1]


def test_the_referee_sees_a_coverer_who_is_not_free() -> None:
    referee = Referee(1, date(2027, 3, 3))
    first = next(r for r in referee.story.rounds if any(o.release == "mutual" for o in r.observers))
    coverer = next(o.coverer for o in first.observers if o.coverer)
    referee.marked.add((coverer, first.cycle_day, first.period))

    assert any("coverer is not free" in fault for fault in referee.faults())
