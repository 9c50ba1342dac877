"""The demo school is a school: nobody is in two places, loads and PPA are right, groups part the staff."""

import math
import subprocess
import sys
from collections import Counter, defaultdict
from functools import cache

import pytest

from app.demo.groups import fortnights, observable_slices
from app.demo.model import DemoSchool
from app.demo.school import make_school, make_small_school

SEEDS = range(1, 6)


@cache
def school(seed: int) -> DemoSchool:
    return make_school(seed)


@pytest.fixture(params=SEEDS, scope="module")
def larkmere(request: pytest.FixtureRequest) -> DemoSchool:
    return school(request.param)


def load(larkmere: DemoSchool) -> dict[tuple[str, str], int]:
    """Count the periods each teaches in each week, by (code, week letter)."""
    count: Counter[tuple[str, str]] = Counter()
    for lesson in larkmere.lessons:
        for code in lesson.teachers:
            count[code, lesson.cycle_day[0]] += 1
    return count


def test_it_has_51_staff_720_pupils_and_ten_days_of_five_periods(larkmere: DemoSchool) -> None:
    assert len(larkmere.staff) == 51
    assert sum(larkmere.pupils_by_year.values()) == 720
    assert len(larkmere.days) == len(set(larkmere.days)) == 10
    assert (larkmere.days[0], larkmere.days[-1]) == ("A Monday", "B Friday")
    assert len(larkmere.periods) == 5
    assert all(period.ends_at.hour * 60 + period.ends_at.minute
               - period.starts_at.hour * 60 - period.starts_at.minute == 60 for period in larkmere.periods)  # fmt: skip


@pytest.mark.parametrize("what", ["code", "name", "email"])
def test_nobody_shares_a_code_name_or_email(larkmere: DemoSchool, what: str) -> None:
    values = [getattr(member, what) for member in larkmere.staff]

    assert len(values) == len(set(values))


def test_codes_are_three_letters_and_addresses_are_of_the_school(larkmere: DemoSchool) -> None:
    assert all(len(m.code) == 3 and m.code.isascii() and m.code.isupper() for m in larkmere.staff)
    assert all(m.email.endswith("@larkmere.example") and m.email.isascii() for m in larkmere.staff)


def test_each_role_is_held_once(larkmere: DemoSchool) -> None:
    roles = Counter([m.role for m in larkmere.staff] + [outsider.role for outsider in larkmere.outsiders])

    assert {role: roles[role] for role in roles if role != "TEACHER"} == {
        "CPD_LEAD": 1, "COVER_LEAD": 1, "HEAD": 1, "TRUST_LEAD": 1, "KNOWLEDGEABLE_OTHER": 1
    }  # fmt: skip
    assert [m.regime for m in larkmere.staff if m.role == "HEAD"] == ["LEADERSHIP"]
    assert {m.regime for m in larkmere.staff if not m.is_slt} == {"STPCD"}


@pytest.mark.parametrize("who", ["class", "room", "teacher"])
def test_no_class_room_or_teacher_is_twice_in_a_period(larkmere: DemoSchool, who: str) -> None:
    seen: Counter[tuple[str, str, str]] = Counter()
    for lesson in larkmere.lessons:
        names = {"class": [lesson.class_code], "room": [lesson.room], "teacher": list(lesson.teachers)}[who]
        assert all(names)
        seen.update((lesson.cycle_day, lesson.period, name) for name in names)

    assert [place for place, count in seen.items() if count > 1] == []


def test_no_form_is_in_two_blocks_at_once_and_forms_7_to_11_are_always_taught(larkmere: DemoSchool) -> None:
    classes = {(c.code, c.subject): c for c in larkmere.classes}
    blocks: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for lesson in larkmere.lessons:
        taught = classes[lesson.class_code, lesson.subject]
        for form in taught.forms:
            blocks[lesson.cycle_day, lesson.period, form].add(taught.block)

    assert [place for place, names in blocks.items() if len(names) > 1] == []
    forms = {form for _, _, form in blocks if form not in ("12", "13")}
    assert len(forms) == 30
    assert all(len(blocks[day, p.name, form]) == 1 for day in larkmere.days for p in larkmere.periods for form in forms)


