"""`kenkyu plan`: what it writes, what it tells, and what its exit codes mean."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from planning import random_problem

from app.cli import main
from app.cli.plan import _Teller, hand_over
from app.planner.greedy import greedy
from app.planner.interchange import instance_json, read_plan
from app.planner.problem import (
    AfterSchool,
    Bounds,
    Figures,
    Group,
    Lesson,
    Outcome,
    Period,
    Plan,
    Policy,
    Problem,
    Progress,
    Reason,
    SchoolDay,
    Teacher,
)
from app.planner.verify import figures, violations

PROBLEM = random_problem(random.Random(3))
REASON = Reason("R14", "g01", "No debrief fits for g01.")


SCHOOL = Problem(
    slot_minutes=30,
    calendar=tuple(SchoolDay(date(2026, 11, 2 + week + day), f"D{day}") for week in (0, 7) for day in range(3)),
    days={f"D{day}": (Period("1", 540, 600),) for day in range(3)},
    after_school=AfterSchool(900, 960, frozenset({1, 2, 3})),
    teachers=tuple(Teacher(who) for who in "ABCDEF"),
    lessons=tuple(Lesson(f"D{day}", "1", (who,), f"7{who}") for day, who in enumerate("ABC")),
    groups=(Group("g", ("A", "B", "C"), 2),),
    policy=Policy(ppa_percent=0),
)
"""Everybody of g is free while another of them teaches."""


def an_instance(tmp_path: Path, problem: Problem = PROBLEM) -> Path:
    path = tmp_path / "instance.json"
    path.write_text(json.dumps(instance_json(problem)), "utf-8")
    return path


def an_outcome(plan: Plan, reasons: tuple[Reason, ...] = ()) -> Outcome:
    return Outcome(plan, figures(PROBLEM, plan), Bounds(), 0.5, reasons)


# ---- refusals ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--seconds", "0", "A time limit must be at least 1 second and at most 86400, not 0."),
        ("--seconds", "-5", "A time limit must be at least 1 second"),
        ("--seconds", "86401", "at most 86400"),
        ("--workers", "0", "The number of workers must be at least 1 and at most 64, not 0."),
        ("--workers", "65", "at most 64"),
        ("--seed", "-1", "A seed must be at least 0"),
        ("--seed", str(2**31), "at most 2147483647"),
        ("--seconds", "soon", "not a valid integer"),
    ],
)
def test_an_option_that_makes_no_sense_ends_with_2(tmp_path: Path, option: str, value: str, words: str) -> None:
    out = tmp_path / "plan.json"

    result = CliRunner().invoke(main, ["plan", str(an_instance(tmp_path)), "--out", str(out), option, value])

    assert result.exit_code == 2
    assert words in " ".join(result.stderr.split())
    assert not out.exists()


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b'{"slot_minutes": 0}', "slot_minutes: 0 is out of range; write a whole number from 1 to 240."),
        (b'{\n"a" 1}', "line 2, column 5: This is not JSON"),
        (b"", "line 1, column 1"),
    ],
)
def test_an_instance_that_cannot_be_read_ends_with_2_and_says_where(tmp_path: Path, raw: bytes, words: str) -> None:
    path, out = tmp_path / "instance.json", tmp_path / "plan.json"
    path.write_bytes(raw)

    result = CliRunner().invoke(main, ["plan", str(path), "--out", str(out)])

    assert result.exit_code == 2
    assert words in result.stderr
    assert not out.exists()


Change = Callable[[dict[str, Any]], object]

BAD: dict[str, tuple[Change, str]] = {
    "an unknown teacher of a lesson": (
        lambda found: found["lessons"][0].update(teachers=["Zed"]), 'lessons[0].teachers[0]: There is no teacher "Zed"',
    ),
    "an unknown member": (
        lambda found: found["groups"][0]["members"].append("Zed"), 'groups[0].members[3]: There is no teacher "Zed"',
    ),
    "PPA of an unknown teacher": (
        lambda found: found["ppa"].append({"teacher": "Zed", "day": "D0", "period": "1"}),
        'ppa[0].teacher: There is no teacher "Zed"',
    ),
    "overlapping periods": (
        lambda found: found["days"]["D0"].append({"period": "late", "start": "09:20", "end": "09:50"}),
        'days.D0[1]: The periods "late" and "1" overlap',
    ),
    "an empty window": (lambda found: found.update(calendar=[]), "calendar: The window has no school days"),
    "a group of two": (
        lambda found: found["groups"][0]["members"].pop(), "groups[0].members: A group has 3 to 12 members, not 2",
    ),
    "a member twice": (
        lambda found: found["groups"][0]["members"].append("A"), "groups[0].members[3]: ",
    ),
    "no lessons": (lambda found: found.update(lessons=[]), "lessons: No lesson is taught"),
    "2,000 teachers": (
        lambda found: found.update(teachers=[{"id": f"t{number}"} for number in range(2_000)]),
        "teachers: 2000 teachers are more than the 1000",
    ),
    "400 groups": (
        lambda found: found.update(groups=[found["groups"][0] | {"id": str(number)} for number in range(400)]),
        "groups: 400 groups are more than the 300",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_what_cannot_be_planned_is_refused_with_key_and_sentence(tmp_path: Path, what: str) -> None:
    change, words = BAD[what]
    path, out = tmp_path / "instance.json", tmp_path / "plan.json"
    found = instance_json(SCHOOL)
    change(found)
    path.write_text(json.dumps(found), "utf-8")

    result = CliRunner().invoke(main, ["plan", str(path), "--out", str(out)])

    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stderr.startswith("instance.json cannot be planned:")
    assert not out.exists()


def test_a_file_that_is_not_there_ends_with_2(tmp_path: Path) -> None:
    missing = CliRunner().invoke(main, ["plan", str(tmp_path / "none.json"), "--out", str(tmp_path / "plan.json")])
    nowhere = CliRunner().invoke(
        main, ["plan", str(an_instance(tmp_path)), "--out", str(tmp_path / "none" / "plan.json")]
    )

    assert (missing.exit_code, nowhere.exit_code) == (2, 2)
    assert "make it first" in nowhere.stderr


# ---- with the real solver --------------------------------------------------------------------------


def planned(tmp_path: Path, problem: Problem, *options: str) -> tuple[int, dict[str, Any], str]:
    """How the command ends, the file that it writes, and what it tells."""
    out = tmp_path / "plan.json"
    result = CliRunner().invoke(main, ["plan", str(an_instance(tmp_path, problem)), "--out", str(out), *options])
    assert result.stdout == "", "a plan may be piped, so that nothing else comes out there"
    return result.exit_code, json.loads(out.read_text("utf-8")), result.stderr


SERVED = {
    "everything fits": SCHOOL,
    "groups share members": replace(SCHOOL, groups=(*SCHOOL.groups, Group("h", ("A", "B", "D"), 1))),
    "two groups are the same people": replace(SCHOOL, groups=(*SCHOOL.groups, replace(SCHOOL.groups[0], id="h"))),
    "a teacher is in two groups": replace(SCHOOL, groups=(*SCHOOL.groups, Group("h", ("C", "D", "E"), 1))),
    "one group cannot be served": replace(SCHOOL, groups=(*SCHOOL.groups, Group("h", ("D", "E", "F"), 2))),
    "nothing is asked": replace(SCHOOL, groups=()),
}


@pytest.mark.parametrize("what", SERVED)
def test_a_plan_ends_with_0_and_is_proved_verified_and_told(tmp_path: Path, what: str) -> None:
    problem = SERVED[what]

    code, found, told = planned(tmp_path, problem, "--seconds", "20")

    plan = read_plan((tmp_path / "plan.json").read_bytes())
    reached = figures(problem, plan)
    assert code == 0
    assert violations(problem, plan) == []
    assert bool(plan.research_lessons) == bool(problem.groups)
    assert found["status"] == "optimal"
    assert found["bounds"] == {"unscheduled": reached.unscheduled, "external": 0, "exchange": 0}
    assert (found["figures"]["unscheduled"], found["figures"]["mutual"]) == (reached.unscheduled, reached.mutual)
    lines = told.splitlines()
    assert "starting" in lines[0]
    assert lines[-1].startswith(f"optimal: unscheduled {reached.unscheduled} (bound {reached.unscheduled})")
    reasons = {reason["group"] for reason in found.get("reasons", ())}
    assert reasons == ({"h"} if reached.unscheduled else set())
    assert (reached.unscheduled > 0) is (what in {"a teacher is in two groups", "one group cannot be served"})
    assert all(reason["text"] in told for reason in found.get("reasons", ()))


@pytest.mark.parametrize(
    "problem",
    [
        replace(SCHOOL, blocked=frozenset((day.on, None) for day in SCHOOL.calendar)),
        replace(SCHOOL, lessons=(Lesson("D0", "1", ("F",), "9F"),)),
        replace(SCHOOL, slot_minutes=61),
        replace(SCHOOL, policy=replace(SCHOOL.policy, debrief_minutes=200)),
    ],
    ids=["never open", "no member teaches", "no period has a slice", "no room for a debrief"],
)
def test_where_nothing_can_be_placed_it_ends_with_1_and_says_why(tmp_path: Path, problem: Problem) -> None:
    code, found, told = planned(tmp_path, problem, "--seconds", "5")

    assert code == 1
    assert found["status"] == "infeasible"
    assert found["reasons"][0]["code"] == "missing"
    assert {reason["group"] for reason in found["reasons"]} == {"g"}
    assert len(found["reasons"]) > 1, "that it is missing is known; why is the question"
    assert "Nothing of what was asked can be placed." in told
    assert all(reason["text"] in told for reason in found["reasons"])


def test_the_same_seed_and_one_worker_write_the_same_plan(tmp_path: Path) -> None:
    options = ("--workers", "1", "--seed", "7", "--seconds", "30")

    first, again = (planned(tmp_path, SERVED["a teacher is in two groups"], *options)[1] for _ in range(2))

    assert first | {"seconds": 0} == again | {"seconds": 0}


def test_a_command_of_its_own_ends_as_it_says(tmp_path: Path) -> None:
    # The exit code of the process, not of a test runner; and names of any alphabet on a screen that knows none.
    problem = replace(
        SCHOOL, teachers=tuple(replace(one, id=one.id.replace("A", "Đặng 王")) for one in SCHOOL.teachers),
        lessons=tuple(replace(one, teachers=tuple(who.replace("A", "Đặng 王") for who in one.teachers)) for one in SCHOOL.lessons),
        groups=(Group("ψ", ("Đặng 王", "B", "C"), 9),),
    )  # fmt: skip
    out = tmp_path / "plan.json"
    command = [
        sys.executable,
        "-c",
        "from app.cli import main; main()",
        "plan",
        str(an_instance(tmp_path, problem)),
        "--out",
        str(out),
    ]
    environment = os.environ | {
        "PYTHONIOENCODING": "ascii:backslashreplace",
        "PYTHONPATH": str(Path(__file__).resolve().parents[3]),
    }

    done = subprocess.run([*command, "--seconds", "10"], env=environment, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert violations(problem, read_plan(out.read_bytes())) == []
    assert any("Đặng 王" in reason["text"] for reason in json.loads(out.read_text("utf-8"))["reasons"])


# ---- what an outcome becomes ---------------------------------------------------------------------


def test_a_plan_is_written_whole_and_ends_with_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "plan.json"
    out.write_text("an older plan")
    plan = greedy(PROBLEM)

    code = hand_over(PROBLEM, an_outcome(plan, (REASON,)), out)

    assert code == 0
    assert read_plan(out.read_bytes()) == plan
    assert json.loads(out.read_text("utf-8"))["reasons"][0]["text"] == REASON.text
    assert [path.name for path in tmp_path.iterdir()] == ["plan.json"], "nothing is left beside it"
    assert REASON.text in capsys.readouterr().err


def test_where_nothing_fits_the_file_says_why_and_it_ends_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "plan.json"

    code = hand_over(PROBLEM, an_outcome(Plan(), (REASON,)), out)

    found = json.loads(out.read_text("utf-8"))
    assert code == 1
    assert (found["status"], [reason["text"] for reason in found["reasons"]]) == ("infeasible", [REASON.text])
    assert REASON.text in capsys.readouterr().err


def test_where_nothing_was_asked_an_empty_plan_is_a_plan(tmp_path: Path) -> None:
    out = tmp_path / "plan.json"

    code = hand_over(replace(PROBLEM, groups=()), Outcome(Plan(), Figures(0, 0, 0, 0, 0), Bounds(), 0.1), out)

    assert code == 0
    assert json.loads(out.read_text("utf-8"))["status"] == "optimal"


def test_a_plan_that_breaks_a_rule_is_not_written_and_ends_with_3(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "plan.json"
    plan = greedy(PROBLEM)
    broken = Plan((*plan.research_lessons, plan.research_lessons[0]))

    code = hand_over(PROBLEM, an_outcome(broken), out)

    assert code == 3
    assert not out.exists()
    assert "R11 " in capsys.readouterr().err


def test_a_plan_with_wrong_figures_is_not_written_either(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "plan.json"
    outcome = an_outcome(greedy(PROBLEM))

    code = hand_over(PROBLEM, replace(outcome, figures=replace(outcome.figures, exchange=99)), out)

    assert code == 3
    assert not out.exists()
    assert "exchange=99" in capsys.readouterr().err


def test_a_link_and_a_device_stay_what_they_are(tmp_path: Path) -> None:
    target, link = tmp_path / "target.json", tmp_path / "link.json"
    target.write_text("{}")
    link.symlink_to(target)

    codes = [hand_over(PROBLEM, an_outcome(greedy(PROBLEM)), out) for out in (link, Path("/dev/null"))]

    assert codes == [0, 0]
    assert link.is_symlink()
    assert read_plan(target.read_bytes()) == greedy(PROBLEM)
    assert Path("/dev/null").is_char_device()


def test_progress_is_told_when_something_moved(capsys: pytest.CaptureFixture[str]) -> None:
    teller = _Teller()

    for seconds, found in (
        (0.1, None),
        (1.0, Figures(4, 1, 9, 1, 0)),
        (2.0, Figures(4, 1, 9, 1, 0)),
        (3.0, Figures(4, 0, 9, 1, 0)),
    ):
        teller.tell(Progress("cover", seconds, found, Bounds(1, 0, 2)))

    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 3
    assert "no plan yet" in lines[0]
    assert lines[1].split() == ["1.0", "s", "cover:", "unscheduled", "4", "(bound", "1),", "external", "1", "(bound", "0),", "exchange", "9", "(bound", "2),", "busiest_cover", "1,", "mutual", "0"]  # fmt: skip
