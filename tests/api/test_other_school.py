"""Promise 24: nothing of one school is read, changed or given away to another; the fair alone is shared.

Every operation of the OpenAPI document is called with every thing of Birch it can name, alone and all at once, by
somebody with every role at Cedar (same trust) and by somebody of another trust, with a school of their own that has
one of everything. The answer has to be that for a thing that is not there, to the letter.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio
from build_fair import an_outsider
from cast import Person, World, a_person, browser
from conftest import Clock
from fastapi import FastAPI
from live import cheap_passwords
from operations import CALLS, Call, Cast, filled, one_of_everything, operation, send, version_path
from pydantic import BaseModel
from sqlalchemy import Table, select
from sqlmodel import SQLModel

from app.communities.schemas import (
    CommunityMay,
    CommunityOut,
    CommunitySchoolOut,
    CommunityStepOut,
    CommunitySummary,
    NextFairOut,
    OpenLessonMay,
    OpenLessonOut,
    TrustSchoolOut,
)
from app.fair.schemas import (
    AdaptedOut,
    CiteOut,
    FairCard,
    FairFinding,
    FileOut,
    FindingEditionOut,
    PictureOut,
    ReactionOut,
)
from app.identity import actions
from app.kernel.actor import NOBODY, Role, Scope
from app.shelf.schemas import (
    Facets,
    FacetValue,
    FindingAnswerOut,
    FindingQuestionOut,
    LikeThis,
    ShelfCard,
    ShelfPage,
    SnippetPart,
    TrailOut,
)

WORD, FAIR_WORD = "canarybirch", "fairbirch"
TELLS_OF_NEITHER = {
    ("ask_for_cover", "coverer"), ("edit_group", "staff"), ("read_plan_week", "host"), ("schedule_round", "host"),
    ("schedule_round", "staff"), ("schedule_round", "coverer"), ("start_cycle", "staff"), ("edit_cycle", "staff"),
    ("start_cycle", "past_cycle"), ("edit_cycle", "past_cycle"),
    ("choose_watchers", "staff"), ("begin_discussion", "host"), ("begin_discussion", "coverer"),
    ("edit_discussion", "host"), ("edit_discussion", "coverer"),
    ("add_entry", "host"), ("promise_action", "host"), ("plan_meeting", "host"), ("plan_meeting", "coverer"),
    ("plan_meeting", "staff"), ("edit_meeting", "host"), ("edit_meeting", "coverer"), ("edit_meeting", "staff"),
    ("hold_meeting", "host"), ("hold_meeting", "coverer"), ("hold_meeting", "staff"),
    ("place_slot", "coverer"), ("move_slot", "coverer"),
}  # fmt: skip
"""A colleague who is not of the group is refused with 409, and so is whoever is not there: the same, to the letter."""
LEFT_OUT = {"send_notes: case_pupil_id": "a note about a pupil whom the plan does not have is of the whole class"}
"""Ids that are not looked for: what they name is left out, whether it is another school's or nobody's."""
CLIENTS_OWN = {
    ("send_photo", "{note_id}"), ("begin_sign_on", "{provider}"), ("finish_sign_on", "{provider}"),
    ("begin_my_sign_on", "{provider}"),
}  # fmt: skip
"""Ids that the client makes, and names that are the same for every school: no school's things."""
EVERY_ROLE = [role for role in Role if role != Role.SUPPORT]
"""Support is let in for a time, and never works at the school."""


def fields_of(*models: type[BaseModel]) -> set[str]:
    return {name for model in models for name in model.model_fields}


