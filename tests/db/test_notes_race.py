"""The same notes sent by two threads at the same time, with real commits, on both engines: no double, no loss.

Take out `on_conflict_do_nothing` in actions/noting.py to see it fail on PostgreSQL. SQLite admits one writer anyhow.
"""

import asyncio
import io
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import pytest
from build_evidence import IN_CLASS, a_note, a_studied_round, batch, begun, rows
from cast import World
from conftest import Clock
from PIL import Image

from app.files import images
from app.lesson_study.actions import discussing, noting, photos
from app.lesson_study.actions.photos import PhotoWish
from app.lesson_study.evidence_errors import DiscussionExists, StepMoved
from app.lesson_study.rules.words import NoteKind
from app.lesson_study.schemas.discussions import DiscussionIn
from app.lesson_study.schemas.evidence import NotesIn
from app.lesson_study.tables import Discussion, EvidenceNote, NotePhoto

pytestmark = pytest.mark.concurrent
ROUNDS = 5
THREADS = 4


def at_once(deed: Callable[[], Any]) -> list[Any]:
    """What *deed* answers, or refuses with, in each of several threads that begin together."""
    start = threading.Barrier(THREADS)

    def run() -> Any:
        start.wait()
        try:
            return deed()
        except Exception as error:
            return error

    with ThreadPoolExecutor(THREADS) as pool:
        return [done.result() for done in [pool.submit(run) for _ in range(THREADS)]]


async def test_the_same_batch_sent_by_several_at_once_is_stored_once(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS
    for number in range(1, ROUNDS + 1):
        wish = NotesIn.model_validate(batch(*(a_note(f"Note {each}") for each in range(20))))

        def send(wish: NotesIn = wish) -> list[str]:
            with world.database.writing(world.ben.scope) as session:
                taken = noting.take(session, world.ben.actor, UUID(studied.round_id), wish, IN_CLASS)
                return [str(result.outcome) for result in taken.results]

        answers = await asyncio.to_thread(at_once, send)

        assert sorted(answers) == [["already"] * 20] * (THREADS - 1) + [["stored"] * 20]
        assert len(rows(world, EvidenceNote)) == 20 * number


async def test_halves_that_overlap_are_stored_once_each(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS
    notes = [a_note(f"Note {each}") for each in range(30)]
    turns = iter([notes[:20], notes[10:][::-1], notes[5:25], notes])
    lock = threading.Lock()

    def send() -> list[str]:
        with lock:
            wish = NotesIn.model_validate(batch(*next(turns)))
        with world.database.writing(world.ben.scope) as session:
            taken = noting.take(session, world.ben.actor, UUID(studied.round_id), wish, IN_CLASS)
            return [str(result.outcome) for result in taken.results]

    answers = await asyncio.to_thread(at_once, send)

    assert {outcome for answer in answers for outcome in answer} == {"stored", "already"}
    assert sum(answer.count("stored") for answer in answers) == len(rows(world, EvidenceNote)) == 30


async def test_the_same_photograph_sent_by_several_at_once_is_stored_once(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS
    written = io.BytesIO()
    Image.new("RGB", (30, 20), "red").save(written, "PNG")
    made = images.make_in_child(written.getvalue())
    for number in range(1, ROUNDS + 1):
        wish = PhotoWish(
            uuid4(), NoteKind.PHOTO, has_no_faces=True, case_pupil_id=None, stage_key="", device_at=IN_CLASS,
            sent_at=IN_CLASS,
        )  # fmt: skip

        def send(wish: PhotoWish = wish) -> UUID:
            with world.database.writing(world.ben.scope) as session:
                return photos.attach(session, world.ben.actor, UUID(studied.round_id), wish, made, IN_CLASS)[0].id

        assert await asyncio.to_thread(at_once, send) == [wish.note_id] * THREADS
        assert (len(rows(world, EvidenceNote)), len(rows(world, NotePhoto))) == (number, number)


async def test_a_discussion_that_several_begin_at_once_begins_once(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS
    wish = DiscussionIn(chair_id=world.ben.staff_id, recorder_id=world.chloe.staff_id)

    def begin() -> str:
        with world.database.writing(world.ben.scope) as session:
            return str(discussing.begin(session, world.ben.actor, UUID(studied.round_id), wish, IN_CLASS)[0].state)

    answers = await asyncio.to_thread(at_once, begin)

    assert sorted(type(answer).__name__ for answer in answers) == [DiscussionExists.__name__] * (THREADS - 1) + ["str"]
    assert len(rows(world, Discussion)) == 1


async def test_of_several_who_press_next_at_once_one_moves_it(world: World) -> None:
    studied = await a_studied_round(world)
    talk = await begun(world, studied.round_id)

    def press() -> int:
        with world.database.writing(world.ben.scope) as session:
            moved = discussing.move(session, world.ben.actor, UUID(talk["id"]), seen_at=0, to=1, now=IN_CLASS)
            return moved[0].step

    answers = await asyncio.to_thread(at_once, press)

    assert sorted(type(answer).__name__ for answer in answers) == [StepMoved.__name__] * (THREADS - 1) + ["int"]
    assert [row.version for row in rows(world, Discussion)] == [2]
