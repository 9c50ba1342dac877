"""The examples of docs/api.md and the first steps of docs/operations.md, run against a real server as they stand."""

import re
import shlex
import string
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from served import ROOT, Kenkyu

GUIDE = (ROOT / "docs" / "api.md").read_text()
OPERATIONS = (ROOT / "docs" / "operations.md").read_text()
PASSWORD = "a long password for one test"
EXPECTED = re.compile(
    r"# (?P<status>\d{3})(?: (?P<problem>[a-z]+(?:[/-][a-z-]+)*))?"
    r"(?:, keep (?P<what>\w+) as (?P<name>[A-Z]+))?(?:, .*)?"
)


@dataclass
class Request:
    """What a curl command would send: the options that the guide uses, and no others."""

    url: str = ""
    method: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    body: str | None = None

    def send(self) -> httpx.Response:
        method = self.method or ("GET" if self.body is None else "POST")
        return httpx.request(method, self.url, headers=self.headers, content=self.body, timeout=30)


def _request(command: str, variables: dict[str, str]) -> Request:
    words = shlex.split(_filled(command.replace("\\\n", " "), variables))
    assert words.pop(0) == "curl"
    request = Request()
    while words:
        match words.pop(0):
            case "-s" | "-i":
                pass
            case "-X":
                request.method = words.pop(0)
            case "-H":
                name, _, value = words.pop(0).partition(": ")
                request.headers[name] = value
            case "-d":
                request.body = words.pop(0)
            case url:
                assert url.startswith("http"), f"the test does not know curl's {url}"
                request.url = url
    return request


def _filled(command: str, variables: dict[str, str]) -> str:
    """Put the variables in as a shell would: inside double quotes, where quotes of a value are only characters."""
    quoted = {name: re.sub(r'([\\"$`])', r"\\\1", value) for name, value in variables.items()}
    return string.Template(command).substitute(quoted)


def _examples() -> list[str]:
    return re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Kenkyu, str]]:
    """A server set up by the very commands of operations.md, and the invitation link they print."""
    section = OPERATIONS.split("## The first school and its first lead")[1].split("```")[1].removeprefix("sh\n")
    *steps, serve = [shlex.split(line) for line in section.strip().splitlines()]
    kenkyu = Kenkyu(tmp_path_factory.mktemp("guide"))
    printed = [kenkyu.run(*step) for step in steps]
    with kenkyu.serving(*serve):
        yield kenkyu, printed[-1].strip()


@pytest.fixture(scope="module")
def variables(served: tuple[Kenkyu, str]) -> dict[str, str]:
    """What the guide asks for, of the lead who has just taken the invitation."""
    kenkyu, link = served
    secret = link.rsplit("/", 1)[1]
    taken = httpx.post(f"{kenkyu.url}/api/invitations/{secret}/accept", json={"password": PASSWORD}, timeout=30)
    assert taken.status_code == 200, taken.text
    return {"KENKYU": kenkyu.url, "EMAIL": taken.json()["email"], "PASSWORD": PASSWORD}


def test_the_first_lead_is_in_their_school_by_the_steps_of_the_page(
    served: tuple[Kenkyu, str], variables: dict[str, str]
) -> None:
    kenkyu, link = served

    assert link.startswith(f"{kenkyu.url}/invitation/")
    assert variables["EMAIL"] == "hana@birch.example"


def test_every_example_of_the_guide_answers_as_the_guide_says(variables: dict[str, str]) -> None:
    known = dict(variables)
    examples = _examples()
    assert len(examples) > 12
    for example in examples:
        comment, command = example.split("\n", 1)
        expected = EXPECTED.fullmatch(comment)
        assert expected, comment

        answer = _request(command, known).send()

        assert answer.status_code == int(expected["status"]), f"{example}\n{answer.text}"
        if expected["problem"]:
            assert answer.headers["Content-Type"] == "application/problem+json"
            assert answer.json()["type"] == f"/problems/{expected['problem']}"
        if expected["name"]:
            known[expected["name"]] = answer.headers.get(expected["what"]) or answer.json()[expected["what"]]


def test_the_guide_shows_the_refusals_that_a_script_has_to_know() -> None:
    shown = {found["problem"] for example in _examples() if (found := EXPECTED.fullmatch(example.split("\n")[0]))}

    assert shown >= {"stale", "version-missing", "idempotency/key-reused", "invalid-request"}


def test_the_backup_of_the_page_is_made_and_tried_while_the_server_runs(
    served: tuple[Kenkyu, str], tmp_path: Path
) -> None:
    kenkyu, _ = served
    script = next(block for block in re.findall(r"```sh\n(.*?)```", OPERATIONS, re.DOTALL) if "backup-key" in block)
    make_a_key, back_up, restore = (line.split("#")[0].strip() for line in script.strip().splitlines())

    told = kenkyu.run("sh", "-c", f"cd {tmp_path} && {make_a_key}")
    public = told.split("KENKYU_BACKUP_KEY=")[1].split()[0]
    kenkyu.run("sh", "-c", f"KENKYU_BACKUP_KEY={public} {back_up.replace('/backups', str(tmp_path))}")
    (made,) = tmp_path.glob("*.age")
    file = re.search(r"/backups/\S+", restore)
    assert file
    tried = kenkyu.run("sh", "-c", f"cd {tmp_path} && {restore.replace(file[0], str(made))}")

    assert re.fullmatch(r"/backups/kenkyu-\d{4}-\d\d-\d\dT\d{6}Z\.age", file[0])
    assert "is whole: 1 schools" in tried