CARD = fields_of(FairCard, PictureOut) | {"items", "next"}
QUESTION = fields_of(FindingQuestionOut, FindingAnswerOut) | {"items", "next"}
SHARED = {
    "read_fair_finding": CARD | fields_of(FairFinding, FileOut, CiteOut, AdaptedOut, FindingEditionOut),
    "list_reactions": {"items", "next", *ReactionOut.model_fields}, "react": ReactionOut.model_fields,
    "list_fair_findings": CARD, "list_like_this": CARD | fields_of(LikeThis), "read_trail": CARD | fields_of(TrailOut),
    "search_shelf": CARD | fields_of(ShelfPage, ShelfCard, SnippetPart, Facets, FacetValue),
    "list_questions": QUESTION, "ask_question": QUESTION,
    "read_fair_file": set[str](), "cite_as_bibtex": set[str](), "cite_as_ris": set[str](),
    "read_fair_poster": set[str](),
    "read_community": {
        *CommunityOut.model_fields, *CommunityMay.model_fields, *CommunitySchoolOut.model_fields,
        *CommunityStepOut.model_fields,
    },
    "list_communities": {"items", "next", *CommunitySummary.model_fields},
    "list_trust_fairs": {"items", "next", *fields_of(TrustSchoolOut, NextFairOut)},
    "read_open_lesson": {*OpenLessonOut.model_fields, *OpenLessonMay.model_fields},
    "list_open_lessons": {"items", "next", *OpenLessonOut.model_fields, *OpenLessonMay.model_fields},
}  # fmt: skip
"""The fair, communities and open lessons: what they may show of another school, field by field."""
SEEN_NOT_DONE = {
    "edit_community": 403, "close_community": 403, "report_to_community": 409, "choose_community_leaders": 409,
    "edit_open_lesson": 403, "cancel_open_lesson": 403,
}  # fmt: skip
"""What whoever may read a community or an open lesson of another school may not do with it, and what they are told."""
NO_THINGS = {"secret", "reset_secret", "leave_secret", "notices_secret", "answer_secret", "own_session", "email"}
"""An invitation's secret is a key for whoever holds it (test_sign_in), and so are those in
mails (test_digest, test_notices_chosen, test_cover_by_link); the address signs somebody else in."""
OF_A_NEIGHBOUR = {"their_community", "joined_community", "their_lesson"}
"""Things of a third school, which it has opened to the whole trust."""
NAMES_SCHOOLS = {"list_trust_fairs": "the trust's schools, side by side"}
ENDS_SESSIONS = {"sign_out", "end_all_sessions"}
ON_THE_FAIR = {"trust_finding", "open_finding", "open_file", "community", "own_lesson"}
NARROWED_BY = {"list_fair_findings", "search_shelf"}
"""Lists of the fair, narrowed to a school or group: another's shows what of it may be read, nobody's shows nothing."""
CARRIES_LABELS = {
    "list_fair_findings",
    "read_fair_finding",
    "search_shelf",
    "list_like_this",
    "read_trail",
    "list_labels",
}
"""What carries the ids of the school and the group of a finding that may be read: the fair is narrowed by them."""


class Birch:
    """What is Birch's: its things by name, every row as stored, every text and id that only it has."""

    def __init__(self, world: World, things: dict[str, str]) -> None:
        self.world, self.things = world, things
        self.rows = stored(world)
        ids = {value for rows in self.rows.values() for row in rows for value in row if len(value) == 36}
        on_fair = {
            value for row in self.rows["finding_reaction"] for value in row if things["school_finding"] not in row
        }
        opened = {things[name] for name in ("community", "own_lesson", "open_file", "neighbour", *OF_A_NEIGHBOUR)}
        self.secret = (ids | {WORD}) - (on_fair - self._staff()) - {str(world.trust_id)} - opened

    def secret_to(self, name: str) -> set[str]:
        """What an operation of that name may tell nobody of another school."""
        schools = {self.things["school"]} if name in CARRIES_LABELS | NAMES_SCHOOLS.keys() else set()
        return self.secret - schools - ({self.things["group"]} if name in CARRIES_LABELS else set())

    def _staff(self) -> set[str]:
        return {str(person.staff_id) for person in self.world.everyone()} | {str(self.world.birch_id)}


def stored(world: World) -> dict[str, list[tuple[str, ...]]]:
    """Every row that belongs to Birch, table by table: what `told` and hashes are made of."""
    with world.database.reading(Scope(world.birch_id, world.trust_id)) as session:
        found = {}
        for name, table in SQLModel.metadata.tables.items():
            if (where := _of_birch(table, world)) is not None:
                rows = session.connection().execute(select(table).where(where)).all()
                found[name] = sorted(tuple(str(value) for value in row) for row in rows)
        return found


