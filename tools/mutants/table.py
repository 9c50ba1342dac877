"""The guards and how each is taken out: guards/*.toml, read and held against the code as it is now.

A line of the table names a text that stands exactly once in a file, what stands there instead when the guard is taken
out, and the test that has to fail then. A text that has moved on is an error, so the table cannot rot unseen.
"""

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GUARDS = Path(__file__).parent / "guards"
ENGINES = ("sqlite", "postgres")
KEYS = {"guard", "file", "text", "becomes", "red", "case", "engine", "drop", "cold", "besides"}


class Rotten(Exception):
    """A line of the table that no longer fits the code."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One guard taken out. Either *file*, *text* and *becomes*, or *drop*: a thing of the database, by its name."""

    chapter: str
    guard: str
    red: str
    case: str = ""
    engine: str = "sqlite"
    file: str = ""
    text: str = ""
    becomes: str = ""
    besides: tuple[tuple[str, str], ...] = ()
    """More of the file, each text and what it becomes: where two guards hold the same thing, each alone."""
    drop: str = ""
    cold: bool = False
    """Only a run from files shows it: what is taken out does its work when things are loaded or migrated."""

    @property
    def mutated(self) -> str:
        """The file as it is with the guard taken out.

        Raises:
            Rotten: the file is gone, or the text does not stand in it exactly once.
        """
        path = ROOT / self.file
        source = path.read_text() if path.is_file() else ""
        for text, becomes in ((self.text, self.becomes), *self.besides):
            if (found := source.count(text)) != 1:
                raise Rotten(f"{self.name}: its text stands {found} times in {self.file}, not once")
            source = source.replace(text, becomes)
        return source

    @property
    def name(self) -> str:
        return f"{self.chapter}: {self.guard}"

    @property
    def test_file(self) -> Path:
        return ROOT / self.red.partition("::")[0]

    @property
    def seal(self) -> str:
        """Changes with anything that could change the verdict, as far as the two files go."""
        parts = (
            self.name, self.red, self.case, self.engine, self.drop, self.test_file.read_text(),
            self.mutated if self.file else "",
        )  # fmt: skip
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]


def chapters() -> list[Path]:
    return sorted(GUARDS.glob("*.toml"))


def read() -> list[Mutant]:
    """Every line, in order. Raises: Rotten, one that does not say what it has to, or says it twice."""
    mutants = [one for path in chapters() for one in _of(path)]
    seen: set[str] = set()
    for one in mutants:
        if one.name in seen:
            raise Rotten(f"{one.name}: twice")
        seen.add(one.name)
    return mutants


def _of(path: Path) -> list[Mutant]:
    found = []
    for line in tomllib.loads(path.read_text()).get("mutant", []):
        if unknown := line.keys() - KEYS:
            raise Rotten(f"{path.name}: {line.get('guard')} has {', '.join(sorted(unknown))}")
        line["besides"] = tuple((text, becomes) for text, becomes in line.get("besides", []))
        one = Mutant(chapter=path.stem, **line)
        if not one.red or one.engine not in ENGINES or bool(one.file) == bool(one.drop) or (one.file and not one.text):
            raise Rotten(f"{one.name}: says neither what is taken out nor what must fail")
        if one.file and one.text == one.becomes:
            raise Rotten(f"{one.name}: takes nothing out")
        found.append(one)
    return found
