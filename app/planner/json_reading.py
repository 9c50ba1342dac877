"""Reads JSON that strangers wrote: every fault is kept with its place, and no content whatever makes it fall over."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, NoReturn, TypeVar

FAULTS_MAX: Final = 50
"""More than a page of faults helps nobody; the file is mended and read again."""
FILE_BYTES_MAX: Final = 20_000_000
"""The largest school we know makes half a megabyte."""
INTEGER_CHARACTERS_MAX: Final = 15
"""Longer integers are not turned into numbers at all: no minutes or days need them."""
SHOWN_CHARACTERS_MAX: Final = 60
"""What a fault quotes of the file."""

_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a file: the key path, or line and column where the JSON itself is broken."""

    path: str
    text: str
    line: int | None = None
    column: int | None = None

    @property
    def told(self) -> str:
        """One line, with the place before it."""
        place = self.path if self.line is None else f"line {self.line}, column {self.column}"
        return f"{place}: {self.text}" if place else self.text


class UnreadableFile(Exception):
    """A file that cannot be understood, with everything that is wrong with it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        """Keep the faults; there is at least one."""
        self.faults = faults
        super().__init__("\n".join(fault.told for fault in faults))


class Faults:
    """The faults of one file, as they are found."""

    def __init__(self, refusal: type[UnreadableFile]) -> None:
        """Begin without any; *refusal* is what they are raised as."""
        self._refusal = refusal
        self._found: list[Fault] = []

    def add(self, path: str, text: str) -> None:
        """Keep one fault; the last that we tell is raised with all before it."""
        self._found.append(Fault(path, text))
        if len(self._found) >= FAULTS_MAX:
            self.stop()

    def is_any_at(self, path: str) -> bool:
        """Whether something at *path*, or in it, is wrong."""
        inside = (f"{path}.", f"{path}[")
        return any(fault.path == path or fault.path.startswith(inside) for fault in self._found)

    def refuse(self, text: str, line: int | None = None, column: int | None = None) -> NoReturn:
        """Raise at once: nothing more can be said of this file."""
        raise self._refusal((*self._found, Fault("", text, line, column)))

    def stop(self) -> None:
        """Raise if there is any fault."""
        if self._found:
            raise self._refusal(tuple(self._found))


class _Odd:
    """Stands for what is not JSON or no number that we read: NaN, an infinity, an integer of too many digits."""

    def __init__(self, written: str, *, is_json: bool) -> None:
        self.written = written
        self.is_json = is_json


class _Repeating(dict[str, object]):
    """An object in which a key is written twice; plain JSON readers silently keep the last."""

    twice: tuple[str, ...] = ()


class _Missing:
    """Stands for what is not there, or is of the wrong kind, and has been told already."""


_MISSING: Final = _Missing()

_Kind = TypeVar("_Kind")


def parse(raw: bytes, faults: Faults) -> "Node":
    """Parse a whole file and tell what its JSON does that must not be.

    Raises:
        UnreadableFile: it is too large or no JSON; with line and column where it stops making sense.
    """
    if len(raw) > FILE_BYTES_MAX:
        faults.refuse(f"The file has more than {FILE_BYTES_MAX // 1_000_000} MB; leave out what is not planned with.")
    text = _decoded(raw, faults)
    odd: list[object] = []

    def constant(written: str) -> _Odd:
        odd.append(found := _Odd(written, is_json=False))
        return found

    def keyed(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) == len(pairs):
            return found
        odd.append(repeating := _Repeating(found))
        repeating.twice = tuple(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        return repeating

    try:
        document = json.loads(
            text,
            parse_int=_integer,
            parse_constant=constant,
            object_pairs_hook=keyed,
        )
    except json.JSONDecodeError as error:
        faults.refuse(f"This is not JSON ({error.msg}); mend it or export it again.", error.lineno, error.colno)
    except RecursionError:
        faults.refuse("Lists and objects stand in each other too deeply; this is no plan's file.")
    if odd:
        _tell_odd(document, faults)
    return Node(document, "", faults)


def _decoded(raw: bytes, faults: Faults) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        faults.refuse("This is not UTF-8 text; save the file as UTF-8.", line, column)


def _integer(written: str) -> object:
    if len(written) > INTEGER_CHARACTERS_MAX:
        return _Odd(written, is_json=True)
    return int(written)


def _tell_odd(document: object, faults: Faults) -> None:
    """Find where NaN, infinities and repeated keys are, also in keys that nobody reads."""
    waiting: list[tuple[object, str]] = [(document, "")]
    while waiting:
        value, path = waiting.pop()
        if isinstance(value, _Odd) and not value.is_json:
            faults.add(path, f"{value.written} is not a JSON number; write a number or leave the key out.")
        if isinstance(value, _Repeating):
            for key in value.twice:
                faults.add(_below(path, key), "This key is written twice in one object; keep one of them.")
        if isinstance(value, dict):
            waiting += [(inner, _below(path, key)) for key, inner in value.items()]
        elif isinstance(value, list):
            waiting += [(inner, f"{path}[{index}]") for index, inner in enumerate(value)]


def _below(path: str, key: str) -> str:
    if not _PLAIN_KEY.fullmatch(key):
        return f"{path}[{shown(key)}]"
    return f"{path}.{key}" if path else key


def shown(value: object) -> str:
    """Quote a value of the file, shortened, in characters that every screen has."""
    if isinstance(value, _Odd):
        written = value.written
    elif isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    else:
        written = json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace").decode()
    return written if len(written) <= SHOWN_CHARACTERS_MAX else f"{written[:SHOWN_CHARACTERS_MAX]}..."


class Node:
    """One value of the file. Asked for what it is not, it tells a fault and answers something harmless."""

    __slots__ = ("_faults", "_value", "path")

    def __init__(self, value: object, path: str, faults: Faults) -> None:
        """Hold *value*, found at *path*."""
        self._value = value
        self.path = path
        self._faults = faults

    def wrong(self, text: str) -> None:
        """Tell a fault of this place."""
        self._faults.add(self.path, text)

    @property
    def is_there(self) -> bool:
        """Whether it is in the file and not null."""
        return self._value is not None and not isinstance(self._value, _Missing)

    @property
    def is_sound(self) -> bool:
        """Whether nothing in it was found wrong so far."""
        return not self._faults.is_any_at(self.path)

    def key(self, name: str) -> "Node":
        """What stands under a key that has to be there."""
        found = self.maybe(name)
        if isinstance(found._value, _Missing) and isinstance(self._value, dict):
            found.wrong(f'The key "{name}" is missing; add it.')
        return found

    def maybe(self, name: str) -> "Node":
        """What stands under a key that may be left out."""
        value: object = _MISSING
        if isinstance(self._value, dict):
            value = self._value.get(name, _MISSING)
        elif not isinstance(self._value, _Missing):
            self.wrong(f"An object is expected here, not {shown(self._value)}; write {{...}}.")
            self._value = _MISSING
        return Node(value, _below(self.path, name), self._faults)

    def items(self, most: int, what: str) -> list["Node"]:
        """The entries of a list of at most *most* things called *what*; none where it is left out."""
        if isinstance(self._value, _Missing):
            return []
        if not isinstance(self._value, list):
            self._unlike("A list", "write [...]")
            return []
        if len(self._value) > most:
            self.wrong(f"{len(self._value)} {what} are more than the {most} that can be planned; leave some out.")
            return []
        return [Node(value, f"{self.path}[{index}]", self._faults) for index, value in enumerate(self._value)]

    def entries(self) -> Iterator[tuple[str, "Node"]]:
        """The keys and values of an object whose keys are names."""
        if isinstance(self._value, dict):
            for name, value in self._value.items():
                yield name, Node(value, _below(self.path, name), self._faults)
        elif not isinstance(self._value, _Missing):
            self._unlike("An object", "write {...}")

    def whole(self, low: int, high: int, default: int | None = None) -> int:
        """A whole number from *low* to *high*, both allowed; *default* where it is left out."""
        value = self._value
        if isinstance(value, _Missing):
            return low if default is None else default
        if isinstance(value, _Odd) and value.is_json:
            self.wrong(f"{shown(value)} is out of range; write a whole number from {low} to {high}.")
        elif not isinstance(value, int) or isinstance(value, bool):
            self._unlike("A whole number", f"write one from {low} to {high}")
        elif not low <= value <= high:
            self.wrong(f"{value} is out of range; write a whole number from {low} to {high}.")
        else:
            return value
        return low if default is None else default

    def flag(self, default: bool) -> bool:
        """True or false; *default* where it is left out."""
        if isinstance(self._value, bool):
            return self._value
        if not isinstance(self._value, _Missing):
            self._unlike("true or false", "write one of them without quotes")
        return default

    def text(self, *, may_be_empty: bool = False) -> str:
        """Text, of at least one character that can be seen unless it *may_be_empty*; "" where there was a fault."""
        if isinstance(self._value, _Missing):
            return ""
        if not isinstance(self._value, str):
            self._unlike("Text", "write it in quotes")
            return ""
        if not may_be_empty and not self._value.strip():
            self.wrong("This text is empty; write a name.")
            return ""
        if any("\ud800" <= character <= "\udfff" for character in self._value):
            self.wrong("This text holds half a character; write it anew.")
            return ""
        return self._value

    def clock(self) -> int:
        """A time of day as minutes since midnight."""
        return self._read(_clock, "A time of day", 'write it as "08:40"', 0)

    def date(self) -> date:
        """A date."""
        return self._read(_date, "A date", 'write it as "2026-11-02"', date.min)

    def _read(self, read: Callable[[str], _Kind | None], what: str, mend: str, otherwise: _Kind) -> _Kind:
        if isinstance(self._value, _Missing):
            return otherwise
        found = read(self._value) if isinstance(self._value, str) else None
        if found is None:
            self._unlike(what, mend)
            return otherwise
        return found

    def _unlike(self, what: str, mend: str) -> None:
        if isinstance(self._value, _Odd) and not self._value.is_json:
            return  # Told already, when the whole file was looked through.
        self.wrong(f"{what} is expected here, not {shown(self._value)}; {mend}.")


def _clock(written: str) -> int | None:
    match = _CLOCK.fullmatch(written)
    return None if match is None else int(match[1]) * 60 + int(match[2])


def _date(written: str) -> date | None:
    if not _DATE.fullmatch(written):
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
