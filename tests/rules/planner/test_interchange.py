"""Files of instances and plans: what is read, what is refused and with which words, and that nothing makes it fall over."""

import json
import random
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planning import random_plan, random_problem

from app.planner.greedy import greedy
from app.planner.interchange import (
    UnreadableInstance,
    UnreadablePlan,
    infeasible_json,
    instance_json,
    outcome_json,
    plan_json,
    read_instance,
    read_plan,
)
from app.planner.json_reading import FAULTS_MAX, FILE_BYTES_MAX, Fault
from app.planner.problem import (
    AfterSchool,
    Bounds,
    Caps,
    Figures,
    Group,
    Lesson,
    Outcome,
    Period,
    Plan,
    Policy,
    Problem,
    Reason,
    SchoolDay,
    Teacher,
)
from app.planner.verify import figures

Json = dict[str, Any]
Path = tuple[str | int, ...]

GOOD: Json = {
    "slot_minutes": 30,
    "calendar": [{"date": "2026-11-02", "day": "A-Mon"}, {"date": "2026-11-03", "day": "A Tue"}],
    "days": {
        "A-Mon": [{"period": "P1", "start": "08:40", "end": "09:40"}, {"period": "P2", "start": "09:40", "end": "10:30"}],
        "A Tue": [{"period": "P1", "start": "8:40", "end": "09:40"}],
    },
    "after_school": {"start": "15:00", "end": "16:00", "weekdays": [1, 2]},
    "teachers": [
        {"id": "Ana", "caps": {"observe": 90, "cover": None}, "exchange": False, "off": [["2026-11-02", "P1"], ["2026-11-03", None]]},
        {"id": "Бен"}, {"id": "王"}, {"id": "D"},
    ],
    "lessons": [
        {"day": "A-Mon", "period": "P1", "teachers": ["Ana", "Бен"], "class": "7A", "subject": None, "room": "R1"},
        {"day": "A Tue", "period": "P1", "teachers": [], "class": ""},
    ],
    "ppa": [{"teacher": "D", "day": "A-Mon", "period": "P2"}],
    "busy": [{"teacher": "D", "day": "A Tue", "period": "P1", "reason": "duty"}],
    "blocked": [{"date": "2026-11-03", "period": None}, {"date": "2026-11-02", "period": "P2"}],
    "groups": [
        {"id": "g", "members": ["Ana", "Бен", "王"], "observations_each": 3, "max_observers": 1},
        {"id": "h", "members": ["D", "Бен", "王"], "observations_each": 0, "max_observers": None, "host_spread": 0},
    ],
    "policy": {"cover_per_week": 2},
    "something else": [{"x": 1.5}],
}  # fmt: skip


def read(found: object) -> Problem:
    return read_instance(json.dumps(found).encode())


def faults_of(raw: bytes) -> tuple[Fault, ...]:
    with pytest.raises(UnreadableInstance) as refused:
        read_instance(raw)
    return refused.value.faults


def changed(path: Path, value: object) -> Json:
    """GOOD with one thing replaced; `...` takes it away."""
    found = deepcopy(GOOD)
    inner: Any = found
    for step in path[:-1]:
        inner = inner[step]
    if value is ...:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    return found


def test_an_instance_is_read_as_it_stands() -> None:
    assert read(GOOD) == Problem(
        slot_minutes=30,
        calendar=(SchoolDay(date(2026, 11, 2), "A-Mon"), SchoolDay(date(2026, 11, 3), "A Tue")),
        days={"A-Mon": (Period("P1", 520, 580), Period("P2", 580, 630)), "A Tue": (Period("P1", 520, 580),)},
        after_school=AfterSchool(900, 960, frozenset({1, 2})),
        teachers=(
            Teacher(
                "Ana", Caps(observe=90), exchange=False,
                off=frozenset({(date(2026, 11, 2), "P1"), (date(2026, 11, 3), None)}),
            ),
            Teacher("Бен"), Teacher("王"), Teacher("D"),
        ),
        lessons=(Lesson("A-Mon", "P1", ("Ana", "Бен"), "7A", "", "R1"), Lesson("A Tue", "P1", (), "")),
        groups=(
            Group("g", ("Ana", "Бен", "王"), 3, max_observers=1),
            Group("h", ("D", "Бен", "王"), 0, host_spread=0),
        ),
        ppa=frozenset({("D", "A-Mon", "P2")}),
        busy=frozenset({("D", "A Tue", "P1")}),
        blocked=frozenset({(date(2026, 11, 3), None), (date(2026, 11, 2), "P2")}),
        policy=Policy(cover_per_week=2),
    )  # fmt: skip


