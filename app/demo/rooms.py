"""Give every lesson a room of its subject: the teacher's own where it is free."""

from collections.abc import Sequence
from typing import Final

from app.demo.posts import Post
from app.demo.week import Meeting


def _numbered(name: str, count: int) -> tuple[str, ...]:
    return tuple(f"{name}{number}" for number in range(1, count + 1))


LABS: Final = _numbered("Lab ", 8)
SOCIETY: Final = _numbered("R", 4)
LANGUAGES: Final = _numbered("L", 4)
ART: Final = _numbered("Art ", 2)
ROOMS: Final = {
    "En": _numbered("E", 7), "Ma": _numbered("M", 7), "Sc": LABS, "Ts": LABS, "Bi": LABS, "Ch": LABS, "Ph": LABS,
    "Pe": ("Sports Hall", "Gym", "Field", "Dance Studio"), "Fr": LANGUAGES, "Sp": LANGUAGES,
    "Hi": _numbered("H", 3), "Gg": ("H4", "H5", "H6"), "Re": SOCIETY, "Pl": SOCIETY, "Ps": SOCIETY, "Hs": SOCIETY,
    "Ar": ART, "Po": ART, "Mu": ("Music 1", "Music 2"), "Dr": ("Drama Studio", "Main Hall"),
    "Dt": ("Workshop 1", "Workshop 2"), "Fo": ("Food Room", "Food Room 2"), "Cs": ("IT 1", "IT 2", "IT 3"),
    "Bs": ("B1", "B2", "B3"),
}  # fmt: skip
"""Rooms by subject code, as many as its teachers; English has one too few and borrows."""
CLASSROOMS: Final = tuple(room for code in ("En", "Hi", "Gg", "Re", "Bs") for room in ROOMS[code])
"""Where a lesson without need of a laboratory or a gym can go when its own rooms are full."""
ALL_ROOMS: Final = tuple(dict.fromkeys(room for rooms in ROOMS.values() for room in rooms))


def give_rooms(meetings: Sequence[Meeting], posts: Sequence[Post]) -> list[str]:
    """Answer with a room for each meeting, in their order; no room twice in one slot of a week.

    Raises:
        StopIteration: a slot has more lessons of a subject than rooms; a mistake in `ROOMS`.
    """
    home = _home_rooms(posts)
    taken: set[tuple[int, int, str]] = set()
    rooms: list[str] = [""] * len(meetings)
    wishes = [home.get((meeting.teachers[0], ROOMS[meeting.course.subject])) for meeting in meetings]
    # Owners first: nobody is moved out of their own room for a guest.
    for number in sorted(range(len(meetings)), key=lambda n: wishes[n] is None):
        meeting = meetings[number]
        wished = (wish,) if (wish := wishes[number]) else ()
        choice = (*wished, *ROOMS[meeting.course.subject], *CLASSROOMS)
        rooms[number] = next(room for room in choice if (meeting.week, meeting.slot, room) not in taken)
        taken.add((meeting.week, meeting.slot, rooms[number]))
    return rooms


def _home_rooms(posts: Sequence[Post]) -> dict[tuple[int, tuple[str, ...]], str]:
    """Deal out each set of rooms: full-time teachers first, one room each while they last."""
    home: dict[tuple[int, tuple[str, ...]], str] = {}
    given: set[str] = set()
    order = sorted(range(len(posts)), key=lambda n: (posts[n].fte_percent < 100, posts[n].kind in ("HEAD", "SLT"), n))
    for number in order:
        for code in posts[number].teaches.split():
            free = [room for room in ROOMS[code] if room not in given]
            if free and (number, ROOMS[code]) not in home:
                home[number, ROOMS[code]] = free[0]
                given.add(free[0])
    return home
