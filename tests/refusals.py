"""What a refused answer looks like."""

from typing import Any

import httpx

PROBLEM = {"type", "title", "status", "detail"}


def refused(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """The problem document of an *answer* that was expected to be refused."""
    assert (answer.status_code, answer.json()["type"]) == (status, f"/problems/{code}"), answer.text
    return answer.json()


def is_problem(answer: httpx.Response) -> bool:
    if answer.headers.get("content-type") != "application/problem+json":
        return False
    body = answer.json()
    return body.keys() >= PROBLEM and body["status"] == answer.status_code