@pytest.mark.parametrize("key", ["ppa", "busy", "blocked", "policy"])
def test_what_is_optional_may_be_left_out(key: str) -> None:
    assert read(changed((key,), ...)).policy == Policy(cover_per_week=1 if key == "policy" else 2)


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"\n \t"])
def test_a_mark_at_the_beginning_and_space_are_nothing(before: bytes) -> None:
    assert read_instance(before + json.dumps(GOOD).encode()) == read(GOOD)


def test_the_periods_of_a_day_are_put_in_order() -> None:
    swapped = changed(("days", "A-Mon"), list(reversed(GOOD["days"]["A-Mon"])))

    assert read(swapped) == read(GOOD)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("slot_minutes",), 1), (("slot_minutes",), 240), (("groups",), []),
        (("groups", 0, "min_observers"), 1), (("groups", 1, "min_observers"), 2), (("groups", 1, "max_observers"), 99),
        (("groups", 0, "observations_each"), 40), (("policy", "debrief_minutes"), 1),
        (("days", "A-Mon", 1, "start"), "09:41"), (("days", "B"), []),
        (("teachers", 0, "off", 0, 0), "2031-01-01"), (("after_school", "weekdays"), []),
        (("format",), "lesson-study-plan/1"), (("teachers", 0, "caps"), {}),
    ],
)  # fmt: skip
def test_the_right_side_of_an_edge_is_read(path: Path, value: object) -> None:
    assert read(changed(path, value))


