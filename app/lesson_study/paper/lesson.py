"""One research lesson in the document of its cycle: the plan with predicted beside observed, then what came of it."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from app.lesson_study.paper.blocks import Block, Cell, Heading, Part, Table, Text
from app.lesson_study.paper.wording import PROTOCOLS, clock_time, day
from app.lesson_study.rules.discussion import steps_of
from app.lesson_study.rules.evidence import MOMENTS
from app.lesson_study.rules.words import DiscussionProtocol, NoteKind
from app.lesson_study.rules.workbook import DiscussionTold, LessonTold, NoteTold, PlannedStage

PUPILS_ABREAST: Final = 3
"""Pupils in one table of the plan: two columns each, on a turned page. More get a table of their own."""
NOT_WRITTEN: Final = {
    NoteKind.PHOTO: "A photograph of work: see the screen.",
    NoteKind.SHEET: "A photograph of a sheet: see the screen.",
}
"""Photographs stay where each look at them is written down."""


def parts_of(lesson: LessonTold, labels: Sequence[str]) -> list[Part]:
    """What is known of *lesson*, with the case pupils *labels*."""
    before = (Heading(f"Research lesson {lesson.number}"), *_where(lesson), *_aims(lesson), *_watching(lesson))
    after = (*_observations(lesson), *_interviews(lesson), *_discussion(lesson.discussion), *_changes(lesson))
    return [Part(before), *_plan(lesson, labels), Part(after)]


# ---- the plan --------------------------------------------------------------------------------------------


def _where(lesson: LessonTold) -> list[Block]:
    held = lesson.round
    if held is None:
        return [Text("No round is chosen for it yet.")]
    when = f"{day(held.held_on)}, {held.period}, {clock_time(held.starts_at)} to {clock_time(held.ends_at)}"
    return [
        Text(when, "When"),
        Text(", ".join(part for part in (held.class_name, held.subject, held.room) if part), "Class"),
        Text(held.host_name, "Teacher"),
        Text(held.focus, "Focus of the round"),
    ]


def _aims(lesson: LessonTold) -> list[Block]:
    plan = lesson.plan
    found: list[Block] = [Heading("Learning objective", 2), Text(plan.learning_objective or "Nothing written yet.")]
    for title, text in (
        ("Why this lesson", plan.rationale), ("Resources", plan.resources), ("New in this lesson", plan.new_here),
    ):  # fmt: skip
        if text:
            found += [Heading(title, 2), Text(text)]
    return found


def _watching(lesson: LessonTold) -> list[Block]:
    if not lesson.watch:
        return []
    return [
        Heading("Who watches whom", 2),
        Table("Who watches whom", ("Observer", "Case pupils"), lesson.watch, (2, 1)),
    ]


def _plan(lesson: LessonTold, labels: Sequence[str]) -> list[Part]:
    """The stages of the lesson as tables on turned pages; none before there are stages."""
    plan = lesson.plan
    if not plan.stages and not any(plan.criteria.values()):
        return []
    everybody = plan.labels(labels)
    noted = lesson.in_plan()
    tables = [
        _stages(lesson, noted, everybody[first : first + PUPILS_ABREAST], has_patterns=first == 0)
        for first in range(0, max(len(everybody), 1), PUPILS_ABREAST)
    ]
    return [Part((Heading(f"Plan of research lesson {lesson.number}", 2), *tables), is_wide=True)]


def _stages(
    lesson: LessonTold, noted: dict[tuple[str, str], list[NoteTold]], labels: Sequence[str], *, has_patterns: bool
) -> Table:
    headings = ["Stage", "Teaching"]
    for label in labels:
        headings += [f"{label}: predicted", f"{label}: observed"]
    rows: list[tuple[Cell, ...]] = []
    criteria = lesson.plan.criteria
    if any(criteria.get(label) for label in labels):
        success = [cell for label in labels for cell in (criteria.get(label, ""), "")]
        rows.append(("What success is", "", *success, *([""] if has_patterns else [])))
    for stage in lesson.plan.stages:
        pupils: list[Cell] = []
        for label in labels:
            seen = noted.get((stage.key, label), ())
            pupils += [stage.predictions.get(label, ""), tuple(_said(note) for note in seen)]
        rows.append((_stage_name(stage), stage.teaching, *pupils, *([stage.patterns] if has_patterns else [])))
    widths = [3, 4] + [4] * (2 * len(labels)) + ([3] if has_patterns else [])
    title = f"Pupils {', '.join(labels)}" if labels else "Stages of the lesson"
    return Table(title, (*headings, *(["Patterns"] if has_patterns else [])), tuple(rows), tuple(widths))


def _stage_name(stage: PlannedStage) -> str:
    return f"{stage.title} ({stage.minutes} min)" if stage.minutes else stage.title


def _said(note: NoteTold) -> str:
    """A note in one paragraph: when, who saw it, what."""
    return f"{clock_time(note.at)} {note.author_name}: {_words(note)}"


def _words(note: NoteTold) -> str:
    text = MOMENTS.get(note.text, note.text) if note.kind == NoteKind.MOMENT else note.text
    return " ".join(part for part in (text, NOT_WRITTEN.get(note.kind, "")) if part)


# ---- what came of it -------------------------------------------------------------------------------------


def _observations(lesson: LessonTold) -> Iterator[Block]:
    yield Heading(f"Observations of research lesson {lesson.number}", 2)
    beside = lesson.beside_plan()
    in_plan = len(lesson.notes) - len(beside)
    if lesson.older_notes:
        yield Text(f"{_notes(lesson.older_notes)} from before these did not fit here: see the screen or the export.")
    if in_plan:
        yield Text(f"{_notes(in_plan)} stand in the plan above, beside what was predicted.")
    if not lesson.notes:
        yield Text("No notes yet.")
    if beside:
        titles = {stage.key: stage.title for stage in lesson.plan.stages}
        rows = tuple(
            (clock_time(note.at), note.label or "the class", titles.get(note.stage_key, ""), _words(note),
             note.author_name)
            for note in beside
        )  # fmt: skip
        headings = ("Time", "Pupil", "Stage", "Seen or heard", "Observer")
        yield Table("Observations", headings, rows, (3, 3, 4, 12, 4))


def _notes(number: int) -> str:
    return "1 note" if number == 1 else f"{number} notes"


def _interviews(lesson: LessonTold) -> Iterator[Block]:
    yield Heading(f"Interviews after research lesson {lesson.number}", 2)
    if not lesson.interviews:
        yield Text("No interviews yet.")
    for one in lesson.interviews:
        yield Heading(f"Pupil {one.label}", 3)
        yield Text(f"{one.by_name}, {day(one.at.date())}", "Asked by")
        rows = tuple((question, answer) for question, answer in one.answers if answer)
        if rows:
            yield Table(f"Pupil {one.label}", ("Question", "What the pupil said"), rows, (2, 3))


def _discussion(told: DiscussionTold | None) -> Iterator[Block]:
    yield Heading("Post-lesson discussion", 2)
    if told is None:
        yield Text("Not held yet.")
        return
    yield Text(PROTOCOLS[told.protocol], "Protocol")
    yield Text(told.chair_name, "Chair")
    yield Text(told.recorder_name, "Recorder")
    closed = f", record closed on {day(told.closed_at.date())}" if told.closed_at else ""
    yield Text(f"{day(told.began_at.date())}, {clock_time(told.began_at)}{closed}", "Held")
    if told.older_entries:
        yield Text(f"{told.older_entries} entries from before these did not fit here: see the screen or the export.")
    order = {step.key: number for number, step in enumerate(steps_of(told.protocol))}
    entries = sorted(told.entries, key=lambda entry: order.get(entry.step_key, len(order)))
    for key, said in groupby(entries, key=lambda entry: entry.step_key):
        yield Heading(_step_title(told.protocol, key), 3)
        rows = tuple((entry.label or "all", entry.speaker_name, entry.text) for entry in said)
        yield Table(_step_title(told.protocol, key), ("Pupil", "Speaker", "What was said"), rows, (1, 2, 7))


def _step_title(protocol: DiscussionProtocol, key: str) -> str:
    return next((step.title for step in steps_of(protocol) if step.key == key), key)


def _changes(lesson: LessonTold) -> Iterator[Block]:
    yield Heading(f"Changes after research lesson {lesson.number}", 2)
    if not lesson.changes:
        yield Text("No changes yet.")
        return
    rows = tuple((one.text, day(one.by_on) if one.by_on else "", one.outcome) for one in lesson.changes)
    yield Table("Changes", ("What we change", "By", "What we saw then"), rows, (5, 2, 5))
