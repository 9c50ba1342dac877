"""schemathesis, as a stranger would run it: its own command, over HTTP, with sessions of real people.

A run knows the ids of what stands in the school, and uses one of them seven times in ten: what nobody has is soon refused.
"""

import json
import subprocess
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from operations import CALLS, filled
from stage import Stage

CHECKS = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance",
    "ignored_auth", "use_after_free", "unsupported_method", "object_level_authorization",
)  # fmt: skip
"""Not ensure_resource_availability: the same Idempotency-Key sent again is told of what it made, also when that is gone."""
OUT_OF_HARM = "sign-out|sessions|sign-in|/tokens|invitations|me/school|/invitation$"
"""What would end the session that the requests are made with, or hash passwords for ever."""
FOR_OTHERS = "^/api/fair/"
"""What one school shows is meant to be seen by another there."""
KNOWN_IDS = 0.7
START_SECONDS = 120
"""To read a document of a million characters on a busy machine, on top of the time the run is given."""


@dataclass(frozen=True, slots=True)
class Report:
    """What one run found. *links*: how many of the document's links were followed."""

    cases: int
    operations: int
    links: int
    failures: tuple[str, ...]
    accepted: int


def run(stage: Stage, role: str, folder: Path, *, seconds: int, seed: int, phases: str) -> Report:
    """Let schemathesis loose as *role* for *seconds*."""
    described = httpx.get(f"{stage.api}/openapi.json", timeout=START_SECONDS).json()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "openapi.json").write_text(json.dumps(described))
    (folder / "people.json").write_text(json.dumps(_people(stage, role)))
    (folder / "schemathesis.toml").write_text(_config(stage, role, described, folder))
    report = folder / "report.json"
    command = [
        str(Path(sys.executable).with_name("st")), "--config-file", str(folder / "schemathesis.toml"), "run",
        str(folder / "openapi.json"), "--url", stage.url, "--no-color", "--phases", phases, "--max-time", str(seconds),
        "--seed", str(seed), "--workers", "1", "--checks", ",".join(CHECKS), "--exclude-path-regex", OUT_OF_HARM,
        "--continue-on-failure", "--no-shrink", "--report", "json", "--report-json-path", str(report),
        "--suppress-health-check", "all",
    ]  # fmt: skip
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=seconds * 2 + START_SECONDS, check=False
    )
    (folder / "said.txt").write_text(done.stdout + done.stderr)
    assert report.is_file(), (done.stdout + done.stderr)[-3000:]
    return _read(json.loads(report.read_text()), done.stdout)


def _read(report: dict[str, Any], said: str) -> Report:
    links = [line for line in said.splitlines() if "Covered:" in line or "covered" in line]
    accepted = sum(phase["accepted"] for rates in report["valid_rates"].values() for phase in rates.values())
    return Report(
        cases=report["test_cases"]["generated"], operations=report["operations"]["tested"],
        links=int("".join(sign for sign in links[0].split("/")[0] if sign.isdigit()) or 0) if links else 0,
        failures=tuple(json.dumps(one)[:1500] for one in (*report["failures"], *report["errors"])), accepted=accepted,
    )  # fmt: skip


def _people(stage: Stage, role: str) -> dict[str, Any]:
    """Who asks, and somebody of another school who must not see what they made."""
    other = "other_school" if role != "other_school" else "lead"
    return {
        "auth": [
            {"name": name, "fixedHeaders": [{"name": "Cookie", "value": f"__Host-kenkyu={stage.secrets[name]}"}]}
            for name in (role, other)
            if stage.secrets[name] is not None
        ]
    }


def _config(stage: Stage, role: str, described: dict[str, Any], folder: Path) -> str:
    lines = ['headers = { "X-Kenkyu" = "1", "Sec-Fetch-Site" = "same-origin" }']
    lines += ["[generation]", "with-security-parameters = false", 'database = "none"']
    # Our own links only: seven thousand more are guessed otherwise, and most of the time goes into those.
    lines += ["[phases.stateful.inference]", "algorithms = []"]
    if stage.secrets[role] is not None:
        peers = json.dumps([one["name"] for one in _people(stage, role)["auth"]])
        lines += ["[auth.wfc]", f'path = "{folder / "people.json"}"', f'user = "{role}"', f"peers = {peers}"]
    lines += ["[[operations]]", f'include-path-regex = "{FOR_OTHERS}"']
    lines += ["checks.object_level_authorization.enabled = false"]
    known = _known_ids(described, stage.things)
    for name, ids in known.items():
        lines += [f"[dictionaries.{name}]", f"values = {json.dumps(sorted(ids))}"]
    lines += ["[parameters]"]
    lines += [f'"{name}" = {{ dictionary = "{name}", probability = {KNOWN_IDS} }}' for name in known]
    return "\n".join(lines) + "\n"


def _known_ids(described: dict[str, Any], things: dict[str, str]) -> dict[str, set[str]]:
    """By name of a parameter, the ids that the calls of tests/operations.py put there."""
    shapes = defaultdict(set)
    for path in described["paths"]:
        shapes[_shape(path.removeprefix("/api"))].add(path.removeprefix("/api"))
    known: dict[str, set[str]] = defaultdict(set)
    for call in CALLS.values():
        plain, _, asked = call.path.partition("?")
        for path in shapes.get(_shape(plain), ()):
            for name, said in zip(path.split("/"), plain.split("/"), strict=True):
                if name.startswith("{") and said.startswith("{") and said[1:-1] in things:
                    known[name[1:-1]].add(things[said[1:-1]])
        for one in filter(None, asked.split("&")):
            name, _, said = one.partition("=")
            if said.startswith("{") and said[1:-1] in things:
                known[name].add(str(filled(said, things)))
    return known


def _shape(path: str) -> tuple[str, ...]:
    return tuple("{}" if part.startswith("{") else part for part in path.split("/"))