REFUSED: list[tuple[Path, object, str, str]] = [
    (("slot_minutes",), ..., "slot_minutes", "missing"),
    (("slot_minutes",), True, "slot_minutes", "A whole number is expected here, not true"),
    (("slot_minutes",), "30", "slot_minutes", 'not "30"'),
    (("slot_minutes",), 30.0, "slot_minutes", "not 30.0"),
    (("slot_minutes",), None, "slot_minutes", "not null"),
    (("slot_minutes",), 0, "slot_minutes", "from 1 to 240"),
    (("slot_minutes",), 241, "slot_minutes", "from 1 to 240"),
    (("slot_minutes",), 10**30, "slot_minutes", "out of range"),
    (("calendar",), [], "calendar", "no school days"),
    (("calendar",), {}, "calendar", "A list is expected here, not an object"),
    (("calendar", 1, "date"), "2026-11-02", "calendar[1].date", "listed twice"),
    (("calendar", 1, "date"), "2026-11-01", "calendar[1].date", "in order"),
    (("calendar", 1, "date"), "2026-02-30", "calendar[1].date", "A date is expected"),
    (("calendar", 1, "date"), "20261103", "calendar[1].date", "A date is expected"),
    (("calendar", 0, "day"), "B-Mon", "calendar[0].day", "no cycle day"),
    (("calendar", 0), 7, "calendar[0]", "An object is expected"),
    (("calendar",), [{"date": "2026-11-02", "day": "A-Mon"}] * 401, "calendar", "401 dates are more than the 400"),
    (("days",), [], "days", "An object is expected"),
    (("days", "A-Mon", 0, "start"), "08:75", "days[\"A-Mon\"][0].start", "A time of day is expected"),
    (("days", "A-Mon", 0, "start"), "٠٨:٤٠", "days[\"A-Mon\"][0].start", "A time of day is expected"),
    (("days", "A-Mon", 0, "end"), "24:00", "days[\"A-Mon\"][0].end", "A time of day is expected"),
    (("days", "A-Mon", 0, "end"), "08:40", "days[\"A-Mon\"][0]", "ends before it starts"),
    (("days", "A-Mon", 1, "start"), "09:39", "days[\"A-Mon\"][1]", 'The periods "P2" and "P1" overlap'),
    (("days", "A-Mon", 1, "period"), "P1", "days[\"A-Mon\"][1]", "two periods called"),
    (("after_school",), ..., "after_school", "missing"),
    (("after_school", "end"), "14:00", "after_school", "ends before it starts"),
    (("after_school", "weekdays", 0), 0, "after_school.weekdays[0]", "from 1 to 7"),
    (("teachers", 1, "id"), "Ana", "teachers[1].id", "Two teachers"),
    (("teachers", 3, "id"), " ", "teachers[3].id", "empty"),
    (("teachers", 1, "id"), "\ud800", "teachers[1].id", "half a character"),
    (("teachers", 0, "caps", "observe"), -1, "teachers[0].caps.observe", "out of range"),
    (("teachers", 0, "caps"), [], "teachers[0].caps", "An object is expected"),
    (("teachers", 0, "exchange"), 1, "teachers[0].exchange", "true or false"),
    (("teachers", 0, "off", 0), "2026-11-02", "teachers[0].off[0]", "A list is expected"),
    (("teachers", 0, "off", 0), ["2026-11-02"], "teachers[0].off[0]", "[date, period]"),
    (("teachers", 0, "off", 0, 1), "P9", "teachers[0].off[0][1]", "No day has a period"),
    (("teachers",), [{"id": str(n)} for n in range(1_001)], "teachers", "1001 teachers"),
    (("lessons",), [], "lessons", "No lesson is taught"),
    (("lessons", 0, "day"), "B-Mon", "lessons[0].day", "no cycle day"),
    (("lessons", 0, "period"), "P9", "lessons[0].period", "no period"),
    (("lessons", 0, "teachers", 1), "Zed", "lessons[0].teachers[1]", 'no teacher "Zed"'),
    (("lessons", 0, "teachers", 1), "Ana", "lessons[0].teachers[1]", "twice"),
    (("lessons", 0, "class"), ..., "lessons[0].class", "missing"),
    (("ppa", 0, "teacher"), "Zed", "ppa[0].teacher", "no teacher"),
    (("busy", 0, "period"), "P2", "busy[0].period", "no period"),
    (("blocked", 0, "date"), 3, "blocked[0].date", "A date is expected"),
    (("blocked", 1, "period"), "P9", "blocked[1].period", "No day has a period"),
    (("groups", 1, "id"), "g", "groups[1].id", "Two groups"),
    (("groups", 0, "members", 1), "Zed", "groups[0].members[1]", "no teacher"),
    (("groups", 0, "members", 1), "Ana", "groups[0].members[1]", "twice"),
    (("groups", 0, "members"), ["Ana", "Бен"], "groups[0].members", "3 to 12 members, not 2"),
    (("groups", 0, "observations_each"), 41, "groups[0].observations_each", "from 0 to 40"),
    (("groups", 0, "observations_each"), -1, "groups[0].observations_each", "from 0 to 40"),
    (("groups", 0, "min_observers"), 0, "groups[0].min_observers", "out of range"),
    (("groups", 0, "min_observers"), 2, "groups[0].max_observers", "less than min_observers"),
    (("groups", 0, "min_observers"), 3, "groups[0].min_observers", "Only 2 colleagues"),
    (("groups", 0, "host_spread"), -1, "groups[0].host_spread", "out of range"),
    (("policy", "ppa_percent"), 101, "policy.ppa_percent", "from 0 to 100"),
    (("policy", "debrief_minutes"), 0, "policy.debrief_minutes", "out of range"),
    (("policy",), 5, "policy", "An object is expected"),
    (("format",), "lesson-study-plan/2", "format", "Only the format"),
    (("something else", 0, "x"), float("nan"), '["something else"][0].x', "NaN is not a JSON number"),
    (("policy", "cover_per_week"), float("-inf"), "policy.cover_per_week", "-Infinity is not a JSON number"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "place", "words"), REFUSED)
