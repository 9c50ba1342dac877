"""One period of somebody's week, cut where something changes."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast
from uuid import UUID
from zoneinfo import ZoneInfo

from app.cover.schemas import CoverSlotOut
from app.cover.tables import CoverSlot
from app.occupied.rules import PLANNED, OccupiedKind
from app.occupied.tables import Occupied
from app.study import rules
from app.study.queries.out import OPEN, wall
from app.study.schemas import Piece, PieceKind
from app.study.tables import DebriefSeat, Observation, StudyRound


@dataclass(frozen=True, slots=True)
class Book:
    """Everything known of one person's week: loaded once, read for every cell."""

    staff_id: UUID
    held: Sequence[Occupied]
    rounds: dict[UUID, StudyRound]
    observations: Sequence[Observation]
    seats: Sequence[DebriefSeat]
    slots: dict[UUID, CoverSlot]
    names: dict[UUID, str]
    lessons: dict[tuple[date, str], tuple[str, str, str]]
    zone: ZoneInfo
    now: datetime

    def piece(self, row: Occupied, starts_at: datetime, ends_at: datetime) -> Piece:
        """One stretch of occupied time as it is shown, clipped to [starts_at, ends_at)."""
        made = _blank(self, max(row.starts_at, starts_at), min(row.ends_at, ends_at), _shown(row.kind))
        if row.kind in PLANNED and row.ref_id is not None:
            return _planned(self, row, made)
        if row.kind == OccupiedKind.TEACH:
            # Which classes is in the row: some of those in the timetable may be away on that day.
            _, subject, room = self.lessons.get((row.held_on, row.period), ("", "", ""))
            return made.model_copy(update={"title": row.label, "detail": subject, "room": room})
        return made.model_copy(update={"title": row.label if row.kind == OccupiedKind.DUTY else ""})


def pieces_of(
    book: Book,
    held_on: date,
    period: str,
    starts_at: datetime,
    ends_at: datetime,
    asked: Sequence[CoverSlotOut],
) -> list[Piece]:
    """The pieces of one period in order, without gaps; neighbours that say the same are one."""
    inside = [row for row in book.held if row.starts_at < ends_at and starts_at < row.ends_at]
    wanted = [one for one in asked if one.held_on == held_on and one.period == period]
    edges = {starts_at, ends_at}
    for row in inside:
        edges |= {max(row.starts_at, starts_at), min(row.ends_at, ends_at)}
    for one in wanted:
        edges |= {edge for edge in _asked_edges(one, starts_at, book.zone) if starts_at <= edge <= ends_at}
    points = sorted(edges)
    pieces: list[Piece] = []
    for start, end in itertools.pairwise(points):
        piece = _at(book, inside, wanted, start, end)
        if pieces and _same(pieces[-1], piece):
            pieces[-1] = pieces[-1].model_copy(update={"end": piece.end, "is_past": piece.is_past})
        else:
            pieces.append(piece)
    return pieces


def _at(
    book: Book, inside: Sequence[Occupied], wanted: Sequence[CoverSlotOut], start: datetime, end: datetime
) -> Piece:
    for row in inside:
        if row.starts_at < end and start < row.ends_at:
            return book.piece(row, start, end)
    for one in wanted:
        if one.start <= wall(start, book.zone) < one.end:
            return _blank(book, start, end, "cover_asked").model_copy(
                update={
                    "title": one.class_name,
                    "detail": f"for {one.released_name}",
                    "room": one.room,
                    "cover_slot_id": one.id,
                    "round_id": one.round_id,
                }
            )
    return _blank(book, start, end, "free")


def _asked_edges(one: CoverSlotOut, on: datetime, zone: ZoneInfo) -> list[datetime]:
    local = on.astimezone(zone)
    found = []
    for text in (one.start, one.end):
        hour, minute = text.split(":")
        found.append(local.replace(hour=int(hour), minute=int(minute)).astimezone(on.tzinfo))
    return found


def _same(before: Piece, after: Piece) -> bool:
    unlike = {"start", "end", "is_past"}
    return before.model_dump(exclude=unlike) == after.model_dump(exclude=unlike)


def _shown(kind: OccupiedKind) -> PieceKind:
    return "lesson" if kind == OccupiedKind.TEACH else cast(PieceKind, str(kind))


def _blank(book: Book, start: datetime, end: datetime, kind: PieceKind) -> Piece:
    return Piece(
        start=wall(start, book.zone), end=wall(end, book.zone), kind=kind, title="", detail="", room="",
        is_past=end <= book.now,
    )  # fmt: skip


def _planned(book: Book, row: Occupied, made: Piece) -> Piece:
    if row.kind == OccupiedKind.COVER:
        slot = book.slots.get(cast(UUID, row.ref_id))
        if slot is None:
            return made
        return made.model_copy(
            update={
                "title": slot.class_name,
                "detail": f"for {book.names[slot.released_id]}",
                "room": slot.room,
                "cover_slot_id": slot.id,
                "round_id": slot.round_id,
                "is_done": slot.state == "done",
            }
        )
    found = book.rounds.get(cast(UUID, row.ref_id))
    if found is None:
        return made.model_copy(update={"title": row.label})  # A meeting: it has no round, and says what it is.
    if row.kind == OccupiedKind.HOST:
        return made.model_copy(update=_hosting(book, found))
    if row.kind == OccupiedKind.OBSERVE:
        return made.model_copy(update=_observing(book, found))
    return made.model_copy(update=_debriefing(book, found))


def _hosting(book: Book, found: StudyRound) -> dict[str, object]:
    watching = [book.names[one.staff_id] for one in book.observations if one.round_id == found.id]
    verb = "observes" if len(watching) == 1 else "observe"
    return {
        "title": found.class_name, "detail": f"{rules.names_in_a_row(watching)} {verb}", "room": found.room,
        "round_id": found.id, "is_done": found.state != "scheduled",
    }  # fmt: skip


def _observing(book: Book, found: StudyRound) -> dict[str, object]:
    mine = next((one for one in book.observations if one.round_id == found.id and one.staff_id == book.staff_id), None)
    return {
        "title": f"{book.names[found.host_id]}, {found.class_name}",
        "detail": _cover_words(book, mine) if mine else "",
        "room": found.room,
        "round_id": found.id,
        "observation_id": mine.id if mine else None,
        "is_done": mine is not None and mine.logged_at is not None,
    }


def _cover_words(book: Book, mine: Observation) -> str:
    slot = book.slots.get(mine.cover_slot_id) if mine.cover_slot_id else None
    if slot is None:
        return ""
    if slot.state in OPEN:
        return f"{slot.class_name} has no cover yet"
    if slot.coverer_id is not None:
        return f"{book.names[slot.coverer_id]} covers {slot.class_name}"
    return f"{slot.class_name}: {slot.arrangement}"


def _debriefing(book: Book, found: StudyRound) -> dict[str, object]:
    mine = next((one for one in book.seats if one.round_id == found.id and one.staff_id == book.staff_id), None)
    whose = "Your" if found.host_id == book.staff_id else f"{book.names[found.host_id]}'s"
    return {
        "title": f"{whose} lesson with {found.class_name}",
        "detail": f"{mine.minutes} min" if mine else "",
        "room": found.debrief_place,
        "round_id": found.id,
        "seat_id": mine.id if mine else None,
        "is_done": mine is not None and mine.logged_at is not None,
    }
