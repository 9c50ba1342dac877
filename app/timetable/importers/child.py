"""Reads a stranger's files in a process of its own, with limits on memory and time: what happens there ends there.

Hints and files go in over standard input (length before content), the understanding comes back as JSON. The child
starts with the standard library, defusedxml, kernel.limits and this package, and with nothing of the server's
environment.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO, Final

from app.kernel import limits
from app.timetable.importers.frames import framed, unframed
from app.timetable.importers.understanding import (
    NO_HINTS,
    Hints,
    ImportedTimetable,
    ImportRefused,
    NamedBytes,
    from_json,
    hints_as_json,
    hints_from_json,
    problems_from_json,
    refusal,
    table_as_json,
    table_from_json,
)

_ROOT: Final = Path(__file__).resolve().parents[3]
_ANSWER_BYTES_MAX: Final = 200_000_000
_START_SECONDS: Final = 5  # On top of the wall time: a busy machine may take that long to start Python.


def read_in_child(
    files: Sequence[NamedBytes], hints: Hints = NO_HINTS, *, seconds: int = 20, memory_mb: int = 512
) -> ImportedTimetable:
    """Understand files as `app.timetable.importers.read` does, in a process that cannot harm this one.

    Args:
        files: as uploaded.
        hints: what the files do not say of themselves.
        seconds: how long it may compute, and how long we wait (a little more).
        memory_mb: how much address space it may use.

    Raises:
        ImportRefused: as `read` does, and when the child ran out of time or memory or broke down.
    """
    command = [sys.executable, "-m", "app.timetable.importers.child", str(seconds), str(memory_mb)]
    environment = {"PYTHONPATH": str(_ROOT), "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command,
            # The hints go first, as a file without a name.
            input=framed((NamedBytes("", json.dumps(hints_as_json(hints)).encode()), *files)),
            capture_output=True,
            env=environment,
            cwd=_ROOT,
            timeout=seconds + _START_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _too_long(seconds) from None
    return _answer(done, seconds=seconds, memory_mb=memory_mb)


def main(arguments: Sequence[str]) -> int:
    """Be the child: take the limits, read the frames, print the JSON."""
    seconds, memory_mb = (int(argument) for argument in arguments)
    limits.take(seconds=seconds, memory_mb=memory_mb)
    answer: dict[str, Any]
    try:
        # Imported under the limits already, and not in the parent, which needs none of it.
        from app.timetable.importers import read

        answer = {"understood": read(*_unframed(sys.stdin.buffer)).as_json()}
        written = json.dumps(answer, ensure_ascii=True).encode()
    except ImportRefused as refused:
        problems = ImportedTimetable("", {}, (), (), (), refused.problems).as_json()["problems"]
        answer = {"refused": problems, "table": table_as_json(refused.table)}
        written = json.dumps(answer, ensure_ascii=True).encode()
    except (MemoryError, RecursionError):
        return _OUT_OF_MEMORY
    sys.stdout.buffer.write(written)
    return 0


_OUT_OF_MEMORY: Final = 70


def _unframed(stream: BinaryIO) -> tuple[list[NamedBytes], Hints]:
    hints, *given = unframed(stream)
    return given, hints_from_json(json.loads(hints.data))


def _answer(done: subprocess.CompletedProcess[bytes], *, seconds: int, memory_mb: int) -> ImportedTimetable:
    if done.returncode in (-24, -9):  # SIGXCPU; SIGKILL, which follows it at the hard limit.
        raise _too_long(seconds)
    if done.returncode == _OUT_OF_MEMORY or b"MemoryError" in done.stderr[-2_000:]:
        message = (
            f"The files need more than {memory_mb} MB to be read. Export the timetable alone, without other sheets."
        )
        raise refusal(message)
    if done.returncode != 0 or len(done.stdout) > _ANSWER_BYTES_MAX:
        message = "The files could not be read: the reader broke down on them. Please send them to us, or export again."
        raise refusal(message)
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise ImportRefused(problems_from_json(answer["refused"]), table_from_json(answer["table"]))
    return from_json(answer["understood"])


def _too_long(seconds: int) -> ImportRefused:
    return refusal(f"The files took longer than {seconds} seconds to read. Export the timetable alone, and try again.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
