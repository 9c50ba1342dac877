"""`kenkyu plan`: what it writes, what it tells, and what its exit codes mean."""

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from planning import random_problem

from app.cli import main
from app.cli.plan import _Teller, hand_over
from app.planner.greedy import greedy
from app.planner.interchange import instance_json, read_plan
from app.planner.problem import Bounds, Figures, Outcome, Plan, Problem, Progress, Reason
from app.planner.verify import figures

PROBLEM = random_problem(random.Random(3))
REASON = Reason("R14", "g01", "No debrief fits for g01.")


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


def test_a_file_that_is_not_there_ends_with_2(tmp_path: Path) -> None:
    missing = CliRunner().invoke(main, ["plan", str(tmp_path / "none.json"), "--out", str(tmp_path / "plan.json")])
    nowhere = CliRunner().invoke(
        main, ["plan", str(an_instance(tmp_path)), "--out", str(tmp_path / "none" / "plan.json")]
    )

    assert (missing.exit_code, nowhere.exit_code) == (2, 2)
    assert "make it first" in nowhere.stderr


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
