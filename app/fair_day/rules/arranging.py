"""Arrange a programme: as many stalls and talks as fit, nobody in two places, no room with two talks.

What is placed already is given and stays. Every stall needs one of its authors for as long as it stands, every talk one
of its authors and a stretch in a room. The search is exact while it takes no more than STEPS_MAX steps; beyond that it
answers with the best it has found, to which nothing that was left out could be added. Among programmes with as many
stalls and talks, one that shows more findings is better.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from app.fair_day.rules.spans import Span, free

STEPS_MAX = 20_000
"""Steps of the search: a fair of 17 stalls and 17 talks takes some dozens."""


@dataclass(frozen=True, slots=True)
class Place:
    """A room as it is before arranging."""

    room_id: UUID
    stalls_left: int
    holds_talks: bool
    talks: tuple[Span, ...] = ()
    """What is told there already."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A finding to place, with its authors; `stall` and `talk` say as what."""

    finding_id: UUID
    author_ids: tuple[UUID, ...]
    stall: bool
    talk: bool


@dataclass(frozen=True, slots=True)
class Fair:
    """The day, its rooms, who is where already, and how long a talk of the kind that is arranged takes."""

    hours: Span
    places: tuple[Place, ...]
    busy: Mapping[UUID, tuple[Span, ...]]
    talk_minutes: int = 0


@dataclass(frozen=True, slots=True)
class Placed:
    finding_id: UUID
    is_stall: bool
    room_id: UUID
    span: Span
    presenter_id: UUID


class Why(StrEnum):
    """Why something could not be placed."""

    NO_STALL = "no_stall"
    NO_TALK_ROOM = "no_talk_room"
    ALONE = "alone"
    """Its only author stands at its stall all the time."""
    AUTHORS_TAKEN = "authors_taken"


@dataclass(frozen=True, slots=True)
class LeftOver:
    finding_id: UUID
    is_stall: bool
    why: Why


@dataclass(frozen=True, slots=True)
class Arranged:
    placed: tuple[Placed, ...]
    left: tuple[LeftOver, ...]


@dataclass(frozen=True, slots=True)
class _Item:
    """One thing to place. Those of findings that share an author stand together, and their stalls first."""

    finding_id: UUID
    is_stall: bool
    author_ids: tuple[UUID, ...]
    most_from_here: int = 0
    """How many of this and the following items could be placed at most."""


_Choice = tuple[UUID, Span]
"""Who presents, and when. Which room, out of those that are free then, makes no difference to anybody else."""


def arrange(fair: Fair, wanted: Sequence[Wanted]) -> Arranged:
    """Place as many as fit. The same fair and wishes give the same programme."""
    items = _items(fair, wanted)
    search = _Search(fair, items, best=_first_try(fair, items))
    search.run()
    chosen = dict(search.best)
    _fill_up(fair, items, chosen)
    placed = _in_rooms(fair, items, chosen)
    left = [
        LeftOver(item.finding_id, item.is_stall, _why(fair, items, chosen, item))
        for number, item in enumerate(items) if number not in chosen
    ]  # fmt: skip
    return Arranged(tuple(placed), tuple(left))


# ---- what there is to place ------------------------------------------------------------------------------


def _items(fair: Fair, wanted: Sequence[Wanted]) -> list[_Item]:
    """Everything to place, groups of findings with common authors one after the other."""
    groups = [_group_items(group) for group in _connected(wanted)]
    most = [_most_of(fair, group) for group in groups]
    found: list[_Item] = []
    for number, group in enumerate(groups):
        later = sum(most[number + 1 :])
        for place, item in enumerate(group):
            here = min(most[number], len(group) - place)
            found.append(_Item(item.finding_id, item.is_stall, item.author_ids, here + later))
    return found


def _connected(wanted: Sequence[Wanted]) -> list[list[Wanted]]:
    """*wanted* in groups: those of two groups share no author."""
    groups: list[tuple[set[UUID], list[Wanted]]] = []
    for one in wanted:
        together = ({*one.author_ids}, [one])
        apart = []
        for group in groups:
            if group[0] & together[0]:
                together = (group[0] | together[0], group[1] + together[1])
            else:
                apart.append(group)
        groups = [*apart, together]
    return [group for _, group in groups]


def _group_items(group: Sequence[Wanted]) -> list[_Item]:
    """A group's stalls, those with the fewest authors first, then its talks; who is wanted least presents first."""
    asked = Counter(author for one in group for author in one.author_ids)

    def authors(one: Wanted) -> tuple[UUID, ...]:
        return tuple(sorted(one.author_ids, key=lambda author: (asked[author], one.author_ids.index(author))))

    by_authors = sorted(group, key=lambda one: len(one.author_ids))
    stalls = [_Item(one.finding_id, True, authors(one)) for one in by_authors if one.stall]
    return stalls + [_Item(one.finding_id, False, authors(one)) for one in by_authors if one.talk]


