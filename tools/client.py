"""Writes the API's typed Python client into a folder: `kenkyu openapi | python tools/client.py FOLDER`.

Nothing of it is kept in the repository, so it cannot be stale.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

PACKAGE = "kenkyu_client"
# What the generator cannot read as it stands: files are bytes to it, whatever is in them.
CONFIG = """
post_hooks: []
content_type_overrides:
  application/pdf: application/octet-stream
  application/vnd.openxmlformats-officedocument.spreadsheetml.sheet: application/octet-stream
  application/vnd.openxmlformats-officedocument.wordprocessingml.document: application/octet-stream
  application/x-bibtex: application/octet-stream
  application/x-research-info-systems: application/octet-stream
  image/webp: application/octet-stream
  text/csv: application/octet-stream
  text/calendar: application/octet-stream
"""


def main(folder: Path) -> int:
    """Write the package into *folder*; what was there of it before goes."""
    folder.mkdir(parents=True, exist_ok=True)
    document = _with_files(json.load(sys.stdin))
    with tempfile.TemporaryDirectory() as place:
        described, config = Path(place, "openapi.json"), Path(place, "config.yaml")
        described.write_text(json.dumps(document))
        config.write_text(CONFIG)
        generator = Path(sys.executable).with_name("openapi-python-client")
        command = [
            generator, "generate", "--path", described, "--config", config, "--meta", "none", "--overwrite",
            "--output-path", folder / PACKAGE,
        ]  # fmt: skip
        done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.stderr.write(done.stdout + done.stderr)
    return done.returncode


def _with_files(part: Any) -> Any:
    """The same description, with uploads marked as the generator knows them."""
    if isinstance(part, list):
        return [_with_files(one) for one in part]
    if not isinstance(part, dict):
        return part
    found = {name: _with_files(value) for name, value in part.items()}
    if found.pop("contentMediaType", None) == "application/octet-stream":
        found["format"] = "binary"
    return found


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
