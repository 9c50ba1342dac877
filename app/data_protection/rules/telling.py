"""A person's own copy of what is held: rows become words, and the file for people is written from the same values."""

import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from html import escape
from typing import Any, Final
from uuid import UUID

from app.data_protection.rules.register import Held

YOU: Final = "you"
SOMEBODY: Final = "a colleague"
LETTER: Final = re.compile(r"\b[A-F]\b")
"""Letters that stand for pupils. An article at the beginning of a sentence goes with them: rather too many than one."""
PUPIL: Final = "‹pupil›"
ADDRESS: Final = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Part:
    """What one table holds about the person."""

    table: str
    what: str
    rows: list[dict[str, Any]]
    not_given: dict[str, str]
    """Columns that are left out, each with its reason."""
    ids: frozenset[str]
    """Columns that hold ids: for machines, left out of what people read."""


def part(
    table: str, held: Held, rows: Iterable[Mapping[str, Any]], me: Collection[UUID], names: Mapping[UUID, str],
    ids: frozenset[str],
) -> Part:  # fmt: skip
    """*rows* as the person may have them: of colleagues their names only, of pupils nothing."""
    people = (frozenset(held.by) | frozenset(held.beside)) & ids - {"id", "account_id", "person_id", "subject_id"}
    told = []
    for row in sorted(rows, key=_when):
        one = {}
        for name, value in row.items():
            if name in held.closed or name == "school_id":
                continue
            is_somebody = name != "id" and isinstance(value, UUID) and (name in people or value in names)
            one[name] = _who(value, me, names) if is_somebody else _plain(value)
        for name in held.lettered:
            one[name] = LETTER.sub(PUPIL, one[name])
        for name in held.linked:
            one[name] = ADDRESS.sub("‹address›", one[name])
        told.append(one)
    return Part(table, held.what, told, held.closed, ids)


def as_json(about: Mapping[str, Any], parts: Iterable[Part], more: Mapping[str, Any]) -> str:
    """Everything, for a program."""
    tables = {
        one.table: {"what": one.what, "rows": one.rows, **({"not_given": one.not_given} if one.not_given else {})}
        for one in parts
    }
    return json.dumps({"about": dict(about), **more, "tables": tables}, ensure_ascii=False, indent=1)


def as_page(about: Mapping[str, Any], parts: Iterable[Part], notes: Iterable[str]) -> str:
    """Everything, for the person: one page that needs nothing from anywhere."""
    made = [one for one in parts if one.rows]
    lines = [
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>Everything held about {escape(str(about['name']))}</title><style>{_STYLE}</style></head><body><main>",
        f"<h1>Everything held about {escape(str(about['name']))}</h1>",
        "<dl>", *(f"<dt>{escape(_words(name))}</dt><dd>{escape(str(value))}</dd>" for name, value in about.items()),
        "</dl>", *(f"<p>{escape(note)}</p>" for note in notes),
        "<nav aria-label='Contents'><ol>",
        *(f'<li><a href="#{one.table}">{escape(one.what)}</a> ({len(one.rows)})</li>' for one in made), "</ol></nav>",
    ]  # fmt: skip
    for one in made:
        lines += _section(one)
    return "\n".join([*lines, "</main></body></html>"])


_STYLE: Final = (
    "body{font:1rem/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff;margin:0}main{max-width:70rem;margin:auto;"
    "padding:1rem}section{overflow-x:auto}table{border-collapse:collapse}th,td{border:1px solid #767676;"
    "padding:.25rem .5rem;text-align:left;vertical-align:top}caption{text-align:left}"
)


def _section(one: Part) -> list[str]:
    shown = [name for name in one.rows[0] if name not in one.ids or _is_told(one, name)]
    lines = [f'<section tabindex="0" aria-labelledby="{one.table}"><h2 id="{one.table}">{escape(one.what)}</h2>']
    if one.not_given:
        left_out = ", ".join(_words(name) for name in one.not_given)
        lines.append(f"<p>Left out: {escape(left_out)}: {escape('; '.join(sorted(set(one.not_given.values()))))}.</p>")
    lines += [
        "<table><thead><tr>",
        *(f'<th scope="col">{escape(_words(name))}</th>' for name in shown),
        "</tr></thead>",
    ]
    for row in one.rows:
        cells = "".join(f"<td>{escape('' if row[name] is None else str(row[name]))}</td>" for name in shown)
        lines.append(f"<tr>{cells}</tr>")
    return [*lines, "</table></section>"]


def _is_told(one: Part, name: str) -> bool:
    """Whether an id was turned into a name."""
    return any(row[name] is not None and not _is_uuid(row[name]) for row in one.rows)


def _is_uuid(text: object) -> bool:
    return isinstance(text, str) and re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", text) is not None


def _when(row: Mapping[str, Any]) -> str:
    """The first instant or date of a row, which puts a table in an order that people follow."""
    return next((value.isoformat() for value in row.values() if isinstance(value, date)), "")


def _who(value: UUID, me: Collection[UUID], names: Mapping[UUID, str]) -> str:
    return YOU if value in me else names.get(value, SOMEBODY)


def _words(name: str) -> str:
    return name.replace("_", " ").removesuffix(" id")


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return f"{len(value)} bytes" if isinstance(value, bytes) else value