def test_what_is_wrong_is_said_once_with_its_place(path: Path, value: object, place: str, words: str) -> None:
    [fault] = faults_of(json.dumps(changed(path, value)).encode())

    assert fault.path == place
    assert words in fault.text
    assert fault.text.endswith(".")
    assert fault.told == f"{place}: {fault.text}"


@pytest.mark.parametrize(
    ("raw", "line", "column", "words"),
    [
        (b"", 1, 1, "not JSON"), (b'{"a": 1,\n "b": }', 2, 7, "not JSON"), (b"{} {}", 1, 4, "Extra data"),
        (b'{"a":\n "\xff"}', 2, 3, "UTF-8"), (b"\xff\xfe{\0}\0", 1, 1, "UTF-8"), (b"[1, 2", 1, 6, "not JSON"),
    ],
)  # fmt: skip
def test_what_is_no_json_is_refused_with_line_and_column(raw: bytes, line: int, column: int, words: str) -> None:
    [fault] = faults_of(raw)

    assert (fault.line, fault.column) == (line, column)
    assert words in fault.text
    assert fault.told.startswith(f"line {line}, column {column}: ")


@pytest.mark.parametrize("raw", [b"[" * 200_000, b'{"a":' * 200_000, b"[1]", b"null", b"1e999", b"9" * 5_000, b'"x"'])
def test_json_of_another_kind_is_refused(raw: bytes) -> None:
    assert faults_of(raw)


def test_a_key_that_is_written_twice_is_refused() -> None:
    raw = json.dumps(GOOD).replace('"slot_minutes": 30', '"slot_minutes": 30, "slot_minutes": 60').encode()

    [fault] = faults_of(raw)

    assert (fault.path, fault.text) == ("slot_minutes", "This key is written twice in one object; keep one of them.")


def test_a_file_that_is_too_large_is_not_parsed() -> None:
    [fault] = faults_of(b" " * (FILE_BYTES_MAX + 1))

    assert "20 MB" in fault.text


def test_many_faults_are_told_together_and_no_more_than_fifty() -> None:
    several = changed(("groups", 0, "members"), ["Ana"])
    del several["slot_minutes"]
    endless = changed(("lessons",), [{"day": "A-Mon", "period": "P9", "teachers": ["Zed"]}] * 40_000)

    assert [fault.path for fault in faults_of(json.dumps(several).encode())] == ["slot_minutes", "groups[0].members"]
    assert len(faults_of(json.dumps(endless).encode())) == FAULTS_MAX


def test_what_is_quoted_of_a_file_is_short() -> None:
    [fault] = faults_of(json.dumps(changed(("slot_minutes",), "x" * 1_000_000)).encode())

    assert len(fault.text) < 200


def test_an_instance_survives_being_written() -> None:
    for seed in range(100):
        problem = random_problem(random.Random(seed))
        assert read(instance_json(problem)) == problem


# ---- no JSON makes it fall over ------------------------------------------------------------------

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(
    ["Ana", "P1", "A-Mon", "2026-11-02", "09:40", "g", -1, 0, 10**20]
)  # fmt: skip
anything = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*GOOD, "id", "x"]), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


