"""`make sbom`: what the server and the page are made of, as CycloneDX, from the lock files alone and without a network.

Writes build/sbom/python.cdx.json and build/sbom/page.cdx.json. Two runs of one tree write the same bytes.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "build" / "sbom"
BY_CHANCE = ("serialNumber",)


def python() -> dict[str, Any]:
    """Of requirements/runtime.txt, by cyclonedx-py."""
    made = subprocess.run(
        [sys.executable, "-m", "cyclonedx_py", "requirements", "--output-reproducible", "--of", "JSON", "-o", "-",
         str(ROOT / "requirements" / "runtime.txt")],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return _settled(json.loads(made.stdout))


def page() -> dict[str, Any]:
    """Of frontend/package-lock.json, by npm: all of it, because npm leaves out too much when asked for less."""
    made = subprocess.run(
        ["npm", "sbom", "--package-lock-only", "--sbom-format=cyclonedx", "--offline"],
        cwd=ROOT / "frontend", check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return _settled(json.loads(made.stdout))


def _settled(found: dict[str, Any]) -> dict[str, Any]:
    """Without what changes from run to run, and without where packages were fetched from."""
    for name in BY_CHANCE:
        found.pop(name, None)
    for name in ("timestamp", "tools"):
        found.get("metadata", {}).pop(name, None)
    for one in found.get("components", ()):
        for where in one.get("externalReferences", ()):
            where.pop("url", None) if "url" in where and where.get("type") == "distribution" else None
            where.setdefault("url", one.get("purl", ""))
    return found


if __name__ == "__main__":
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, made in (("python", python()), ("page", page())):
        path = TARGET / f"{name}.cdx.json"
        path.write_text(json.dumps(made, indent=1, sort_keys=True) + "\n")
        print(f"{path.relative_to(ROOT)}: {len(made['components'])} components")
