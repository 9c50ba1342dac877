"""Promise 40, for every operation there is: what cannot be meant is refused with a problem document, and stores nothing.

The operations come from the OpenAPI document, and what they are called with from tests/operations.py: each request here
is a good one with one thing wrong. Who asks may do everything, so that it is the input that is refused.
"""

import hashlib
import itertools
import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio
from cast import World, a_person, browser
from conftest import Clock
from live import cheap_passwords
from operations import CALLS, IN_BRACES, Call, Cast, filled, one_of_everything, operation
from refusals import is_problem
from sqlalchemy import select
from sqlmodel import SQLModel
from test_every_route_has_a_door import WITHOUT_IF_MATCH, WITHOUT_KEY

from app.kernel.actor import Role, Scope

Record = Callable[[str, object], None]
LEAD = [Role.TEACHER, Role.CPD_LEAD, Role.COVER_LEAD, Role.HEAD, Role.TRUST_LEAD]
SECONDS = int(os.environ.get("KENKYU_FUZZ_SECONDS", "15"))
SEED = int(os.environ.get("KENKYU_FUZZ_SEED", "1"))
STRIDE = 11
"""Of fifteen thousand requests every eleventh, unless KENKYU_FUZZ_SECONDS is 60 or more."""
CANARY = "a-password-nobody-may-see-again"
ENDS_THE_SESSION = {"sign_out", "end_session", "end_all_sessions"}
UNREADABLE = (400, 413, 415, 422)


@dataclass(frozen=True, slots=True)
class Try:
    """One bad request. *wanted*: the statuses that refuse it for what is bad about it."""

    kind: str
    line: str
    method: str
    path: str
    content: bytes | None
    headers: dict[str, str]
    wanted: tuple[int, ...]
    what: str = ""


# ---- J: bodies that are no document --------------------------------------------------------------------------

NO_DOCUMENT = {
    "nothing": b"", "not JSON": b"{not json", "cut off": b'{"a": [1, 2', "null": b"null", "a list": b"[]",
    "a number": b"7", "a text": b'"x"', "not UTF-8": b'{"a": "\xff"}', "UTF-16": '{"a": 1}'.encode("utf-16"),
    "deep": b"[" * 20_000, "deep fields": b'{"a":' * 3_000 + b"1" + b"}" * 3_000, "twice": b'{"a": 1, "a": 1}',
    "a comment": b'{"a": 1 /* x */}', "two documents": b"{}{}", "single quotes": b"{'a': 1}",
    "a number of 5,000 digits": b'{"a": ' + b"9" * 5_000 + b"}",
}  # fmt: skip
TYPES = ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml", "")


def _documents(line: str, call: Call, body: Any) -> Iterator[tuple[str, bytes, str]]:
    optional = operation(line) in BODILESS
    for name, content in NO_DOCUMENT.items():
        if not (optional and name in ("nothing", "null")):
            yield name, content, "application/json"
    for kind in TYPES:
        yield kind or "no type", json.dumps(body).encode(), kind


BODILESS: set[str] = set()
"""Operations that may come without a body."""

# ---- N: numbers, and M: members nobody asked for --------------------------------------------------------------

NUMBERS = (
    "NaN",
    "Infinity",
    "-Infinity",
    "1e999",
    "99999999999999999999999",
    "-99999999999999999999999",
    "0.5",
    '"1"',
    "true",
    "[1]",
    "{}",
)
MEMBERS: dict[str, Any] = {
    "school_id": str(uuid4()), "id": 1, "is_admin": True, "roles": ["head"], "version": 99, "created_at": "2020-01-01T00:00:00Z",
    "__proto__": {"roles": ["head"]}, "constructor": {"prototype": {}},
}  # fmt: skip
NOT_TEXT: tuple[Any, ...] = (1, True, ["x"], {"x": 1}, "\x00", "a\x1b[31m", "a\u202eb", "x" * 20_001)
IS_ID = (
    "1",
    "0",
    "-1",
    "null",
    "' OR 1=1 --",
    "00000000-0000-0000-0000-00000000000",
    "../../etc/passwd",
    "x" * 3_000,
    "９",
    "%00",
)
IN_A_PATH = (*IS_ID[:-1], "\x00", "a\r\nSet-Cookie: x=1", "*", "{}")


