"""Run one mutant from files: a copy of the tree with the guard taken out, and a pytest of its own. Slow, and sure.

It is asked whenever the warm way cannot take a guard out, and always before a guard is said to survive.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tools.mutants.table import ROOT, Mutant
from tools.mutants.warm import SLIPS, Verdict

COPIED = ("app", "tests", "migrations", "tools")
LINKED = ("frontend", "docs", "deploy", "bench", "requirements", ".venv", ".tools")
FILES = ("pyproject.toml", "alembic.ini", "Makefile", "README.md", "CHANGELOG.md", "Dockerfile", "compose.yaml")
SECONDS_MAX = 240


def tree(place: Path) -> None:
    """A copy of the code at *place*; what no mutant changes is linked."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    for name in COPIED:
        shutil.copytree(ROOT / name, place / name)
    for name in (*LINKED, *FILES):
        if (ROOT / name).exists():
            (place / name).symlink_to(ROOT / name)


def run(mutant: Mutant, place: Path) -> Verdict:
    """Take the guard out of the copy at *place*, run its test, put it back."""
    begun = time.monotonic()
    path = place / mutant.file
    kept = path.with_suffix(".kept")
    shutil.copy2(path, kept)
    try:
        path.write_text(mutant.mutated)
        what, told = _pytest(mutant, place)
    finally:
        shutil.move(kept, path)
    return Verdict(mutant.name, what, told, round(time.monotonic() - begun, 1))


def _pytest(mutant: Mutant, place: Path) -> tuple[str, str]:
    wanted = " and ".join(filter(None, (f"not {_other(mutant.engine)}", _word(mutant.case))))
    options = ["-q", "-x", "-rfE", "--tb=short", "-p", "no:cacheprovider", "-k", wanted]
    command = [sys.executable, "-m", "pytest", *options, mutant.red]
    env = os.environ | {"PYTHONPATH": str(place), "COLUMNS": "200"}
    try:
        done = subprocess.run(command, cwd=place, env=env, capture_output=True, text=True, timeout=SECONDS_MAX)
    except subprocess.TimeoutExpired:
        return "hung", ""
    told = (done.stdout + done.stderr)[-4_000:]
    if any(re.search(rf"\b{slip}\b", told) for slip in SLIPS):
        return "slip", told
    if done.returncode == 1 and re.search(r"^FAILED ", told, re.M):
        return "killed", told
    if done.returncode == 0:
        return "survived", ""
    return "error", told


def _other(engine: str) -> str:
    return "postgres" if engine == "sqlite" else "sqlite"


def _word(case: str) -> str:
    """What -k can say of a case: its longest run of letters and digits."""
    return max(re.findall(r"\w+", case), key=len, default="")