def _most_of(fair: Fair, group: Sequence[_Item]) -> int:
    """How many of *group* could be placed if it had all rooms to itself and every room were endless: a bound."""
    at_stalls = _matched([item.author_ids for item in group if item.is_stall], fair)
    talks = [item for item in group if not item.is_stall]
    alone = sum(_is_alone(item, group) for item in talks)
    return at_stalls + len(talks) - max(0, alone - (sum(item.is_stall for item in group) - at_stalls))


def _is_alone(talk: _Item, group: Sequence[_Item]) -> bool:
    """Whether a talk's only author also has the only say at its own stall: one of the two at most."""
    return len(talk.author_ids) == 1 and any(
        item.is_stall and item.author_ids == talk.author_ids for item in group
    )  # fmt: skip


def _matched(choices: Sequence[Sequence[UUID]], fair: Fair) -> int:
    """How many stalls can have a presenter of their own."""
    return len(_seated(choices, fair, most=len(choices)))


def _seated(
    choices: Sequence[Sequence[UUID]], fair: Fair, *, most: int, not_these: Set[UUID] = frozenset()
) -> dict[int, UUID]:
    """Who stands at which stall, for as many as can have somebody of their own, up to *most* (augmenting paths)."""
    holder: dict[UUID, int] = {}

    def seat(stall: int, seen: set[UUID]) -> bool:
        for author in choices[stall]:
            if author in seen or author in not_these or not _is_free(fair, author, fair.hours):
                continue
            seen.add(author)
            if author not in holder or seat(holder[author], seen):
                holder[author] = stall
                return True
        return False

    for stall in range(len(choices)):
        if len(holder) < most:
            seat(stall, set())
    return {stall: author for author, stall in holder.items()}


def _is_free(fair: Fair, author: UUID, span: Span) -> bool:
    return not any(taken.overlaps(span) for taken in fair.busy.get(author, ()))


# ---- a first try -----------------------------------------------------------------------------------------


def _first_try(fair: Fair, items: Sequence[_Item]) -> dict[int, _Choice]:
    """A good programme, found quickly: nobody, then one, then two, ... of those who could give most talks are kept
    from standing at a stall; the best of these. The search begins with something to beat.
    """
    talkers: set[UUID] = set()
    best = _try(fair, items, talkers)
    for author in _by_talks(items):
        talkers.add(author)
        if (other := _try(fair, items, talkers)) and _worth(items, other) > _worth(items, best):
            best = other
    return best


def _by_talks(items: Sequence[_Item]) -> Iterator[UUID]:
    """Authors, each time the one who could give most of the talks that nobody before could give."""
    waiting = [item.author_ids for item in items if not item.is_stall]
    while waiting:
        counts = Counter(author for author_ids in waiting for author in author_ids)
        author = counts.most_common(1)[0][0]
        waiting = [author_ids for author_ids in waiting if author not in author_ids]
        yield author


def _try(fair: Fair, items: Sequence[_Item], talkers: Set[UUID]) -> dict[int, _Choice]:
    """Stalls for all but *talkers*; then talks, those with the fewest possible presenters first."""
    state = _state(fair)
    stalls = [number for number, item in enumerate(items) if item.is_stall]
    seated = _seated([items[number].author_ids for number in stalls], fair, most=state.stalls_left, not_these=talkers)
    chosen = {stalls[place]: (author, fair.hours) for place, author in sorted(seated.items())}
    standing = {author for author, _ in chosen.values()}
    for number, choice in chosen.items():
        state.take(items[number], choice)
    talks = [number for number, item in enumerate(items) if not item.is_stall]
    for number in sorted(talks, key=lambda number: len({*items[number].author_ids} - standing)):
        if way := next(state.choices(items[number]), None):
            state.take(items[number], way)
            chosen[number] = way
    return chosen


def _worth(items: Sequence[_Item], chosen: Mapping[int, _Choice]) -> tuple[int, int]:
    """How many are placed; among equals, of how many findings."""
    return len(chosen), len({items[number].finding_id for number in chosen})


