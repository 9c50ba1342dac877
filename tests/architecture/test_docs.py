"""The documentation is part of the product: what the code has, the pages name, and the other way round."""

import importlib
import re
import tomllib
from pathlib import Path

import pytest
from sources import ROOT, committed, modules, sources

from app.kernel.errors import DomainError
from app.settings import Settings
from app.web import problems

DOCS = ROOT / "docs"
DECISIONS = sorted((DOCS / "decisions").glob("[0-9]*.md"))
HEADINGS = ["Context", "Decision", "Consequences", "Alternatives", "Enforced by"]
BASES = frozenset({"Conflict", "Gone", "Lacking", "Unreadable", "TooMany", "Unavailable"})
"""Kinds of refusal that are never raised themselves."""
PROBLEM_LINE = re.compile(r"^\| `/problems/([a-z/-]+)` \| (\d{3}) \| (.+) \| (.+) \|$", re.MULTILINE)
SETTING_LINE = re.compile(r"^\| `(KENKYU_[A-Z_]+)` \| (.+?) \| (.+) \|$", re.MULTILINE)


def _page(name: str) -> str:
    return (DOCS / name).read_text()


# ---- settings ---------------------------------------------------------------------------------------


def test_every_setting_is_explained_and_nothing_else_is() -> None:
    explained = [name for name, _, _ in SETTING_LINE.findall(_page("operations.md"))]

    assert explained == [f"KENKYU_{name.upper()}" for name in Settings.model_fields]


def test_the_defaults_that_are_told_are_the_defaults() -> None:
    for name, told, meaning in SETTING_LINE.findall(_page("operations.md")):
        default = Settings.model_fields[name.removeprefix("KENKYU_").lower()].default
        if default == "":
            assert told == "none", name
        else:
            assert told == f"`{str(default).lower() if isinstance(default, bool) else default}`", name
        assert len(meaning) > 20, name


# ---- problems -----------------------------------------------------------------------------------------


