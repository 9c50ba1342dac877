"""Pages that say what the product does say just that: made from it, or held to files that exist."""

import csv
import re
import sys

import pytest
from sources import ROOT

sys.path.insert(0, str(ROOT / "tools"))

import pages

from app.data_protection.rules.held import HELD
from app.identity import policy
from app.kernel.actor import Role

SECURITY = ("docs/security/threat-model.md", "docs/security/asvs.md", "SECURITY.md")
NAMED = re.compile(r"`((?:app|tests|docs|deploy|frontend|tools|requirements)/[\w./\-#]*\w)`")
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| ([123]) \| (.+?) \| (yes|partly|no|n/a) \| (.+?) \|$", re.MULTILINE)


def test_who_may_what_is_what_the_policy_and_the_matrix_say() -> None:
    """Take out: any role of a door, or any line of policy.csv, without `make pages`."""
    page = (ROOT / "docs/who-may-what.md").read_text()

    assert page == pages.who_may_what(), "make pages"
    assert [name for name in policy.DOORS if f"`{name}`" not in page] == []
    with (ROOT / "tests/policy.csv").open(newline="") as file:
        columns = next(iter(csv.reader(file)))[1:]
    assert f"| Operation | {' | '.join(name.replace('_', ' ') for name in columns)} | Fields |" in page


def test_every_door_that_is_opened_or_shut_by_one_role_makes_that_test_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    """What `make mutants` does with other guards, for each door. Take out: the table of roles in tools/pages.py."""
    page = (ROOT / "docs/who-may-what.md").read_text()
    unseen = []
    for place, (name, roles) in enumerate(policy.DOORS.items()):
        role = list(Role)[place % len(Role)]
        with monkeypatch.context() as patch:
            patch.setitem(policy.DOORS, name, roles ^ {role})
            if pages.who_may_what() == page:
                unseen.append(f"{name}: {role}")

    assert len(policy.DOORS) > 300
    assert unseen == []


def test_the_record_of_processing_is_what_the_registers_say() -> None:
    """Take out: any line of held.py or kept.py without `make pages`."""
    page = (ROOT / "docs/data-protection/record-of-processing.md").read_text()

    assert page == pages.record(), "make pages"
    assert [table for table in HELD if f"`{table}`" not in page] == []


@pytest.mark.parametrize("name", SECURITY)
def test_every_guard_and_every_test_that_is_named_is_there(name: str) -> None:
    """Take out: a test that the threat model names."""
    text = (ROOT / name).read_text()
    named = {found.partition("#")[0] for found in NAMED.findall(text)}

    assert len(named) > (2 if name == "SECURITY.md" else 40)
    assert sorted(path for path in named if not (ROOT / path).exists()) == []


def test_every_threat_has_a_test() -> None:
    text = (ROOT / "docs/security/threat-model.md").read_text()
    threats = re.findall(r"^\| [STRIDE](?:, [STRIDE])* \| .+$", text, re.MULTILINE)

    assert len(threats) > 35
    assert [line for line in threats if "`tests/" not in line] == []


def test_the_table_of_asvs_is_whole_and_counts_itself_rightly() -> None:
    """Take out: a row; a figure of the first paragraph."""
    text = (ROOT / "docs/security/asvs.md").read_text()
    rows = ROW.findall(text)
    ours = [row for row in rows if row[1] in "12"]
    counted = {answer: sum(row[3] == answer for row in ours) for answer in ("yes", "partly", "no", "n/a")}

    assert len({row[0] for row in rows}) == len(rows) == len(re.findall(r"^\| \d", text, re.MULTILINE))
    assert {row[0].split(".")[0] for row in rows} == {str(number) for number in range(1, 18)}
    said = f"Of {len(ours)} requirements of levels 1\nand 2: {counted['yes']} yes, {counted['partly']} partly, {counted['no']} no, {counted['n/a']} not applicable."
    assert said in text
    assert [
        row[0] for row in rows if row[3] == "yes" and "`" not in row[4] and "no " not in row[4] and len(row[4]) < 12
    ] == []