def _places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Every value of a body that holds no other, with the way there."""
    if isinstance(node, dict | list) and node:
        for name, inner in node.items() if isinstance(node, dict) else enumerate(node):
            yield from _places(inner, (*path, name))
    elif path:
        yield path, node


def _with(node: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    copy = dict(node) if isinstance(node, dict) else list(node)
    copy[path[0]] = _with(node[path[0]], path[1:], value)
    return copy


def _objects(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(node, dict):
        yield path
    for name, inner in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield from _objects(inner, (*path, name))


def _of_bodies(line: str, call: Call, body: Any, good: Any, own: set[str]) -> Iterator[tuple[str, bytes, str]]:
    """Bad bodies of one operation. *body* still names things in braces, *good* has their ids in their place."""
    for place, value in _places(body):
        said = "/".join(map(str, place))
        if isinstance(value, int) and not isinstance(value, bool):
            hole = json.dumps(_with(good, place, "@hole@"))
            yield from (("N", hole.replace('"@hole@"', number).encode(), f"{said}={number}") for number in NUMBERS)
            continue
        wrongs: tuple[Any, ...] = ()
        kind = "J"
        if isinstance(value, bool):
            kind, wrongs = "N", (1, 0, "true", [], {})
        elif isinstance(value, str) and IN_BRACES.fullmatch(value) and not {str(step) for step in place} & FREE_TEXT:
            kind, wrongs = "I", (*IS_ID, 1, True, [], {})
        elif isinstance(value, str):
            yield (
                "J",
                json.dumps(_with(good, place, "@hole@")).replace("@hole@", "\\ud800").encode(),
                f"{said}=surrogate",
            )
            wrongs = NOT_TEXT if not {str(step) for step in place} & FREE_TEXT else NO_TEXT_AT_ALL
            wrongs = tuple(one for one in wrongs if operation(line) not in AS_IN_FILES or one != BACKWARDS)
        yield from (
            (kind, json.dumps(_with(good, place, wrong)).encode(), f"{said}={str(wrong)[:30]!r}") for wrong in wrongs
        )
    for place in _objects(good):
        if {str(step) for step in place} & FREE_OBJECTS:
            continue
        inner = good
        for step in place:
            inner = inner[step]
        for name in sorted(MEMBERS.keys() - inner.keys() - own):
            changed = _with(good, place, inner | {name: MEMBERS[name]})
            yield "M", json.dumps(changed).encode(), f"{'/'.join(map(str, place))}+{name}"


BACKWARDS = "a\u202eb"
NO_TEXT_AT_ALL: tuple[Any, ...] = (1, True, ["x"], {"x": 1}, "x" * 20_001)
AS_IN_FILES = {"compare_import", "list_rounds_touched_by_import", "commit_import"}
"""What a file calls its days and periods is said to the letter, marks of direction too."""
FREE_TEXT = {"secret", "email", "password", "present", "texts"}
"""What is compared or looked through and never stored: any text is an answer to it."""
FREE_OBJECTS = {"texts", "predictions"}
"""Objects whose members have names of the sender's own."""


# ---- I and Q: ids and questions in the address ------------------------------------------------------------------

ASKED: dict[str, tuple[str, ...]] = {
    "integer": ("NaN", "1e3", "0.5", "9" * 30, "", "true", "x"), "boolean": ("maybe", "2", "x"),
    "uuid": ("1", "x", "0" * 31, "' OR 1=1 --"), "date": ("yesterday", "2026-02-30", "x", "2026-13-01", "2026-W01"),
    "enum": ("nowhere", "", "x" * 2_000),
}  # fmt: skip


def _asked(parameter: dict[str, Any]) -> tuple[str, ...]:
    schema = parameter["schema"]
    branches = [one for one in (schema, *schema.get("anyOf", ())) if one.get("type") != "null"]
    if any("enum" in one or "$ref" in one or "const" in one for one in branches):
        return ASKED["enum"]
    for kind in ("uuid", "date"):
        if any(one.get("format") == kind for one in branches):
            return ASKED[kind]
    kinds = {one.get("type") for one in branches}
    if "string" not in kinds and kinds & {"integer", "boolean"}:
        return ASKED["integer" if "integer" in kinds else "boolean"]
    longest = max((one.get("maxLength", 0) for one in branches), default=0)
    return ("x" * (longest + 1),) if longest else ()


