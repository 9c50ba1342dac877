"""Every operation has a line in the one policy, and takes what its kind has to take."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from sqlmodel import SQLModel

from app import main
from app.identity import policy
from app.identity.deps import current_actor
from app.kernel.actor import Role
from app.web.idempotency import once
from app.web.retrying import RetryingRoute

ROUTES = [route for router in main.ROUTERS for route in router.routes if isinstance(route, APIRoute)]
FILES = {
    "text/csv", "application/pdf", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "image/webp", "application/x-bibtex", "application/x-research-info-systems",
}  # fmt: skip
BY_NAME = {route.name: route for route in ROUTES}

WITHOUT_KEY = {
    "sign_in": "a second sign-in is a second session, and harms nobody",
    "begin_sign_on": "a second way out is another way out",
    "begin_my_sign_on": "as begin_sign_on",
    "unlink_my_sign_on": "what is gone is gone",
    "issue_token": "as sign_in",
    "demo_sign_in": "as sign_in",
    "accept_invitation": "the invitation itself is taken once",
    "ask_password_reset": "asked twice, the newer link is the good one; counted, and braked",
    "take_password_reset": "the link is taken once",
    "change_my_password": "the present password is another afterwards: a repeat is refused",
    "end_support_visit": "ends what is ended",
    "switch_school": "the same choice twice is one choice",
    "ask_passkey": "a second challenge harms nobody, and both end in five minutes",
    "ask_new_passkey": "as ask_passkey",
    "show_factor": "a code is good once, and so is what a passkey signed",
    "begin_app": "the app that was begun last takes the place of the one before, and its secret is kept nowhere else",
    "confirm_app": "a code is good once",
    "add_passkey": "what a passkey signed is good once",
    "rename_factor": "the same name twice is one name",
    "remove_factor": "what is gone is gone, and a code is good once",
    "renew_recovery_codes": "a code is good once, and the codes it brings are kept nowhere else",
    "clear_second_factor": "what is gone is gone",
    "sign_out": "ends what is ended",
    "end_session": "ends what is ended",
    "end_all_sessions": "ends what is ended",
    "preview_allocation": "stores nothing",
    "compare_import": "stores nothing",
    "list_rounds_touched_by_import": "stores nothing",
    "send_notes": "the id of each note is the phone's: sent twice it is one note",
    "send_photo": "as send_notes",
    "add_entry": "the id of the point is the sender's: sent twice it is one point",
    "check_names": "stores nothing",
    "preview_finding": "stores nothing",
    "ask_day_off": "stores nothing",
    "ask_class_exception": "stores nothing",
    "ask_absences": "stores nothing",
    "read_absence_file": "stores nothing",
    "leave_digest": "whoever has left has left",
    "leave_notices": "whoever has left has left",
    "look_at_cover_question": "stores nothing",
    "answer_cover_question": "the link answers once",
    "add_finding_file": "sent twice it is there twice, and its authors take one away",
}
"""POSTs that may be repeated without an Idempotency-Key, each with its reason. All others need one."""
WITHOUT_IF_MATCH = {
    "save_proposal": "names the version it was written on itself, and is put together with what came since",
    "choose_case_pupils": "takes If-Match, and does without: a letter that stays is the same pupil",
    "edit_source": "one line of somebody's reading; nobody writes it together",
    "choose_watchers": "a choice that is sent whole",
    "choose_digest": "a choice that is sent whole",
    "link_round": "one choice: the same twice is one, and another's is refused",
}
"""PUTs that may come without If-Match, each with its reason. All others need it."""
DELETES = {
    "remove_source": "an entry of a list, taken away by those whose list it is",
    "take_back_mechanism": "a declaration, taken back by those who made it",
    "remove_change": "what nobody has looked at again yet",
    "withdraw_note": "its author takes it back; the row stays, without its words",
    "remove_entry": "one's own point of a record that is still open",
    "delete_pupil_key": "a key to pupils' names: gone when its group wishes",
    "remove_finding_file": "of a draft; its bytes go with it",
    "remove_fair_room": "an empty room of a fair that is being planned",
    "remove_slot": "a place in a programme; its finding waits for another",
    "take_back_community_report": "what a school said, taken back by that school",
    "remove_sign_on_directory": "a directory that nobody comes in from any more",
    "revoke_calendar_address": "a key of one's own that shall open nothing any more; the row stays",
    "take_my_browser_back": "a browser of one's own that is told nothing more",
    "remove_webhook": "an address that is told nothing more; its messages go with it",
    "remove_outside_source": "an address that nobody looks at any more; what was made of it stays",
    "delete_roster": "digests of pupils' names: gone when the school wishes",
}
"""What is deleted, each with its reason. Everything else ends in a state of its own, by a POST."""


def _calls(dependant: Dependant) -> Iterator[Any]:
    for inner in dependant.dependencies:
        yield inner.call
        yield from _calls(inner)


def _headers(dependant: Dependant) -> Iterator[str]:
    for field in dependant.header_params:
        yield field.alias
    for inner in dependant.dependencies:
        yield from _headers(inner)


def _with(method: str) -> list[APIRoute]:
    return [route for route in ROUTES if method in route.methods]


def test_operations_are_told_apart_by_their_names() -> None:
    assert len(BY_NAME) == len(ROUTES)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_an_operation_is_open_to_all_or_asks_who_is_there(route: APIRoute) -> None:
    asks = current_actor in set(_calls(route.dependant))

    assert asks != (route.name in policy.PUBLIC)
    assert (route.name in policy.DOORS) != (route.name in policy.PUBLIC)


def test_the_policy_has_no_line_for_an_operation_that_is_not_there() -> None:
    assert (policy.DOORS.keys() | policy.PUBLIC.keys()) - BY_NAME.keys() == set()


def test_every_door_opens_to_somebody_and_every_public_one_says_why() -> None:
    assert [name for name, roles in policy.DOORS.items() if not roles or not roles <= frozenset(Role)] == []
    assert [name for name, reason in policy.PUBLIC.items() if len(reason) < 10] == []


def test_the_gate_and_the_policy_agree_on_what_is_public() -> None:
    paths = {name: "/api" + BY_NAME[name].path for name in policy.PUBLIC.keys() & BY_NAME.keys()}

    assert [
        name for name, path in paths.items() if not path.startswith(policy.PUBLIC_PATHS + policy.PUBLIC_READING)
    ] == []
    undocumented = ("/api/openapi.json", "/api/docs")
    ways = [way for way in policy.PUBLIC_PATHS + policy.PUBLIC_READING if way not in undocumented]
    assert [way for way in ways if not any(path.startswith(way) for path in paths.values())] == []


def test_what_changes_something_takes_an_idempotency_key() -> None:
    missing = [route.name for route in _with("POST") if once not in set(_calls(route.dependant))]

    assert set(missing) - WITHOUT_KEY.keys() == set()
    assert WITHOUT_KEY.keys() - set(missing) == set(), "these take a key now: strike them from the list"


def test_only_a_post_takes_an_idempotency_key() -> None:
    assert [
        route.name for route in ROUTES if "POST" not in route.methods and once in set(_calls(route.dependant))
    ] == []


def test_every_edit_takes_if_match_and_says_what_happens_without() -> None:
    edits = [route for route in _with("PUT") if route.name not in WITHOUT_IF_MATCH]

    assert edits
    assert WITHOUT_IF_MATCH.keys() <= {route.name for route in _with("PUT")}
    assert [route.name for route in edits if "If-Match" not in set(_headers(route.dependant))] == []
    assert [route.name for route in edits if not {412, 428} <= route.responses.keys()] == []


def test_nothing_is_patched_and_only_what_is_said_is_deleted() -> None:
    assert [route.name for route in ROUTES if route.methods - {"GET", "POST", "PUT", "DELETE"}] == []
    assert {route.name for route in _with("DELETE")} == DELETES.keys()


def test_every_route_tries_again_when_the_database_gave_way() -> None:
    assert [
        route.name for route in ROUTES if not isinstance(route, RetryingRoute) and route.name != "read_health"
    ] == []


def test_no_table_is_a_body_or_an_answer() -> None:
    # A table class as a body checks nothing and takes what the client must not choose.
    found = []
    for route in ROUTES:
        kinds = [field.field_info.annotation for field in route.dependant.body_params] + [route.response_model]
        found += [route.name for kind in kinds if isinstance(kind, type) and issubclass(kind, SQLModel)]

    assert found == []


def test_every_answer_has_a_shape() -> None:
    # Nothing is in what has no content, nor in what leads on to a screen.
    shapeless = {route.name for route in ROUTES if route.response_model is None and route.status_code not in {204, 303}}

    # A file says what kind of file it is instead.
    assert {
        name for name in shapeless if not FILES & BY_NAME[name].responses.get(200, {}).get("content", {}).keys()
    } == set()
