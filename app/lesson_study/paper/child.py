"""Be the child that makes a document: JSON on standard input, the file on standard output, limits taken first."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from app.kernel import limits

PAGES: Final = {name: Path(__file__).with_name(f"{name}.typ") for name in ("workbook", "sheets")}


def main(arguments: Sequence[str]) -> int:
    """Make one document. Whatever people wrote is data: it goes in as an input of the page, never into its source."""
    kind, seconds, memory_mb = arguments[0], int(arguments[1]), int(arguments[2])
    limits.take(seconds=seconds, memory_mb=memory_mb)
    sys.stdout.buffer.write(make(kind, sys.stdin.read()))
    return 0


def make(kind: str, given: str) -> bytes:
    """The document as a file."""
    # Under the limits already, and not in the server, which needs none of these.
    if kind == "docx":
        from app.lesson_study.paper.word import docx_of

        return docx_of(json.loads(given))
    from app.statements.typesetting import typeset

    return typeset(PAGES[kind].read_bytes(), given)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