def _of_birch(table: Table, world: World) -> Any:
    if "school_id" in table.c:
        return table.c.school_id == world.birch_id
    if table.name == "school":
        return table.c.id == world.birch_id
    if table.name == "trust":
        return table.c.id == world.trust_id
    if table.name == "account":
        doors = SQLModel.metadata.tables["membership"]
        return table.c.id.in_(select(doors.c.account_id).where(doors.c.school_id == world.birch_id))
    return None


def fingerprints(rows: Mapping[str, list[tuple[str, ...]]]) -> dict[str, tuple[int, str]]:
    """Count and hash of each table's rows, versions among them."""
    return {name: (len(of), hashlib.sha256(repr(of).encode()).hexdigest()) for name, of in rows.items()}


@pytest_asyncio.fixture
async def birch(world: World, monkeypatch: pytest.MonkeyPatch) -> Birch:
    cheap_passwords(monkeypatch)
    people = Cast(world.hana, world.amina, world.ben, world.chloe, world.frank)
    return Birch(world, await one_of_everything(world, people, word=WORD, fair_word=FAIR_WORD))


async def a_school_of_their_own(world: World, attacker: Person, word: str) -> dict[str, str]:
    """One of everything in the attacker's school, so that their calls are good but for the foreign thing."""
    school_id, trust_id = attacker.actor.school_id, attacker.actor.trust_id
    others = [a_person(world.app, school_id, trust_id, name, [Role.TEACHER]) for name in ("fay", "gil", "ivy")]
    # Nobody accepts what they have written themselves.
    lead = a_person(world.app, school_id, trust_id, "lea", EVERY_ROLE)
    things = await one_of_everything(world, Cast(lead, attacker, *others), word=word, fair_word=f"fair{word}")
    things["own_session"] = (await attacker.get("/sessions")).json()["items"][0]["id"]
    return things


@pytest_asyncio.fixture
async def attackers(world: World, birch: Birch) -> list[tuple[Person, dict[str, str]]]:
    """Somebody with every role there is, in another school of the trust and in one outside it."""
    outside = an_outsider(world.app).actor
    schools = ((world.cedar_id, world.trust_id), (outside.school_id, outside.trust_id))
    people = [a_person(world.app, school_id, trust_id, "eve", EVERY_ROLE) for school_id, trust_id in schools]
    return [(person, await a_school_of_their_own(world, person, "theirs")) for person in people]


def exchanges(call: Call) -> Iterator[tuple[str, ...]]:
    """Which things of *call* are another school's: each alone, then all."""
    named = [name for name in call.things if name not in NO_THINGS | OF_A_NEIGHBOUR]
    yield from ((name,) for name in named)
    if len(named) > 1:
        yield tuple(named)


def is_shared(line: str, foreign: tuple[str, ...], attacker: Person, world: World) -> bool:
    same_trust = attacker.actor.trust_id == world.trust_id
    seen = ON_THE_FAIR if same_trust else {"open_finding", "open_file"}
    if operation(line) in NARROWED_BY:
        return True
    # A file of Birch's is none of one's own finding: only all together are what was opened.
    is_whole = operation(line) in SHARED and foreign == list(exchanges(CALLS[line]))[-1]
    return set(foreign) <= seen and (is_whole or operation(line) in SEEN_NOT_DONE)


def fields(node: Any) -> set[str]:
    """Every field name in an answer."""
    if isinstance(node, list):
        return {name for inner in node for name in fields(inner)}
    return set(node) | fields(list(node.values())) if isinstance(node, dict) else set()


def shown(answer: httpx.Response) -> set[str]:
    """Every field name in an answer; a file has none."""
    return fields(answer.json()) if answer.headers.get("Content-Type") == "application/json" else set()


def told(answer: httpx.Response, secret: set[str], sent: str) -> list[str]:
    """What the answer, headers too, holds of Birch's that was not in the question."""
    said = answer.text + json.dumps(dict(answer.headers))
    return [word for word in secret if word in said and word not in sent]