# ---- the search ------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _State:
    """What is still free."""

    fair: Fair
    stalls_left: int
    rooms_left: Counter[Span]
    """How many rooms are free in each stretch that a talk can take."""
    busy: dict[UUID, list[Span]]

    def choices(self, item: _Item) -> Iterator[_Choice]:
        """Who could present *item*, and when: early stretches first, so that rooms fill side by side."""
        if item.is_stall:
            if self.stalls_left:
                yield from ((author, self.fair.hours) for author in item.author_ids if self.is_free(author, None))
            return
        for span, rooms in self.rooms_left.items():
            if rooms:
                yield from ((author, span) for author in item.author_ids if self.is_free(author, span))

    def is_free(self, author: UUID, span: Span | None) -> bool:
        span = span or self.fair.hours
        return not any(taken.overlaps(span) for taken in self.busy.get(author, ()))

    def take(self, item: _Item, choice: _Choice) -> None:
        author, span = choice
        self.busy.setdefault(author, []).append(span)
        if item.is_stall:
            self.stalls_left -= 1
        else:
            self.rooms_left[span] -= 1

    def give_back(self, item: _Item, choice: _Choice) -> None:
        author, span = choice
        self.busy[author].pop()
        if item.is_stall:
            self.stalls_left += 1
        else:
            self.rooms_left[span] += 1

    def places_left(self, items: Sequence[_Item]) -> int:
        """How many of *items* there is room for, whoever presents."""
        stalls = sum(item.is_stall for item in items)
        return min(stalls, self.stalls_left) + min(len(items) - stalls, self.rooms_left.total())


def _state(fair: Fair) -> _State:
    rooms = Counter[Span]()
    if fair.talk_minutes:
        for place in fair.places:
            if place.holds_talks:
                rooms.update(free(fair.hours, place.talks, fair.talk_minutes))
    return _State(
        fair, sum(place.stalls_left for place in fair.places), Counter(dict(sorted(rooms.items()))),
        {author: list(spans) for author, spans in fair.busy.items()},
    )  # fmt: skip


@dataclass(slots=True)
class _Search:
    """Try the items in order, each placed in every way or left out; give up a branch that cannot beat the best."""

    fair: Fair
    items: Sequence[_Item]
    best: dict[int, _Choice] = field(default_factory=dict)
    steps: int = 0

    def run(self) -> None:
        self._from(0, _state(self.fair), {})

    def _from(self, number: int, state: _State, chosen: dict[int, _Choice]) -> None:
        if _worth(self.items, chosen) > _worth(self.items, self.best):
            self.best = dict(chosen)
        if number == len(self.items) or self.steps >= STEPS_MAX:
            return
        self.steps += 1
        item = self.items[number]
        if len(chosen) + min(item.most_from_here, state.places_left(self.items[number:])) <= len(self.best):
            return
        for choice in list(state.choices(item)):
            state.take(item, choice)
            chosen[number] = choice
            self._from(number + 1, state, chosen)
            del chosen[number]
            state.give_back(item, choice)
        self._from(number + 1, state, chosen)


def _state_after(fair: Fair, items: Sequence[_Item], chosen: Mapping[int, _Choice]) -> _State:
    state = _state(fair)
    for number, choice in chosen.items():
        state.take(items[number], choice)
    return state


def _fill_up(fair: Fair, items: Sequence[_Item], chosen: dict[int, _Choice]) -> None:
    """Add what still fits: nothing does unless the search was cut short."""
    state = _state_after(fair, items, chosen)
    for number, item in enumerate(items):
        if number not in chosen and (choice := next(state.choices(item), None)):
            state.take(item, choice)
            chosen[number] = choice


# ---- the answer ------------------------------------------------------------------------------------------


def _in_rooms(fair: Fair, items: Sequence[_Item], chosen: Mapping[int, _Choice]) -> list[Placed]:
    """Give each its room: stalls fill room after room, talks take the first room that is free then."""
    stalls = [place.room_id for place in fair.places for _ in range(place.stalls_left)]
    rooms: dict[Span, list[UUID]] = {}
    if fair.talk_minutes:
        for place in fair.places:
            if place.holds_talks:
                for span in free(fair.hours, place.talks, fair.talk_minutes):
                    rooms.setdefault(span, []).append(place.room_id)
    placed = []
    for number in sorted(chosen):
        item, (author, span) = items[number], chosen[number]
        room_id = stalls.pop(0) if item.is_stall else rooms[span].pop(0)
        placed.append(Placed(item.finding_id, item.is_stall, room_id, span, author))
    return placed


def _why(fair: Fair, items: Sequence[_Item], chosen: Mapping[int, _Choice], item: _Item) -> Why:
    state = _state_after(fair, items, chosen)
    if item.is_stall and not state.stalls_left:
        return Why.NO_STALL
    if not item.is_stall and not state.rooms_left.total():
        return Why.NO_TALK_ROOM
    other = [one for number, one in enumerate(items) if number in chosen and one.finding_id == item.finding_id]
    return Why.ALONE if other and len(item.author_ids) == 1 else Why.AUTHORS_TAKEN
