"""Promise 53: the list of what the product is made of names exactly what is locked."""

import json
import os
import re
import shutil
import sys

import pytest
from sources import ROOT

sys.path.insert(0, str(ROOT / "tools"))

import sbom

LOCKED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_locked_library_of_the_server_is_listed_and_nothing_else() -> None:
    """Take out: `runtime.txt` for another file in tools/sbom.py."""
    text = (ROOT / "requirements/runtime.txt").read_text()
    locked = {(_plain(name), version) for name, version in LOCKED.findall(text)}

    made = sbom.python()

    assert len(locked) > 50
    assert {(_plain(one["name"]), one["version"]) for one in made["components"]} == locked
    assert all(any(where.get("hashes") for where in one["externalReferences"]) for one in made["components"])
    assert "timestamp" not in made["metadata"]


def test_every_locked_library_of_the_page_is_listed_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take out: nothing; add `--omit=dev` in tools/sbom.py, which leaves out React."""
    monkeypatch.setenv("PATH", f"{ROOT / '.tools' / 'bin'}{os.pathsep}{os.environ['PATH']}")
    if shutil.which("npm") is None:
        pytest.skip("npm is not installed")
    lock = json.loads((ROOT / "frontend/package-lock.json").read_text())["packages"]

    made = sbom.page()

    locked = {(path.rsplit("node_modules/", 1)[1], one["version"]) for path, one in lock.items() if path}
    assert len(locked) > 100
    assert {(one["name"], one["version"]) for one in made["components"]} == locked