async def test_another_schools_things_are_like_things_that_are_not_there(
    world: World, birch: Birch, attackers: list[tuple[Person, dict[str, str]]], clock: Clock
) -> None:
    """Take out, each alone and on SQLite: `access.visible(actor)` in identity.queries.staff_member (and the net in
    db/tenancy.py, which otherwise still holds); `_require_can_join`'s count in plc.actions."""
    wrong = []
    for (person, own), (line, call) in product(attackers, CALLS.items()):
        clock.instant = call.at
        for foreign in exchanges(call):
            answers = []
            for theirs in (birch.things, {name: str(uuid4()) for name in birch.things}):
                things = own | {name: theirs[name] for name in foreign}
                answers.append(await _asked(person, call, things, birch))
            wrong += _judge(line, foreign, answers, birch, is_shared(line, foreign, person, world), call, own)
    assert not wrong, "\n".join(wrong)
    assert fingerprints(stored(world)) == fingerprints(birch.rows)


async def _asked(person: Person, call: Call, things: dict[str, str], birch: Birch) -> httpx.Response:
    """As *person*, who also claims in headers and query that they are of Birch."""
    claims = {"X-School-Id": birch.things["school"], "X-Tenant": birch.things["school"]}
    query = {"school_id": birch.things["school"]} if "?" not in call.path else None
    version = "1"
    if (path := version_path(call)) is not None:
        version = (await person.get(path.format(**things))).headers.get("ETag", version).strip('"')
    return await send(person.client, call, things, version=version, headers=claims, params=query)


def _judge(
    line: str, foreign: tuple[str, ...], answers: list[httpx.Response], birch: Birch, shared: bool, call: Call,
    own: dict[str, str],
) -> list[str]:  # fmt: skip
    answer, unknown = answers
    place = f"{line} with {', '.join(foreign)} of Birch"
    sent = json.dumps(filled([call.path, call.body], own | {name: birch.things[name] for name in foreign}))
    secret = birch.secret_to(operation(line))
    if shared and operation(line) in SEEN_NOT_DONE:
        leak = told(answer, birch.secret, sent)
        return (
            [f"{place}: {leak or answer.text}"] if leak or answer.status_code != SEEN_NOT_DONE[operation(line)] else []
        )
    if shared:
        outside = shown(answer) - set(SHARED[operation(line)])
        leak = told(answer, secret, sent)
        return [f"{place}: {outside or leak}"] if outside or leak or not answer.is_success else []
    wanted = 409 if len(foreign) == 1 and (operation(line), foreign[0]) in TELLS_OF_NEITHER else 404
    if (answer.status_code, answer.text) != (unknown.status_code, unknown.text):
        return [
            f"{place}: {answer.status_code} {answer.text[:150]}, unknown: {unknown.status_code} {unknown.text[:150]}"
        ]
    if answer.status_code != wanted:
        return [f"{place}: {answer.status_code} {answer.text[:150]}"]
    return [f"{place}: tells {leak}" for leak in told(answer, birch.secret, sent)]


async def test_what_names_nothing_tells_nothing_of_another_school(
    world: World, birch: Birch, attackers: list[tuple[Person, dict[str, str]]], clock: Clock
) -> None:
    """Take out: `access.visible(actor)` in identity.queries.staff_page (with the net of db/tenancy.py)."""
    claims = {"X-School-Id": birch.things["school"], "X-Tenant": birch.things["school"]}
    wrong = []
    for (person, own), (line, call) in product(attackers, CALLS.items()):
        clock.instant = call.at
        client = _signed_in_anew(world, person) if operation(line) in ENDS_SESSIONS else person.client
        for query in ({}, {"school_id": birch.things["school"], "q": WORD, "limit": 100}):
            if query and (call.method != "GET" or "?" in call.path):
                continue
            answer = await send(client, call, own, headers=claims, params=query or None)
            secret = birch.secret_to(operation(line))
            leak = told(answer, secret, json.dumps(query))
            if answer.status_code >= 500 or leak:
                wrong.append(f"{line} {query}: {leak} {answer.status_code} {answer.text[:200]}")
            if operation(line) in SHARED and FAIR_WORD in answer.text:
                wrong += [f"{line} shows {extra}" for extra in shown(answer) - set(SHARED[operation(line)])]
    for path in ("/feeds/fair.json", "/feeds/fair.atom", "/fair", f"/fair/{birch.things['school_finding']}"):
        answer = await world.eve.get(f"https://kenkyu.test{path}")
        wrong += [f"{path} tells {word}" for word in told(answer, birch.secret_to("list_fair_findings"), path)]

    assert not wrong, "\n".join(wrong)
    assert fingerprints(stored(world)) == fingerprints(birch.rows)