def test_every_class_has_its_lessons_and_every_lesson_its_class_and_room(larkmere: DemoSchool) -> None:
    lessons = Counter((lesson.class_code, lesson.subject) for lesson in larkmere.lessons)
    classes = [(c.code, c.subject) for c in larkmere.classes]

    assert len(classes) == len(set(classes))
    assert set(lessons) == set(classes)
    assert {lesson.room for lesson in larkmere.lessons} <= set(larkmere.rooms)
    core = {(c.code, c.subject) for c in larkmere.classes if c.subject in ("English", "Maths") and c.year <= 11}
    assert {lessons[key] for key in core} <= {8, 10}
    assert all(6 <= c.pupil_count <= 30 for c in larkmere.classes)


def test_loads_are_those_of_the_posts_in_both_weeks(larkmere: DemoSchool) -> None:
    periods = load(larkmere)
    for member in larkmere.staff:
        low, high = 20, 22
        if member.fte_percent < 100:
            low, high = {80: (16, 17), 60: (12, 13)}[member.fte_percent]
        elif member.role == "HEAD":
            low, high = 4, 4
        elif member.job.startswith("Deputy"):
            low, high = 8, 10
        elif member.job.startswith("Assistant") or member.job == "SENCO":
            low, high = 12, 14
        elif member.is_ect:
            low, high = 18, 19
        elif member.job.startswith(("Head of", "Second in", "Key Stage")):
            low, high = 17, 19
        assert all(low <= periods[member.code, week] <= high for week in "AB"), member


