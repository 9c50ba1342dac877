"""A cycle as a document, in the order of the lesson study workbook that teachers know. Pure.

The order is Dudley's: group and protocol, question, study, case pupils; then each research lesson (app.lesson_study.
paper.lesson); at last the progress of the case pupils, reflection, sharing and sources.
"""

from typing import Final

from app.lesson_study.paper.blocks import Block, Document, Heading, Part, Table, Text
from app.lesson_study.paper.lesson import parts_of
from app.lesson_study.paper.wording import ATTRIBUTES, MODES, SOURCES, STATES, day, listed
from app.lesson_study.rules.mechanisms import HONEST_LINE, MECHANISMS
from app.lesson_study.rules.workbook import CycleTold
from app.statements.rules import file_name

NAMES: Final = {one.number: one.name for one in MECHANISMS}
FOOT: Final = "Case pupils are letters. Nothing here judges a teacher or a lesson."


def of_cycle(told: CycleTold) -> Document:
    """The whole cycle. Sections that nobody has written in say so, and keep their place."""
    opening = [*_facts(told), *_group(told), *_question(told), *_study(told), *_pupils(told)]
    parts = [Part(tuple(opening))]
    for lesson in told.lessons:
        parts += parts_of(lesson, [pupil.label for pupil in told.pupils])
    closing = [*_consolidation(told), *_sharing(told), *_sources(told)]
    return Document(
        title=f"Lesson study: {told.title}",
        author=told.group.name,
        file_stem=file_name("lesson-study", told.title, suffix="x").removesuffix(".x"),
        foot=f"{told.group.name}. {FOOT}",
        parts=(*parts, Part(tuple(closing))),
    )


def _facts(told: CycleTold) -> list[Block]:
    state = STATES[told.state] + (f": {told.ended_reason}" if told.ended_reason else "")
    lines = [
        Text(told.school_name, "School"),
        Text(told.group.name, "Group"),
        Text(MODES[told.mode], "Way"),
        Text(str(told.lessons_planned), "Research lessons planned"),
        Text(state, "State"),
        Text(day(told.made_on), "Made on"),
    ]
    if told.earlier_title:
        lines.append(Text(told.earlier_title, "Goes on from"))
    return [*lines]


def _group(told: CycleTold) -> list[Block]:
    group = told.group
    found: list[Block] = [
        Heading("Group and protocol"),
        Text(listed(group.member_names), "Members"),
        Text(listed(group.guest_names), "Guests"),
        Text(told.other_name or "nobody yet", "Knowledgeable other"),
        Text(group.focus, "Focus"),
        Heading("Group protocol", 2),
        _written(group.protocol),
        Text(listed(group.agreed_names), "Agreed by"),
    ]
    return found


def _question(told: CycleTold) -> list[Block]:
    return [
        Heading("Research question"),
        _written(told.research_question),
        *_passage("Long-term theme", told.research_theme),
        *_passage("Where pupils are now", told.baseline),
        *_passage("How we will know", told.success_measure),
    ]


def _study(told: CycleTold) -> list[Block]:
    if not told.sources:
        return [Heading("Study"), _written("")]
    rows = tuple((source.title, SOURCES[source.kind], source.taken_from_it) for source in told.sources)
    return [
        Heading("Study"),
        Table("What we studied", ("Source", "Kind", "What we took from it"), rows, (3, 2, 6)),
    ]


def _pupils(told: CycleTold) -> list[Block]:
    if not told.pupils:
        return [Heading("Case pupils"), _written("")]
    rows = tuple(
        (pupil.label, ", ".join(ATTRIBUTES.get(word, word) for word in pupil.attributes), pupil.typifies)
        for pupil in told.pupils
    )
    return [
        Heading("Case pupils"),
        Table("Case pupils", ("Pupil", "Attributes", "Stands for"), rows, (1, 4, 5)),
    ]


def _consolidation(told: CycleTold) -> list[Block]:
    found: list[Block] = [
        Heading("Consolidation"),
        *_passage("Progress of the case pupils", told.progress),
        *_passage("Reflection", told.reflection),
        *_passage("What went as we hoped", told.affirmation),
        *_passage("Our reminder", told.reminder),
    ]
    if told.claims:
        rows = tuple(
            (f"{claim.number}. {NAMES[claim.number]}", claim.note, day(claim.done_on) if claim.done_on else "")
            for claim in told.claims
        )
        found += [
            Heading("Mechanisms that we declare", 2),
            Text(HONEST_LINE),
            Table("Mechanisms that we declare", ("Mechanism", "How it was there", "On"), rows, (3, 6, 2)),
        ]
    return found


def _sharing(told: CycleTold) -> list[Block]:
    found: list[Block] = [Heading("Sharing")]
    if not told.finding_title:
        return [*found, Text("No finding has been written yet.")]
    on = told.finding_published_on
    return [*found, Text(told.finding_title, "Finding"), Text(day(on) if on else "not yet", "Published")]


def _sources(told: CycleTold) -> list[Block]:
    found: list[Block] = [Heading("Sources")]
    if not told.sources:
        return [*found, _written("")]
    rows = tuple((source.title, SOURCES[source.kind], source.link) for source in told.sources)
    return [*found, Table("Sources", ("Title", "Kind", "Link"), rows, (4, 2, 5))]


def _passage(title: str, text: str) -> list[Block]:
    return [Heading(title, 2), _written(text)]


def _written(text: str) -> Text:
    return Text(text or "Nothing written yet.")
