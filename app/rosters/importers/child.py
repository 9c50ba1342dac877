"""Reads a stranger's list of staff in a process of its own: what happens there ends there.

What is wished and the files go in over standard input, the understanding comes back as JSON.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import Final

from app.kernel import limits
from app.kernel.children import ChildFailed, Children, ChildrenBusy
from app.rosters.importers import read
from app.rosters.importers.understanding import ANY_SCHOOL, ImportedRoster, ReadingWish, from_json
from app.timetable.importers.frames import framed, unframed
from app.timetable.importers.understanding import ImportRefused, NamedBytes, problems_from_json, refusal

READERS: Final = Children(
    "app.rosters.importers.child", seconds_max=20, memory_mb_max=512, bytes_max=20_000_000, at_once_max=2,
    wait_seconds=20,
)  # fmt: skip


def read_in_child(files: Sequence[NamedBytes], wish: ReadingWish = ANY_SCHOOL) -> ImportedRoster:
    """Understand files as `app.rosters.importers.read` does, in a process that cannot harm this one.

    Raises:
        ImportRefused: as `read` does, and when the child ran out of time or memory, broke down, or found no place.
    """
    wished = json.dumps({"school_name": wish.school_name, "known_ids": sorted(wish.known_ids)}).encode()
    try:
        made = READERS.make(framed((NamedBytes("", wished), *files)))
    except ChildrenBusy:
        raise refusal("Other lists are being read just now. Try again in a minute; nothing was stored.") from None
    except ChildFailed:
        message = "The files need more time or memory than a list of staff should. Export staff alone, and try again."
        raise refusal(message) from None
    answer = json.loads(made)
    if "refused" in answer:
        raise ImportRefused(problems_from_json(answer["refused"]))
    return from_json(answer["understood"])


def main(arguments: Sequence[str]) -> int:
    """Be the child: take the limits, read the frames, print the JSON."""
    seconds, memory_mb = (int(argument) for argument in arguments)
    limits.take(seconds=seconds, memory_mb=memory_mb)
    wished, *files = unframed(sys.stdin.buffer)
    plain = json.loads(wished.data)
    wish = ReadingWish(plain["school_name"], frozenset(plain["known_ids"]))
    try:
        answer: dict[str, object] = {"understood": read(files, wish).as_json()}
    except ImportRefused as refused:
        answer = {"refused": [asdict(problem) for problem in refused.problems]}
    sys.stdout.write(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
