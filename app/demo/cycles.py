"""The cycles of three groups, gone through with the product's own actions as far as their guards let them."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlmodel import Session

from app.demo.cycle_texts import TEXTS, CycleText
from app.demo.model import DemoGroup
from app.demo.story import HELD, SCHEDULED, StoryRound
from app.kernel.actor import Actor
from app.lesson_study.actions import changes, cycles, discussing, interviewing, noting, proposals, sources
from app.lesson_study.errors import StageNotFinished
from app.lesson_study.queries import cycles as reads
from app.lesson_study.rules.discussion import steps_of
from app.lesson_study.rules.words import NoteKind, PupilAttribute, SourceKind
from app.lesson_study.schemas.cycles import CasePupilIn, CasePupilsIn, CycleEdit, CycleIn, SourceIn
from app.lesson_study.schemas.discussions import DiscussionIn, EntryIn
from app.lesson_study.schemas.evidence import NoteIn, NotesIn
from app.lesson_study.schemas.interviews import InterviewIn
from app.lesson_study.schemas.proposals import (
    ChangeIn,
    CriterionIn,
    LessonStage,
    Proposal,
    ProposalIn,
    WatchesIn,
    WatchIn,
)
from app.lesson_study.tables import CasePupil, Cycle, ResearchLesson
from app.study.tables import StudyRound

Told = tuple[StoryRound, StudyRound]
BEFORE_LESSON = timedelta(days=9)
"""How long before its first research lesson a cycle has begun."""


def study(
    session: Session, actors: Mapping[str, Actor], groups: Sequence[DemoGroup], group_ids: Mapping[str, UUID],
    told: Sequence[Told], now: datetime,
) -> None:  # fmt: skip
    """Go through each text's cycle with the rounds that its group has held and has before it.

    Args:
        told: every round of the story with its row, in order of time.
    """
    for text in TEXTS:
        group = next(one for one in groups if one.name == text.group)
        held = [pair for pair in told if pair[0].group == group.name and pair[0].status == HELD and pair[0].observers]
        coming = [pair for pair in told if pair[0].group == group.name and pair[0].status == SCHEDULED]
        taught = max(held, key=lambda pair: (len(pair[0].observers), pair[0].on), default=None)
        began = taught[1].starts_at - BEFORE_LESSON if taught else now - timedelta(days=1)
        one = _Cycle(session, actors, group, text, actors[group.facilitator], began)
        one.start(group_ids[group.name])
        if taught is not None and text.pupils:
            one.through(taught, coming[0] if coming else None, now)


class _Cycle:
    """One cycle as it grows. Each step may be refused by its guard; then the story ends there."""

    def __init__(
        self,
        session: Session,
        actors: Mapping[str, Actor],
        group: DemoGroup,
        text: CycleText,
        lead: Actor,
        at: datetime,
    ) -> None:
        self._session, self._actors, self._group, self._text, self._lead, self._at = (
            session, actors, group, text, lead, at,
        )  # fmt: skip
        self._row: Cycle

    def start(self, group_id: UUID) -> None:
        """The question; then what is known, as far as the group has come."""
        text = self._text
        wish = CycleIn(title=text.title, research_question=text.question)
        self._row = cycles.start(self._session, self._lead, group_id, wish, self._at)
        row = self._row
        cycles.edit(
            self._session, self._lead, row.id,
            CycleEdit(
                title=text.title, mode=row.mode, lessons_planned=row.lessons_planned, protocol=row.protocol,
                research_question=text.question, baseline=text.baseline, success_measure=text.measure,
                reminder=text.reminder,
            ),
            f'"{row.version}"', self._at,
        )  # fmt: skip
        for source in text.sources:
            wished = SourceIn(kind=SourceKind(source.kind), title=source.title, taken_from_it=source.taken)
            sources.add_source(self._session, self._lead, row.id, wished, self._at)
        if text.pupils:
            pupils = [
                CasePupilIn(
                    label=one.label, attributes=[PupilAttribute(word) for word in one.attributes], typifies=one.typifies
                )
                for one in text.pupils
            ]
            sources.choose_pupils(self._session, self._lead, row.id, CasePupilsIn(pupils=pupils))

    def through(self, first: Told, following: Told | None, now: datetime) -> None:
        """From the protocol to the second research lesson, or as far as the texts go."""
        taught, observers = first[1], _observers(first)
        lesson, second = reads.lessons(self._session, self._lead, self._row.id)[:2]
        if not self._advance(3, self._at):
            return
        self._plan(lesson, observers, self._at)
        proposals.link_round(self._session, self._lead, lesson.id, taught.id)
        if not self._advance(2, taught.starts_at - timedelta(days=1)):
            return
        pupils = {one.label: one for one in reads.pupils(self._session, self._lead, self._row.id)}
        self._watch(taught, observers, pupils)
        if not self._text.said or not self._advance(1, taught.ends_at):
            return
        self._ask(taught, observers, pupils)
        self._discuss(taught, observers, pupils)
        self._change(lesson, taught.debrief_ends_at)
        if not self._advance(3, taught.debrief_ends_at + timedelta(hours=1)) or following is None:
            return
        self._plan(second, _observers(following), taught.debrief_ends_at + timedelta(hours=2))
        proposals.link_round(self._session, self._lead, second.id, following[1].id)
        self._advance(2, now)

    def _advance(self, times: int, at: datetime) -> bool:
        try:
            for _ in range(times):
                cycles.advance(self._session, self._lead, self._row.id, at)
        except StageNotFinished:
            return False
        return True

    def _watchers(self, observers: Sequence[str]) -> WatchesIn:
        labels = [one.label for one in self._text.pupils]
        return WatchesIn(
            watch=[
                WatchIn(staff_id=self._actors[code].staff_id, pupil_labels=labels[place :: len(observers)])
                for place, code in enumerate(observers)
            ]
        )

    def _plan(self, lesson: ResearchLesson, observers: Sequence[str], at: datetime) -> None:
        text = self._text
        plan = Proposal(
            learning_objective=text.objective, rationale=text.rationale, new_here=text.new_here,
            pupils=[CriterionIn(label=one.label, success_criterion=one.success) for one in text.pupils],
            stages=[
                LessonStage(
                    key=_key(place), title=title, minutes=minutes, teaching=teaching,
                    predictions={one.label: one.expected[place] for one in text.pupils},
                )
                for place, (title, minutes, teaching) in enumerate(text.stages)
            ],
        )  # fmt: skip
        wish = ProposalIn(base_version=lesson.version, proposal=plan)
        proposals.save(self._session, self._lead, lesson.id, wish, at)
        proposals.choose_watchers(self._session, self._lead, lesson.id, self._watchers(observers))

    def _watch(self, taught: StudyRound, observers: Sequence[str], pupils: Mapping[str, CasePupil]) -> None:
        """Each note by whoever watches that pupil, spread over the lesson."""
        labels = list(pupils)
        step = (taught.ends_at - taught.starts_at) / (len(self._text.seen) + 1)
        for place, (label, stage, said) in enumerate(self._text.seen):
            author = self._actors[observers[labels.index(label) % len(observers)]]
            at = taught.starts_at + step * (place + 1)
            note = NoteIn(
                id=uuid4(), kind=NoteKind.WORDS, text=said, case_pupil_id=pupils[label].id, stage_key=_key(stage),
                device_at=at,
            )  # fmt: skip
            noting.take(self._session, author, taught.id, NotesIn(sent_at=at, notes=[note]), at)

    def _ask(self, taught: StudyRound, observers: Sequence[str], pupils: Mapping[str, CasePupil]) -> None:
        for label, answers in self._text.interviews:
            interviewing.record(
                self._session, self._actors[observers[0]], taught.id, pupils[label].id, InterviewIn(**answers),
                '"0"', taught.ends_at + timedelta(minutes=10),
            )  # fmt: skip

    def _discuss(self, taught: StudyRound, observers: Sequence[str], pupils: Mapping[str, CasePupil]) -> None:
        chair, recorder = self._lead, self._actors[observers[0]]
        began, _ = discussing.begin(
            self._session, chair, taught.id, DiscussionIn(chair_id=chair.staff_id, recorder_id=recorder.staff_id),
            taught.debrief_starts_at,
        )  # fmt: skip
        steps = steps_of(began.protocol)
        at = next(place for place, step in enumerate(steps) if step.is_evidence)
        discussing.move(self._session, chair, began.id, seen_at=0, to=at, now=taught.debrief_starts_at)
        for label, said in self._text.said:
            entry = EntryIn(id=uuid4(), step_key=steps[at].key, text=said, case_pupil_id=pupils[label].id)
            discussing.add(self._session, recorder, began.id, entry, taught.debrief_starts_at)
        discussing.move(self._session, chair, began.id, seen_at=at, to=len(steps) - 1, now=taught.debrief_ends_at)
        discussing.close(self._session, chair, began.id, taught.debrief_ends_at)

    def _change(self, lesson: ResearchLesson, at: datetime) -> None:
        for text in self._text.changes:
            changes.add(self._session, self._lead, lesson.id, ChangeIn(text=text), at)


def _observers(one: Told) -> list[str]:
    return [seen.observer for seen in one[0].observers]


def _key(place: int) -> str:
    """What the proposal knows a stage of the lesson by."""
    return f"stage-{place + 1}"