def _refusals() -> list[type[DomainError]]:
    for source in sources():
        if source.module in {"cli", "demo", "serving", "main"}:
            continue
        importlib.import_module(source.name.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
    found: list[type[DomainError]] = []
    waiting = list(DomainError.__subclasses__())
    while waiting:
        each = waiting.pop()
        waiting += each.__subclasses__()
        if each.__module__.startswith("app.") and each.__name__ not in BASES:
            found.append(each)
    return found


def test_every_refusal_has_a_code_and_a_title_of_its_own() -> None:
    for error in _refusals():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*(/[a-z]+(-[a-z]+)*)?", error.code), error
        assert len(error.title) > 8, error


def test_one_code_means_one_thing() -> None:
    titles: dict[str, set[str]] = {}
    for error in _refusals():
        titles.setdefault(error.code, set()).add(error.title)

    assert {code: said for code, said in titles.items() if len(said) > 1} == {}


def test_every_refusal_is_explained_and_nothing_else_is() -> None:
    explained = [code for code, _, _, _ in PROBLEM_LINE.findall(_page("problems.md"))]

    assert set(explained) == {error.code for error in _refusals()} | {"invalid-request"}
    assert len(explained) == len(set(explained))


def test_the_statuses_that_are_told_are_the_statuses() -> None:
    told = {code: int(status) for code, status, _, _ in PROBLEM_LINE.findall(_page("problems.md"))}

    for error in _refusals():
        assert told.get(error.code) == problems.status_of(error), error.code


def test_every_refusal_says_when_and_how_to_mend_it() -> None:
    for code, _, when, mend in PROBLEM_LINE.findall(_page("problems.md")):
        assert len(when) > 15, code
        assert len(mend) > 10, code


# ---- the map ----------------------------------------------------------------------------------------------


def test_every_module_is_on_the_map() -> None:
    page = _page("architecture.md")

    assert [name for name in modules() if f"`{name}/`" not in page] == []


def test_the_map_shows_no_module_that_is_not_there() -> None:
    shown = set(re.findall(r"^\| `(\w+)/` \|", _page("architecture.md"), re.MULTILINE))

    assert shown == set(modules())


# ---- decisions -------------------------------------------------------------------------------------------


def test_decisions_are_numbered_without_gaps() -> None:
    assert DECISIONS
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_has_its_five_parts(path: Path) -> None:
    text = path.read_text()

    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == HEADINGS
    assert re.match(rf"# {path.name[:4]}\. .+", text)
    parts = re.split(r"^## .+$", text, flags=re.MULTILINE)[1:]
    assert all(len(part.strip()) > 30 for part in parts)


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_names_files_that_hold_it(path: Path) -> None:
    enforced = path.read_text().split("## Enforced by")[1]
    named = re.findall(
        r"`((?:app|tests|migrations|tools|deploy|frontend|requirements|pyproject\.toml)[\w./-]*)`", enforced
    )

    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_library_that_is_asked_for_is_explained() -> None:
    page = (DOCS / "decisions" / "0002-libraries.md").read_text()
    explained = set(re.findall(r"^\| `([\w.\[\]-]+)` \|", page, re.MULTILINE))
    asked = set()
    for name in ("runtime.in", "dev.in"):
        for line in (ROOT / "requirements" / name).read_text().splitlines():
            if line and not line.startswith(("#", "-r")):
                asked.add(re.split(r"[<>=!~; ]", line)[0])

    assert explained == asked


# ---- versions, links, places ---------------------------------------------------------------------


def test_the_changelog_tells_of_this_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    told = re.findall(
        r"^## \[(.+?)\] - (unreleased|\d{4}-\d\d-\d\d)$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE
    )

    assert told
    assert told[0][0] == version


def _pages() -> list[Path]:
    return [path for path in committed() if path.suffix == ".md" and "node_modules" not in path.parts]


def _anchors(text: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_link_between_pages_leads_somewhere() -> None:
    broken = []
    for page in _pages():
        text = re.sub(r"```.*?```", "", page.read_text(), flags=re.DOTALL)
        for target in re.findall(r"\[[^\]]*\]\(([^)\s]+)\)", text):
            if re.match(r"[a-z]+:", target):
                continue
            file, _, anchor = target.partition("#")
            found = (page.parent / file).resolve() if file else page
            if not found.exists() or (anchor and anchor not in _anchors(found.read_text())):
                broken.append(f"{page.relative_to(ROOT)}: {target}")

    assert broken == []


def test_every_page_of_the_docs_can_be_reached() -> None:
    linked = {
        (page.parent / target.partition("#")[0]).resolve()
        for page in [*_pages(), ROOT / "CONTRIBUTING.md"]
        for target in re.findall(r"\[[^\]]*\]\(([^)\s:]+)\)", page.read_text())
    }

    assert [path.relative_to(ROOT).as_posix() for path in DOCS.rglob("*.md") if path.resolve() not in linked] == []


PRIVATE = {
    "a folder of somebody's machine": re.compile(r"(?<![\w.])/(?:home|root|Users|work)/\w"),
    "a package registry's host": re.compile(
        r"https?://[\w.-]*(?:registry|pypi|pythonhosted|npmjs|nexus|artifactory|mirror)[\w.-]*", re.IGNORECASE
    ),
}
TEXT = frozenset(
    {
        ".py", ".md", ".toml", ".ini", ".txt", ".in", ".sh", ".yaml", ".yml", ".json", ".ts", ".tsx", ".css", ".html",
        ".conf", ".mako", ".sql", ".example",
    }
)  # fmt: skip


def test_no_file_names_a_private_folder_or_a_registry() -> None:
    found = []
    for path in committed():
        if path.suffix not in TEXT and path.name not in {"Makefile", "Dockerfile", "run", ".npmrc", ".gitignore"}:
            continue
        text = path.read_text(errors="replace")
        for what, pattern in PRIVATE.items():
            for match in pattern.finditer(text):
                found.append(f"{path.relative_to(ROOT)}: {what}: {match.group()}")

    assert found == []


def test_the_search_for_private_places_finds_them() -> None:
    # Put together here, so that this file does not hold what it looks for.
    folder, host = "/" + "home/amina/kenkyu", "https" + "://registry.example.org/simple"

    assert PRIVATE["a folder of somebody's machine"].search(f"cd {folder}")
    assert PRIVATE["a package registry's host"].search(f'"resolved": "{host}"')
    assert not PRIVATE["a folder of somebody's machine"].search("app" + folder)
