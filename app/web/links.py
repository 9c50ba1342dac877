"""OpenAPI links, made from the document itself: where an answer's ids and its version may be used next.

No route names its links. A path says what its parameter is: in `/staff/{staff_id}` ids of `staff` go into `staff_id`.
So every answer of a path that ends with `/staff` and holds ids leads to every operation that takes a `staff_id`.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

Node = dict[str, Any]

FIRST: Final = "#/items/0/id"
OWN: Final = "#/id"
_NAMED: Final = re.compile(r"/([\w.-]+)/\{(\w+)\}")
_METHODS: Final = ("get", "put", "post", "delete")


def connect(document: Node) -> None:
    """Add to each successful answer of *document* the links that lead on from it. Changes it in place."""
    takers = list(_takers(document))
    parameters = {word: name for path in document["paths"] for word, name in _NAMED.findall(path)}
    for path, item in document["paths"].items():
        for method, operation in item.items():
            found = _links(document, path, method, operation, takers, parameters)
            for status, response in operation["responses"].items():
                if found and status.startswith("2"):
                    response["links"] = found


def _takers(document: Node) -> Iterator[tuple[str, Node]]:
    """Every operation that names something by id, with its path."""
    for path, item in document["paths"].items():
        for method in _METHODS:
            operation = item.get(method)
            if operation is not None and operation.get("parameters"):
                yield path, operation


def _links(
    document: Node, path: str, method: str, operation: Node, takers: list[tuple[str, Node]], parameters: dict[str, str]
) -> Node:
    given = f"{operation['operationId']}"
    links: Node = {}
    place = _place_of_id(document, operation)
    word = next((part for part in reversed(path.split("/")) if not part.startswith("{")), "")
    name = parameters.get(word)
    if place is not None and name is not None:
        for target_path, target in takers:
            if wanted := _filled(target, target_path, path, name, place):
                links[f"{target['operationId']}_of_{given}"] = _link(target, wanted)
    if method == "get" and "{" in path:
        links |= _edits(document, path, operation)
    return links


def _filled(target: Node, target_path: str, path: str, name: str, place: str) -> dict[str, str] | None:
    """What goes into *target* from an answer of *path*; None when the answer has no id for it, or not for all of it."""
    own = set(re.findall(r"\{(\w+)\}", path))
    needed = re.findall(r"\{(\w+)\}", target_path)
    asked = [one["name"] for one in target["parameters"] if one["in"] == "query" and one.get("required")]
    if name not in needed + asked:
        return None
    wanted = {}
    for one in needed + asked:
        kind = "path" if one in needed else "query"
        if one == name:
            wanted[f"{kind}.{one}"] = f"$response.body{place}"
        elif one in own:
            wanted[f"{kind}.{one}"] = f"$request.path.{one}"
        else:
            return None
    return wanted


def _edits(document: Node, path: str, operation: Node) -> Node:
    """From what shows a version to what may be done to it with If-Match."""
    own = {f"path.{name}": f"$request.path.{name}" for name in re.findall(r"\{(\w+)\}", path)}
    found = {}
    for target_path, item in document["paths"].items():
        for method in _METHODS:
            target = item.get(method, {})
            heads = [one["name"] for one in target.get("parameters", ()) if one["in"] == "header"]
            is_near = target_path == path or target_path.rpartition("/")[0] == path
            is_near &= {f"path.{name}" for name in re.findall(r"\{(\w+)\}", target_path)} <= own.keys()
            if is_near and any(head.lower() == "if-match" for head in heads):
                wanted = own | {"header.If-Match": "$response.header.ETag"}
                found[f"{target['operationId']}_after_{operation['operationId']}"] = _link(target, wanted)
    return found


def _link(target: Node, wanted: dict[str, str]) -> Node:
    return {"operationId": target["operationId"], "parameters": wanted}


def _place_of_id(document: Node, operation: Node) -> str | None:
    """Where a successful answer of *operation* holds an id; None when it holds none."""
    for status, response in operation["responses"].items():
        if not status.startswith("2"):
            continue
        schema = _resolved(document, response.get("content", {}).get("application/json", {}).get("schema", {}))
        members = schema.get("properties", {})
        if "id" in members:
            return OWN
        items = _resolved(document, members.get("items", {}).get("items", {}))
        if "id" in items.get("properties", {}):
            return FIRST
    return None


def _resolved(document: Node, schema: Node) -> Node:
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    return schema
