"""The typed Python client, made anew from the API as it is, and the script of docs/scripting.md run with it."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from served import BIN, ROOT, Kenkyu

PASSWORD = "a long password for one test"
SCRIPT = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "scripting.md").read_text(), re.DOTALL)[0]
WEEK = "teacher,day,period,class,subject,room\nA. Khan,Monday,P1,7A,Maths,M1\nB. Osei,Monday,P1,7B,Art,A1\n"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `make client` would fill."""
    folder = tmp_path_factory.mktemp("client")
    described = subprocess.run([BIN / "kenkyu", "openapi"], capture_output=True, check=True, timeout=60).stdout
    made = subprocess.run(
        [sys.executable, ROOT / "tools" / "client.py", folder], input=described, capture_output=True, check=False,
        timeout=120,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr.decode()[-3000:]
    return folder


@pytest.fixture(scope="module")
def kenkyu(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Kenkyu, dict[str, str]]]:
    """A server with a school and its lead, and what a script needs to sign in as them."""
    one = Kenkyu(tmp_path_factory.mktemp("scripted"))
    one.run("kenkyu", "migrate")
    one.run("kenkyu", "school", "add", "Birch School")
    link = one.run(
        "kenkyu", "staff", "add", "--school", "Birch School", "--name", "Hana Iqbal", "--email", "hana@birch.example",
        "--role", "cpd_lead",
    ).strip()  # fmt: skip
    with one.serving("kenkyu", "serve"):
        secret = link.rsplit("/", 1)[1]
        taken = httpx.post(f"{one.url}/api/invitations/{secret}/accept", json={"password": PASSWORD}, timeout=30)
        assert taken.status_code == 200, taken.text
        yield one, {"KENKYU": one.url, "EMAIL": "hana@birch.example", "PASSWORD": PASSWORD}


def run(client: Path, folder: Path, variables: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    script = folder / "morning.py"
    script.write_text(SCRIPT)
    return subprocess.run(
        [sys.executable, script, *arguments], cwd=folder, env={"PYTHONPATH": str(client), "LC_ALL": "C.UTF-8", **variables},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def test_the_page_s_script_signs_in_lists_cover_and_brings_a_timetable(
    client: Path, kenkyu: tuple[Kenkyu, dict[str, str]], tmp_path: Path
) -> None:
    (tmp_path / "week.csv").write_text(WEEK)

    ran = run(client, tmp_path, kenkyu[1], "week.csv")

    assert ran.returncode == 0, ran.stderr[-3000:]
    assert "0 to cover" in ran.stdout
    assert "2 lessons of 2 teachers" in ran.stdout
    assert f"{kenkyu[0].url}/school/timetable/import/" in ran.stdout
    assert (tmp_path / "GPU014.TXT").read_bytes() == b""


def test_refusals_come_as_what_they_are(client: Path, kenkyu: tuple[Kenkyu, dict[str, str]], tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("just,some\nwords,here\n")

    refused = run(client, tmp_path, kenkyu[1], "bad.csv")
    unknown = run(client, tmp_path, kenkyu[1] | {"PASSWORD": "not the password"}, "bad.csv")

    assert (refused.returncode, "bad.csv, line" in refused.stderr) == (1, True)
    assert (unknown.returncode, "Not signed in" in unknown.stderr) == (1, True)


def test_every_operation_of_the_api_is_in_the_client(client: Path) -> None:
    described = subprocess.run([BIN / "kenkyu", "openapi"], capture_output=True, check=True, timeout=60).stdout
    wanted = {
        operation["operationId"] for path in json.loads(described)["paths"].values() for operation in path.values()
    }

    made = {path.stem for path in (client / "kenkyu_client" / "api").rglob("*.py")} - {"__init__"}

    assert wanted - made == set()