def paths_of(value: object, before: Path = ()) -> list[Path]:
    """Every place of a document."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for step, inner in steps for found in ((*before, step), *paths_of(inner, (*before, step)))]


PLACES = paths_of(GOOD)


def refused_or_read(reading: Callable[[bytes], object], raw: bytes) -> None:
    try:
        reading(raw)
    except (UnreadableInstance, UnreadablePlan) as refused:
        assert 0 < len(refused.faults) <= FAULTS_MAX
        assert all(fault.told.encode() and "\n" not in fault.told for fault in refused.faults)


@settings(max_examples=300, deadline=None, database=None)
@given(changes=st.lists(st.tuples(st.sampled_from(PLACES), anything | st.just(...)), min_size=1, max_size=4))
def test_a_document_with_anything_anywhere_is_read_or_refused(changes: list[tuple[Path, object]]) -> None:
    found = deepcopy(GOOD)
    for path, value in changes:
        inner: Any = found
        try:
            for step in path[:-1]:
                inner = inner[step]
            if value is ...:
                del inner[path[-1]]
            else:
                inner[path[-1]] = value
        except (KeyError, IndexError, TypeError):
            continue  # An earlier change took the place away.

    refused_or_read(read_instance, json.dumps(found).encode())


@settings(max_examples=150, deadline=None, database=None)
@given(anything)
def test_any_document_is_read_or_refused(found: object) -> None:
    refused_or_read(read_instance, json.dumps(found).encode())
    refused_or_read(read_plan, json.dumps({"research_lessons": found}).encode())
    refused_or_read(read_plan, json.dumps({"research_lessons": [found]}).encode())


@settings(max_examples=150, deadline=None, database=None)
@given(st.binary(max_size=40), st.integers(0, 3_000))
def test_any_bytes_anywhere_are_read_or_refused(put_in: bytes, at: int) -> None:
    raw = json.dumps(GOOD, ensure_ascii=False).encode()

    refused_or_read(read_instance, put_in)
    refused_or_read(read_instance, raw[:at] + put_in + raw[at + len(put_in) :])


# ---- plans ---------------------------------------------------------------------------------------


def an_outcome(reasons: tuple[Reason, ...] = ()) -> Outcome:
    problem = random_problem(random.Random(3))
    plan = greedy(problem)
    return Outcome(plan, figures(problem, plan), Bounds(), 1.23456, reasons)


def test_a_plan_survives_being_written() -> None:
    for seed in range(50):
        rng = random.Random(seed)
        plan = random_plan(rng, random_problem(rng), 4)
        assert read_plan(json.dumps(plan_json(plan)).encode()) == plan


def test_a_plan_s_file_has_what_the_format_asks_for() -> None:
    outcome = an_outcome()

    found = outcome_json(outcome)

    assert outcome.plan.research_lessons
    assert list(found) == ["research_lessons", "figures", "bounds", "status", "seconds"]
    assert found["bounds"] == {"unscheduled": 0, "external": 0, "exchange": 0}
    assert (found["status"], found["seconds"]) == (outcome.status, 1.235)
    assert list(found["figures"])[:5] == ["unscheduled", "external", "exchange", "busiest_cover", "mutual"]
    assert found["figures"]["research_lessons"] == len(outcome.plan.research_lessons)
    observations = [seen for lesson in found["research_lessons"] for seen in lesson["observations"]]
    assert all(("cover_by" in seen) == (seen["release"] in {"mutual", "exchange"}) for seen in observations)
    assert read_plan(json.dumps(found).encode()) == outcome.plan


def test_reasons_are_written_when_there_are_any() -> None:
    reason = Reason("R9", "g01", "Nobody is free to cover for Ana.", ("Ana",))
    written = {"code": "R9", "group": "g01", "text": "Nobody is free to cover for Ana.", "teachers": ["Ana"]}

    assert outcome_json(an_outcome((reason,)))["reasons"] == [written]
    assert infeasible_json((reason,)) == {"status": "infeasible", "reasons": [written]}


@pytest.mark.parametrize(
    ("found", "place"),
    [
        ({}, "research_lessons"), ({"research_lessons": 3}, "research_lessons"),
        ({"research_lessons": [3]}, "research_lessons[0]"),
        ({"research_lessons": [{"group": "g", "host": "a", "date": "2026-11-02", "period": "1", "observations": [], "debrief": None}]},
         "research_lessons[0].debrief"),
        ({"research_lessons": [{"group": "g", "host": "a", "date": "2026-11-02", "period": "1",
                                "observations": [{"observer": "b", "slice": 0, "release": "maybe"}],
                                "debrief": {"date": "2026-11-02", "start": "15:00"}}]},
         "research_lessons[0].observations[0].release"),
    ],
)  # fmt: skip
def test_a_plan_that_makes_no_sense_is_refused(found: Json, place: str) -> None:
    with pytest.raises(UnreadablePlan) as refused:
        read_plan(json.dumps(found).encode())

    assert refused.value.faults[0].path == place


def test_an_empty_plan_is_a_plan() -> None:
    assert read_plan(b'{"research_lessons": []}') == Plan()
    assert Figures(0, 0, 0, 0, 0) < Figures(0, 0, 0, 0, 1) < Figures(0, 0, 1, 0, 0)
