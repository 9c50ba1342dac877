"""Be the child that sets a page: JSON on standard input, PDF on standard output, within limits that it takes first."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal

from app.kernel import limits

PAGE: Final = Path(__file__).with_name("page.typ")


def main(arguments: Sequence[str]) -> int:
    """Set one page. Whatever people wrote is data: it goes in as an input of the page, never into its source."""
    seconds, memory_mb = (int(argument) for argument in arguments)
    limits.take(seconds=seconds, memory_mb=memory_mb)
    sys.stdout.buffer.write(typeset(PAGE.read_bytes(), sys.stdin.read()))
    return 0


def typeset(page: bytes, paper: str) -> bytes:
    """The page as PDF, tagged for screen readers; the same input gives the same bytes."""
    import typst  # Under the limits already, and not in the server, which needs none of it.

    def printed(standard: Literal["ua-1", "1.7"]) -> bytes:
        done = typst.compile(
            page, sys_inputs={"paper": paper}, pdf_standards=standard, ignore_system_fonts=True, pdf_tags=True
        )
        assert isinstance(done, bytes)
        return done

    try:
        return printed("ua-1")
    except typst.TypstError:
        # PDF/UA refuses letters that our fonts lack, such as Chinese ones. Better a page with a box than none.
        return printed("1.7")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
