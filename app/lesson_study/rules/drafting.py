"""The first words of a finding, put together from what a cycle holds. Pure.

No class and no date beside it (DOMAIN R_PUB): together they would say which pupils were watched.
"""

from collections.abc import Sequence
from dataclasses import dataclass

CHARACTERS_MAX = 10_000  # As many as a part of a finding takes.


@dataclass(frozen=True, slots=True)
class Taught:
    """One research lesson that was booked."""

    number: int
    objective: str
    notes: int


def background(theme: str, baseline: str, sources: Sequence[tuple[str, str]]) -> str:
    """Why the question was asked, and what the group had read: (title, what was taken from it)."""
    read = [f"{title}: {taken}" if taken else title for title, taken in sources]
    return _within("\n\n".join(part for part in (theme, baseline, "\n".join(read)) if part))


def aims(question: str, measure: str) -> str:
    return _within("\n\n".join(part for part in (question, measure) if part))


def methods(lessons: Sequence[Taught], typified: Sequence[str]) -> str:
    """What was taught, and whom the case pupils stood for."""
    lines = [f"We taught and watched {len(lessons)} research {'lesson' if len(lessons) == 1 else 'lessons'}."]
    lines += [f"Research lesson {one.number}: {one.objective}" for one in lessons if one.objective]
    if groups := [words for words in typified if words]:
        lines.append(f"Our case pupils stood for: {'; '.join(groups)}.")
    if notes := sum(one.notes for one in lessons):
        lines.append(f"The observers wrote {notes} {'note' if notes == 1 else 'notes'} of what pupils did and said.")
    return _within("\n".join(lines))


def next_time(changes: Sequence[tuple[str, str]]) -> str:
    """What the group changes, and what it saw when it looked again: (change, outcome)."""
    return _within("\n".join(f"{text} ({outcome})" if outcome else text for text, outcome in changes))


def _within(text: str) -> str:
    return text if len(text) <= CHARACTERS_MAX else text[: CHARACTERS_MAX - 1] + "…"
