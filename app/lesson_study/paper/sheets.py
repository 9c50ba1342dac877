"""Sheets of paper to watch a research lesson with: a page for each case pupil, a box for each stage. Pure.

A sheet is a form: whatever is longer than its box is shortened there, and stands in full in the plan.
"""

from collections.abc import Mapping
from typing import Final

from app.lesson_study.paper.blocks import cleaned
from app.lesson_study.paper.wording import clock_time, day
from app.lesson_study.rules.evidence import OBSERVER_RULE
from app.lesson_study.rules.workbook import PlannedStage, SheetsTold, SheetTold, sheet_code
from app.statements import rules as statements

PAGE_CHARACTERS: Final = 1_800
"""What the predictions of one page come to at most: with twelve stages, three short lines each."""
TITLE_CHARACTERS_MAX: Final = 60
LINE_CHARACTERS_MAX: Final = 160
UNPLANNED: Final = ("Beginning", "Middle", "End")
"""The boxes of a lesson whose stages nobody has written down."""
HOW: Final = (
    "Write down what is said and done, word for word where you can, with the time. No judgements; help nobody, "
    "and no names: pupils are letters."
)


def of_round(told: SheetsTold) -> Mapping[str, object]:
    """What the page of sheets is given."""
    held = told.round
    where = ", ".join(part for part in (held.class_name, held.subject, held.room) if part)
    when = f"{day(held.held_on)}, {held.period}, {clock_time(held.starts_at)} to {clock_time(held.ends_at)}"
    facts = [
        ["When", _short(when, LINE_CHARACTERS_MAX)],
        ["Class", _short(where, LINE_CHARACTERS_MAX)],
        ["Group", _short(told.group_name, LINE_CHARACTERS_MAX)],
        ["Look for", _short(told.plan.learning_objective or held.focus, LINE_CHARACTERS_MAX)],
    ]
    lesson = f"Research lesson {told.lesson_number}" if told.lesson_number else "Round"
    return {
        "title": f"Observation sheets: {_short(told.group_name, TITLE_CHARACTERS_MAX)}",
        "author": cleaned(told.group_name),
        "rule": OBSERVER_RULE,
        "how": HOW,
        "sheets": [_sheet(told, sheet, lesson, facts) for sheet in told.sheets],
    }


def file_name(told: SheetsTold) -> str:
    return statements.file_name("observation-sheet", told.round.held_on.isoformat(), told.group_name, suffix="pdf")


def _sheet(told: SheetsTold, sheet: SheetTold, lesson: str, facts: list[list[str]]) -> Mapping[str, object]:
    stages = told.plan.stages
    most = PAGE_CHARACTERS // max(len(stages), len(UNPLANNED))
    boxes = [[_stage(stage), _short(sheet.predictions.get(stage.key, ""), most)] for stage in stages]
    success = [["Success is", _short(sheet.criterion, LINE_CHARACTERS_MAX)]] if sheet.criterion else []
    return {
        "title": f"{lesson}: {f'pupil {sheet.label}' if sheet.label else 'the whole class'}",
        "code": sheet_code(told.round.id, sheet.label),
        "facts": [*facts, *success],
        "boxes": boxes or [[name, ""] for name in UNPLANNED],
    }


def _stage(stage: PlannedStage) -> str:
    title = _short(stage.title, TITLE_CHARACTERS_MAX)
    return f"{title} ({stage.minutes} min)" if stage.minutes else title


def _short(text: str, most: int) -> str:
    """*text* on one line, cut where a word ends. Exactly *most* characters are left whole.

    >>> _short("Explains to a partner", 12)
    'Explains to…'
    """
    line = " ".join(cleaned(text).split())
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    kept = cut.rsplit(" ", 1)[0] if line[most - 1] != " " else cut
    return f"{(kept or cut).rstrip()}…"