def test_part_timers_teach_nothing_and_have_nothing_marked_on_their_days_off(larkmere: DemoSchool) -> None:
    off = {(member.code, day) for member in larkmere.staff for day in member.days_off}
    part_timers = [member for member in larkmere.staff if member.fte_percent < 100]

    assert 5 <= len(part_timers) <= 7
    for member in part_timers:
        assert len(member.days_off) == 2 * (5 - member.fte_percent // 20)
        assert {day[2:] for day in member.days_off if day[0] == "A"} == {d[2:] for d in member.days_off if d[0] == "B"}
    assert not off & {(code, lesson.cycle_day) for lesson in larkmere.lessons for code in lesson.teachers}
    assert not off & {(mark.staff, mark.cycle_day) for mark in larkmere.marks}


def test_marks_lie_in_periods_without_a_lesson_and_once_each(larkmere: DemoSchool) -> None:
    taught = {(code, le.cycle_day, le.period) for le in larkmere.lessons for code in le.teachers}
    marked = [(mark.staff, mark.cycle_day, mark.period) for mark in larkmere.marks]

    assert len(marked) == len(set(marked))
    assert not taught & set(marked)


def test_ppa_is_a_tenth_of_teaching_rounded_up_and_an_ect_has_as_much_again(larkmere: DemoSchool) -> None:
    marks = Counter((mark.staff, mark.cycle_day[0], mark.kind) for mark in larkmere.marks)
    ects = {member.code for member in larkmere.staff if member.is_ect}
    for (code, week), periods in load(larkmere).items():
        assert marks[code, week, "PPA"] == math.ceil(periods / 10)
        assert marks[code, week, "ECT"] == (math.ceil(periods / 10) if code in ects else 0)


def test_a_few_lessons_are_co_taught_and_a_leader_is_on_call_in_most_periods(larkmere: DemoSchool) -> None:
    co_taught = [lesson for lesson in larkmere.lessons if len(lesson.teachers) > 1]
    on_call = Counter((mark.cycle_day, mark.period) for mark in larkmere.marks if mark.kind == "DUTY")

    assert 8 <= len(co_taught) <= 24
    assert len(on_call) >= 40
    assert set(on_call.values()) == {1}


def test_weeks_a_and_b_differ_without_being_strangers(larkmere: DemoSchool) -> None:
    weeks = [
        {(le.cycle_day[2:], le.period, le.class_code, le.subject, le.teachers) for le in larkmere.lessons
         if le.cycle_day[0] == week} for week in "AB"
    ]  # fmt: skip

    assert 0.5 < len(weeks[0] & weeks[1]) / len(weeks[0]) < 0.9


def test_groups_of_three_part_the_staff_and_mix_departments(larkmere: DemoSchool) -> None:
    department = {member.code: member.department for member in larkmere.staff}

    assert len(larkmere.groups) == len({group.name for group in larkmere.groups}) == 17
    assert sorted(code for group in larkmere.groups for code in group.members) == sorted(department)
    assert all(len(group.members) == 3 and group.facilitator in group.members for group in larkmere.groups)
    mixed = [group for group in larkmere.groups if len({department[code] for code in group.members}) > 1]
    assert len(mixed) >= 15


def test_every_group_can_often_observe_without_help_from_outside(larkmere: DemoSchool) -> None:
    periods = [period.name for period in larkmere.periods]
    fortnight = fortnights(larkmere.days, periods, larkmere.staff, larkmere.lessons, larkmere.marks)

    slices = [observable_slices([fortnight[code] for code in group.members]) for group in larkmere.groups]

    assert min(slices) >= 30


def test_observable_slices_agree_with_a_count_by_hand(larkmere: DemoSchool) -> None:
    periods = [period.name for period in larkmere.periods]
    members = larkmere.groups[3].members
    alone = {(le.teachers[0], le.cycle_day, le.period) for le in larkmere.lessons if len(le.teachers) == 1}
    busy = {(code, le.cycle_day, le.period) for le in larkmere.lessons for code in le.teachers}
    busy |= {(mark.staff, mark.cycle_day, mark.period) for mark in larkmere.marks}
    busy |= {(m.code, day, p) for m in larkmere.staff for day in m.days_off for p in periods}
    counted = 0
    for day in larkmere.days:
        for period in periods:
            free = {code for code in members if (code, day, period) not in busy}
            for host in members:
                for observer in set(members) - {host}:
                    third = (set(members) - {host, observer}) & free
                    released = (observer, day, period) in alone and third
                    if (host, day, period) in alone and (observer in free or released):
                        counted += 2

    fortnight = fortnights(larkmere.days, periods, larkmere.staff, larkmere.lessons, larkmere.marks)

    assert observable_slices([fortnight[code] for code in members]) == counted


def test_the_same_seed_gives_the_same_school_and_another_seed_another() -> None:
    assert make_school(2) == school(2)
    assert school(1).lessons != school(2).lessons
    assert [m.name for m in school(1).staff] != [m.name for m in school(2).staff]


def test_a_school_does_not_depend_on_how_python_hashes() -> None:
    program = (
        "from datetime import date; from app.demo.school import make_school; from app.demo.year import make_year\n"
        "from app.demo.story import plan_story; from app.demo.findings import plan_fair; import hashlib\n"
        "s = make_school(3); day = date(2027, 3, 3)\n"
        "text = repr((s, plan_story(s, make_year(day), day, 3), plan_fair(s, 3)))\n"
        "print(hashlib.sha256(text.encode()).hexdigest())"
    )

    prints = {
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": hash_seed, "PYTHONPATH": "."},
            capture_output=True, text=True, check=True, timeout=60,
        ).stdout
        for hash_seed in ("1", "2")
    }  # fmt: skip

    assert len(prints) == 1


def test_the_small_school_has_six_staff_and_no_timetable() -> None:
    cedar = make_small_school(1)

    assert len(cedar.staff) == 6
    assert cedar.trust == school(1).trust == "Hollin Trust"
    assert not {m.name for m in cedar.staff} & {m.name for m in school(1).staff}
    assert (cedar.lessons, cedar.marks, cedar.groups, cedar.classes) == ((), (), (), ())
    assert {"HEAD", "CPD_LEAD", "TEACHER"} == {m.role for m in cedar.staff}