def _addresses(call: Call, described: dict[str, Any], things: dict[str, str]) -> Iterator[tuple[str, str]]:
    plain, _, query = call.path.partition("?")
    good = filled(call.path, things)
    ids = {
        one["name"]
        for one in described.get("parameters", ())
        if one["in"] == "path" and one["schema"].get("format") == "uuid"
    }
    shape = described["path"].removeprefix("/api").split("/")
    for at, (part, said) in enumerate(zip(shape, plain.split("/"), strict=True)):
        if part[1:-1] not in ids or not IN_BRACES.fullmatch(said):
            continue
        for wrong in IN_A_PATH:
            parts = filled(plain, things).split("/")
            parts[at] = quote(wrong, safe="")
            yield "I", "/".join(parts) + (f"?{filled(query, things)}" if query else "")
    for parameter in described.get("parameters", ()):
        if parameter["in"] != "query":
            continue
        others = [one for one in filled(query, things).split("&") if one and one.split("=")[0] != parameter["name"]]
        for wrong in _asked(parameter):
            asked = "&".join([*others, f"{parameter['name']}={quote(wrong, safe='')}"])
            yield "Q", f"{good.partition('?')[0]}?{asked}"


# ---- B: conditions and keys -------------------------------------------------------------------------------------

VERSIONS: dict[str, str | None] = {
    "none": None, "another": '"999"', "any": "*", "words": "x", "nothing": "", "a list": '"999", "998"', "long": '"' + "9" * 101 + '"',
}  # fmt: skip
KEYS: dict[str, str | None] = {"none": None, "nothing": "", "long": "k" * 101, "a tab": "a\tb"}


def _conditions(line: str, call: Call, things: dict[str, str]) -> Iterator[tuple[dict[str, str], tuple[int, ...]]]:
    name = operation(line)
    if call.method == "PUT" and name not in WITHOUT_IF_MATCH:
        for said in VERSIONS.values():
            # Who may not edit this, or not now, is told that; nobody is told that it was done.
            yield ({} if said is None else {"If-Match": said}), (403, 404, 409, 412, 422, 428)
    if call.method == "POST" and name not in WITHOUT_KEY:
        for said in KEYS.values():
            yield ({} if said is None else {"Idempotency-Key": said}), (400, 422)


# ---- the matrix -------------------------------------------------------------------------------------------------


