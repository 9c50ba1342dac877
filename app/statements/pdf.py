"""Statements as PDF, set in a process of its own, with limits on time, memory and how many at once."""

import json
import re
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import Final

from app.statements.errors import CannotBePrinted, PrintersBusy
from app.statements.paper import Cell, Paper

SECONDS_MAX: Final = 10
MEMORY_MB_MAX: Final = 1_000  # Of address space: the fonts alone are mapped with 80.
PRINTERS_MAX: Final = 2
WAIT_SECONDS: Final = 5
PDF_BYTES_MAX: Final = 10_000_000
WORD_CHARACTERS_MAX: Final = 24
"""Longer words are given places to break: a page cannot be wider than it is."""
_ROOT: Final = Path(__file__).resolve().parents[2]
_UNSHOWABLE: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_LONG_WORD: Final = re.compile(rf"\S{{{WORD_CHARACTERS_MAX}}}(?=\S)")
_printers: Final = threading.BoundedSemaphore(PRINTERS_MAX)


def pdf_of(paper: Paper) -> bytes:
    """Set *paper*. No transaction is open meanwhile.

    Raises:
        PrintersBusy: as many pages as may be are being set, and went on being.
        CannotBePrinted: it took longer, or grew larger, than a statement can.
    """
    if not _printers.acquire(timeout=WAIT_SECONDS):
        raise PrintersBusy(retry_after_seconds=WAIT_SECONDS)
    try:
        return _set(json.dumps(as_inputs(paper)))
    finally:
        _printers.release()


def as_inputs(paper: Paper) -> dict[str, object]:
    """What the page is given: *paper* as it is, with places to break in words that no line could hold."""
    given = asdict(paper)
    given["title"] = _breakable(paper.title)
    given["facts"] = [[name, _breakable(value)] for name, value in paper.facts]
    for table, given_table in zip(paper.tables, given["tables"], strict=True):
        given_table["rows"] = [[_breakable(cell) for cell in row] for row in table.rows]
    return given


def _breakable(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    return _LONG_WORD.sub(lambda found: f"{found.group()}\u200b", _UNSHOWABLE.sub(" ", cell))


def _set(given: str) -> bytes:
    command = [sys.executable, "-m", "app.statements.typesetting", str(SECONDS_MAX), str(MEMORY_MB_MAX)]
    environment = {"PYTHONPATH": str(_ROOT), "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command, input=given.encode(), capture_output=True, env=environment, cwd=_ROOT, timeout=SECONDS_MAX + 5,
            check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as late:
        raise CannotBePrinted from late
    if done.returncode != 0 or len(done.stdout) > PDF_BYTES_MAX:
        raise CannotBePrinted
    return done.stdout