def _signed_in_anew(world: World, person: Person) -> httpx.AsyncClient:
    with world.database.writing(NOBODY) as session:
        _, secret = actions.open_session(session, person.actor.account_id, "", world.app.state.now())
    return browser(world.app, secret)


async def test_the_trust_reads_what_was_published_for_it_and_outsiders_only_what_everyone_may(
    world: World, birch: Birch
) -> None:
    """Take out: the trust's half of fair.access.readable; or `state = PUBLISHED` in it."""
    lists = {}
    outsider = an_outsider(world.app)
    for name, client in (("trust", world.eve.client), ("outside", outsider.client), ("nobody", browser(world.app))):
        items = (await client.get("/shelf/findings?limit=100&q=" + FAIR_WORD)).json()["items"]
        lists[name] = {item["id"] for item in items} & set(birch.things.values())

    both = {birch.things["trust_finding"], birch.things["open_finding"]}
    assert lists == {"trust": both, "outside": {birch.things["open_finding"]}, "nobody": {birch.things["open_finding"]}}


# ---- nothing is left out -----------------------------------------------------------------------------


@pytest.fixture
def document(app: FastAPI) -> dict[str, Any]:
    return app.openapi()


def described(document: dict[str, Any]) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        for method, found in item.items():
            yield found["operationId"], method.upper(), path.removeprefix("/api"), found


def test_every_operation_is_in_the_plan(document: dict[str, Any]) -> None:
    """Take out: any line of operations.CALLS."""
    assert {name for name, *_ in described(document)} == {operation(line) for line in CALLS}


def test_every_id_that_an_operation_takes_is_exchanged(document: dict[str, Any]) -> None:
    """Take out: a name in braces in operations.CALLS, e.g. write the host's id as a constant."""
    missing = []
    for name, method, path, found in described(document):
        calls = [call for line, call in CALLS.items() if operation(line) == name]
        for call in calls:
            assert call.method == method, name
            numbers = {
                f"{{{one['name']}}}" for one in found.get("parameters", []) if one["schema"].get("type") == "integer"
            }
            parts, said_parts = path.split("/"), call.path.split("?")[0].split("/")
            path_shape = [("{}" if part.startswith("{") else part) for part in parts]
            said_shape = [
                "{}" if said.startswith("{") or part in numbers or (name, part) in CLIENTS_OWN else said
                for part, said in zip(parts, said_parts, strict=True)
            ]
            assert said_shape == path_shape, name
        wanted = [one["name"] for one in found.get("parameters", []) if one["in"] == "query" and _is_id(one["schema"])]
        body = found.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
        wanted += list(_ids_in(document, body))
        said = json.dumps([[call.path, call.body] for call in calls])
        missing += [f"{name}: {field}" for field in wanted if not _is_named(said, field)]

    assert missing == list(LEFT_OUT)


def _is_id(schema: dict[str, Any]) -> bool:
    inner = [schema, schema.get("items", {}), *schema.get("anyOf", [])]
    return any(one.get("format") == "uuid" or one.get("items", {}).get("format") == "uuid" for one in inner)


def _ids_in(document: dict[str, Any], schema: dict[str, Any]) -> Iterator[str]:
    if "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    for name, inner in schema.get("properties", {}).items():
        if _is_id(inner) and name != "id":  # A body's own `id` is made by the client, and names nothing that is there.
            yield name
        yield from _ids_in(document, inner)
        yield from _ids_in(document, inner.get("items", {}))


def _is_named(said: str, field: str) -> bool:
    return f'"{field}": "{{' in said or f'"{field}": ["{{' in said or f"{field}={{" in said
