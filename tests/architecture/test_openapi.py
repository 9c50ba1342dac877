"""The API describes itself fully: every operation, every refusal, and the frontend's types are made from it."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from sources import ROOT

from app import cli, main
from app.identity import policy
from app.web import methods

FRONTEND = ROOT / "frontend"
METHODS = frozenset({"get", "post", "put", "delete"})
PROBLEM = frozenset({"type", "title", "status", "detail"})
ANSWERED_BY_ALL = frozenset({"400", "401", "403", "404", "413", "415", "422", "503"})


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    """As `kenkyu openapi` prints it."""
    printed = CliRunner().invoke(cli.main, ["openapi"], catch_exceptions=False)
    assert printed.exit_code == 0, printed.output
    return json.loads(printed.output)


def _operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


def _schemas(node: object) -> Iterator[dict[str, Any]]:
    """Every schema below *node*, wherever it stands."""
    if isinstance(node, dict):
        if isinstance(node.get("schema"), dict):
            yield node["schema"]
        for inner in node.values():
            yield from _schemas(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _schemas(inner)


def _references(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for inner in node.values():
            yield from _references(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _references(inner)


def _resolved(document: dict[str, Any], schema: dict[str, Any]) -> list[dict[str, Any]]:
    """The object schemas that *schema* stands for: several for a union."""
    if "$ref" in schema:
        return _resolved(document, document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]])
    if branches := schema.get("anyOf", schema.get("oneOf")):
        return [inner for branch in branches for inner in _resolved(document, branch)]
    return [schema]


def test_the_document_is_openapi_3_1_with_a_name_and_a_version(document: dict[str, Any]) -> None:
    assert re.fullmatch(r"3\.1\.\d+", document["openapi"])
    assert document["info"]["title"] == "Kenkyu"
    assert re.fullmatch(r"\d+\.\d+\.\d+", document["info"]["version"])
    assert document.keys() <= {"openapi", "info", "paths", "components", "servers", "tags", "security", "webhooks"}


def test_every_schema_is_json_schema(document: dict[str, Any]) -> None:
    named = document["components"]["schemas"]

    assert len(named) > 50
    for schema in [*named.values(), *_schemas(document["paths"])]:
        Draft202012Validator.check_schema(schema)


def test_no_two_shapes_share_a_name(document: dict[str, Any]) -> None:
    # Two classes of one name are told apart by number, and which is the first changes from run to run.
    assert [name for name in document["components"]["schemas"] if "__" in name] == []


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    known = {
        f"#/components/{kind}/{name}" for kind, members in document["components"].items() for name in members
    }  # fmt: skip

    assert set(_references(document)) - known == set()


def test_every_operation_has_a_name_a_sentence_and_a_place(document: dict[str, Any]) -> None:
    operations = list(_operations(document))
    names = [operation["operationId"] for _, _, operation in operations]

    assert set(names) == policy.DOORS.keys() | policy.PUBLIC.keys()
    assert len(names) == len(set(names))
    assert [path for path, method, _ in operations if method not in METHODS] == []
    for _, _, operation in operations:
        assert operation.get("description") or operation.get("summary"), operation["operationId"]
        assert operation.get("tags"), operation["operationId"]


def test_every_parameter_in_a_path_is_described(document: dict[str, Any]) -> None:
    for path, _, operation in _operations(document):
        wanted = set(re.findall(r"{(\w+)}", path))
        given = {each["name"] for each in operation.get("parameters", []) if each["in"] == "path"}

        assert given == wanted, path
        assert all("schema" in each for each in operation.get("parameters", [])), path


def test_every_refusal_is_a_problem_document(document: dict[str, Any]) -> None:
    for _, _, operation in _operations(document):
        for status, response in operation["responses"].items():
            if int(status) < 400:
                continue
            content = response["content"]
            assert content.keys() == {"application/problem+json"}, (operation["operationId"], status)
            for schema in _resolved(document, content["application/problem+json"]["schema"]):
                assert set(schema["required"]) | schema["properties"].keys() >= PROBLEM, (
                    operation["operationId"],
                    status,
                )


def test_a_documented_status_is_the_status_in_the_body(document: dict[str, Any]) -> None:
    for _, _, operation in _operations(document):
        for status, response in operation["responses"].items():
            if int(status) < 400:
                continue
            for schema in _resolved(document, response["content"]["application/problem+json"]["schema"]):
                said = schema["properties"]["status"].get("const")
                assert said in (None, int(status)), (operation["operationId"], status)


def test_every_operation_documents_what_any_request_may_meet(document: dict[str, Any]) -> None:
    for _, _, operation in _operations(document):
        assert operation["responses"].keys() >= ANSWERED_BY_ALL, operation["operationId"]


def test_what_needs_a_key_says_that_it_may_be_missing_or_reused(document: dict[str, Any]) -> None:
    keyed = [
        operation for _, _, operation in _operations(document)
        if any(each["name"] == "Idempotency-Key" for each in operation.get("parameters", []))
    ]  # fmt: skip

    assert keyed
    for operation in keyed:
        assert "/problems/idempotency/key-reused" in _types(document, operation, "422"), operation["operationId"]
        assert "/problems/idempotency/key-missing" in _types(document, operation, "422", "400"), operation[
            "operationId"
        ]


def _types(document: dict[str, Any], operation: dict[str, Any], *statuses: str) -> set[str]:
    found = set()
    for status in statuses:
        content = operation["responses"].get(status, {}).get("content", {})
        for schema in _resolved(document, content.get("application/problem+json", {}).get("schema", {})):
            found.add(schema.get("properties", {}).get("type", {}).get("const", ""))
    return found


def test_every_answer_that_is_not_empty_has_a_schema(document: dict[str, Any]) -> None:
    for _, _, operation in _operations(document):
        for status, response in operation["responses"].items():
            if status in {"200", "201"}:
                for kind, content in response["content"].items():
                    assert "schema" in content or kind != "application/json", operation["operationId"]


def test_who_may_knock_is_said_for_every_door(document: dict[str, Any]) -> None:
    for _, _, operation in _operations(document):
        is_open = operation["operationId"] in policy.PUBLIC
        assert operation.get("security", []) == ([] if is_open else [{"cookie": []}, {"bearer": []}])


# ---- what the frontend keeps of it ---------------------------------------------------------------


def test_the_frontend_s_copy_of_the_document_is_current(document: dict[str, Any]) -> None:
    kept = FRONTEND / "openapi.json"
    assert json.loads(kept.read_text()) == document, "run `make openapi` and commit what it writes"


def test_the_frontend_s_types_are_made_from_that_copy(tmp_path: Path) -> None:
    kept = FRONTEND / "src" / "api" / "schema.d.ts"
    tool = FRONTEND / "node_modules" / "openapi-typescript" / "bin" / "cli.js"
    node = shutil.which("node", path=f"{ROOT / '.tools' / 'bin'}{os.pathsep}{os.environ['PATH']}")
    assert node is not None, "Node is not installed: make setup"

    made = tmp_path / "schema.d.ts"
    subprocess.run([node, tool, FRONTEND / "openapi.json", "-o", made], cwd=FRONTEND, check=True, capture_output=True)

    assert kept.read_text() == made.read_text(), "run `make openapi` and commit what it writes"


def test_every_link_leads_to_an_operation_and_fills_all_that_it_needs(document: dict[str, Any]) -> None:
    """Take out: `links.connect` in main._openapi."""
    by_name = {operation["operationId"]: (path, operation) for path, _, operation in _operations(document)}
    links = [
        (place, link)
        for place, _, operation in _operations(document)
        for response in operation["responses"].values()
        for link in response.get("links", {}).values()
    ]

    assert len(links) > 500
    for place, link in links:
        path, target = by_name[link["operationId"]]
        needed = {f"path.{name}" for name in re.findall(r"{(\w+)}", path)}
        known = needed | {f"{one['in']}.{one['name']}" for one in target.get("parameters", [])}
        assert needed <= link["parameters"].keys() <= known, link
        own = re.findall(r"{(\w+)}", place)
        for said in link["parameters"].values():
            assert said in ("$response.header.ETag", "$response.body#/id", "$response.body#/items/0/id") or (
                said.removeprefix("$request.path.") in own
            ), link


def test_what_is_written_out_keeps_to_its_own_methods(document: dict[str, Any]) -> None:
    """Take out: the first two lines of methods._shadowed's loop."""
    refused = {(route.path, method) for route in methods.closed(main.ROUTERS).routes for method in route.methods or ()}

    assert ("/years/current", "PUT") in refused
    taken = {(path.removeprefix("/api"), method.upper()) for path, method, _ in _operations(document)}
    assert refused & taken == set()
