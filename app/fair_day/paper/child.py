"""Be the child that sets posters: JSON on standard input, PDF on standard output, within limits that it takes first."""

import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, Literal

from app.kernel import limits

PAGE: Final = Path(__file__).with_name("poster.typ")
FONT_PACKAGES: Final = ("fontpkg_inter", "fontpkg_source_serif_4")


def main(arguments: Sequence[str]) -> int:
    """Set all posters. Whatever people wrote is data: it goes in beside the page, never into its source."""
    folder = arguments[0]
    seconds, memory_mb = (int(argument) for argument in arguments[1:])
    limits.take(seconds=seconds, memory_mb=memory_mb)
    sys.stdout.buffer.write(typeset(sys.stdin.read(), folder))
    return 0


def typeset(given: str, folder: str) -> bytes:
    """The posters as PDF, tagged for screen readers. *folder* holds their pictures, and nothing else is read."""
    try:
        return made(given, folder, standard="ua-1")
    except RuntimeError:
        # PDF/UA refuses letters that our fonts lack, such as Chinese ones. Better a poster with a box than none.
        return made(given, folder, standard="1.7")


def made(
    given: str, folder: str, *, standard: Literal["ua-1", "1.7"], form: Literal["pdf", "png"] = "pdf", ppi: int = 72
) -> bytes:
    """The posters as PDF, or the first of them as a picture.

    Raises:
        RuntimeError: they cannot be set so.
    """
    import typst  # Under the limits already, and not in the server, which needs none of it.

    source: Any = PAGE.read_bytes()  # Its types want the page and the folder to be of one kind.
    done = typst.compile(
        source, root=folder, sys_inputs={"given": given}, format=form, ppi=ppi,
        pdf_standards=standard if form == "pdf" else [], ignore_system_fonts=True, font_paths=fonts(),
        pdf_tags=form == "pdf",
    )  # fmt: skip
    assert isinstance(done, bytes)
    return done


def fonts() -> list[str]:
    """Where the posters' fonts lie: packages that hold files, of which nothing is imported."""
    found = []
    for name in FONT_PACKAGES:
        spec = find_spec(name)
        assert spec is not None, "locked in requirements/runtime.txt"
        assert spec.origin is not None, "a package with an __init__"
        found.append(str(Path(spec.origin).with_name("files")))
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