@pytest_asyncio.fixture
async def school(
    world: World, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> tuple[httpx.AsyncClient, dict[str, str]]:
    cheap_passwords(monkeypatch)
    people = Cast(world.hana, world.amina, world.ben, world.chloe, world.frank)
    things = await one_of_everything(world, people, word="birch", fair_word="fair")
    lead = a_person(world.app, world.birch_id, world.trust_id, "lee", LEAD)
    things |= {
        "own_session": str(uuid4()),
        "session": str(uuid4()),
        "email": "nobody@birch.example",
        "secret": "x" * 40,
    }
    return browser(world.app, lead.secret), things


def _described(world: World) -> dict[str, dict[str, Any]]:
    paths = world.app.openapi()["paths"]
    return {one["operationId"]: one | {"path": path} for path, item in paths.items() for one in item.values()}


def tries(world: World, things: dict[str, str]) -> Iterator[Try]:
    described = _described(world)
    json_type = {"Content-Type": "application/json"}
    for line, call in CALLS.items():
        name = operation(line)
        if name in ENDS_THE_SESSION or name.startswith("demo") or name == "list_demo_people":
            continue
        path, keyed = filled(call.path, things), {"Idempotency-Key": str(uuid4()), "If-Match": '"1"'}
        good = filled(call.body, things)
        content = None if call.body is None else json.dumps(good).encode()
        if call.body is not None:
            if not described[name].get("requestBody", {}).get("required"):
                BODILESS.add(name)
            for _, wrong, kind in _documents(line, call, good):
                headers = keyed | ({"Content-Type": kind} if kind else {})
                yield Try("J", line, call.method, path, wrong, headers, UNREADABLE)
            own = set(_members(world.app.openapi(), described[name]))
            for kind, wrong, what in _of_bodies(line, call, call.body, good, own):
                # Each note is read by itself, once it is known that the round is observed by whoever sends it.
                statuses = (*UNREADABLE, 403) if what.startswith("notes/") else UNREADABLE
                yield Try(kind, line, call.method, path, wrong, keyed | json_type, statuses, what)
        for kind, wrong_path in _addresses(call, described[name], things):
            headers = keyed | (json_type if content else {})
            yield Try(kind, line, call.method, wrong_path, content, headers, (404, 405, 422))
        if call.body is not None:
            for condition, statuses in _conditions(line, call, things):
                yield Try("B", line, call.method, path, content, json_type | condition, statuses)


def _members(document: dict[str, Any], described: dict[str, Any]) -> Iterator[str]:
    """Every name that a body of the operation may hold somewhere."""
    waiting: list[Any] = [described.get("requestBody", {})]
    seen: set[str] = set()
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            yield from node.get("properties", {})
            if (name := str(node.get("$ref", "")).rpartition("/")[2]) and name not in seen:
                seen.add(name)
                waiting.append(document["components"]["schemas"][name])
            waiting += node.values()


def _some(all_tries: Iterator[Try]) -> Iterator[Try]:
    """All of them, or every STRIDE-th."""
    if SECONDS >= 60:
        return all_tries
    return itertools.islice(all_tries, SEED % STRIDE, None, STRIDE)


async def test_nothing_that_cannot_be_meant_is_taken_by_any_operation(
    world: World, school: tuple[httpx.AsyncClient, dict[str, str]], record_property: Record
) -> None:
    """Take out: `extra="forbid"` of web.bodies.Body; `allow_inf_nan=False`; `_clean`; Strict() of Minutes; UUID in a
    path; OneMeaning in web.retrying; `raise VersionMissing` in web.etag; `raise KeyMissing` in web.idempotency."""
    client, things = school
    before = rows(world)

    wrong, counted = [], Counter[str]()
    for one in _some(tries(world, things)):
        answer = await client.request(one.method, one.path, content=one.content, headers=one.headers)
        counted[one.kind] += 1
        if answer.status_code not in one.wanted or not is_problem(answer) or "set-cookie" in answer.headers:
            wrong.append(f"{one.kind} {one.line} {one.what or one.path[-150:]} {(one.content or b'')[:60]!r} {one.headers}: "
                         f"{answer.status_code} {answer.text[:200]}")  # fmt: skip

    for kind, count in counted.items():
        record_property(f"bad_inputs_{kind}", count)
    print(dict(counted))
    assert not wrong, f"{len(wrong)} of {counted.total()}\n" + "\n".join(wrong[:60])
    assert {name for name, now in rows(world).items() if now != before[name]} == set()
    assert min(counted[kind] for kind in "JNMIQB") > 10


def rows(world: World) -> dict[str, str]:
    """A hash of every table's rows of the school; what only notes that somebody was here is left out."""
    with world.database.reading(Scope(world.birch_id, world.trust_id)) as session:
        found = {}
        for name, table in SQLModel.metadata.tables.items():
            if "school_id" in table.c and name not in ("audit_entry",):
                kept = session.connection().execute(select(table).where(table.c.school_id == world.birch_id)).all()
                found[name] = hashlib.sha256(repr(sorted(str(row) for row in kept)).encode()).hexdigest()
        return found


async def test_no_refusal_of_any_operation_repeats_what_may_be_a_secret(
    world: World, school: tuple[httpx.AsyncClient, dict[str, str]], record_property: Record
) -> None:
    """Take out: build InvalidField from `item["input"]` too, in web.problems."""
    client, things = school
    told, asked = [], 0
    for line, call in CALLS.items():
        good = filled(call.body, things)
        if not isinstance(good, dict) or operation(line) in ENDS_THE_SESSION:
            continue
        for name in good:
            for wrong in ({"is": CANARY}, [[CANARY]], CANARY * 2_000):
                answer = await client.request(
                    call.method,
                    filled(call.path, things),
                    json=good | {name: wrong},
                    headers={"Idempotency-Key": str(uuid4())},
                )
                asked += 1
                if CANARY in answer.text and answer.status_code >= 400:
                    told.append(f"{line} {name}: {answer.status_code} {answer.text[:200]}")

    record_property("bad_inputs_echo", asked)
    assert told == []
    assert asked > 200
