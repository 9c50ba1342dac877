"""The product's source, parsed once, for the tests of this folder."""

import ast
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("routes", "actions", "queries", "access", "schemas", "tables", "rules")
SHARED = frozenset({"kernel", "db", "web"})
"""Packages below the modules: they know no school words and have no rooms."""
ROOTS = frozenset({"cli", "demo"})
"""Packages that put the rest together; nothing imports them."""


@dataclass(frozen=True)
class Source:
    """One Python file. `module` is app/<module>, `room` the part of it that the file is or belongs to."""

    path: Path
    tree: ast.Module
    lines: int

    @property
    def name(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @property
    def module(self) -> str:
        return self.path.relative_to(ROOT / "app").parts[0].removesuffix(".py")

    @property
    def room(self) -> str:
        parts = self.path.relative_to(ROOT / "app").parts
        return parts[1].removesuffix(".py") if len(parts) > 1 else self.module

    def at(self, node: ast.stmt | ast.expr) -> str:
        return f"{self.name}:{node.lineno}"


@cache
def sources() -> tuple[Source, ...]:
    """Every Python file of app/."""
    found = []
    for path in sorted((ROOT / "app").rglob("*.py")):
        text = path.read_text()
        found.append(Source(path, ast.parse(text, str(path)), text.count("\n")))
    assert len(found) > 50, "the source was not found"
    return tuple(found)


@cache
def modules() -> tuple[str, ...]:
    """The packages of app/, by name."""
    return tuple(sorted(path.parent.name for path in (ROOT / "app").glob("*/__init__.py")))


@cache
def school_modules() -> tuple[str, ...]:
    """The packages that hold the domain: those with rooms."""
    return tuple(name for name in modules() if name not in SHARED | ROOTS)


def calls(tree: ast.AST) -> list[ast.Call]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def called_name(call: ast.Call) -> str:
    """The last part of what is called: `commit` of `session.commit()`."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def imported(tree: ast.AST) -> list[tuple[ast.stmt, str]]:
    """Every module imported, with `from a import b` as both a and a.b."""
    found: list[tuple[ast.stmt, str]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(node, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.append((node, node.module))
            found += [(node, f"{node.module}.{alias.name}") for alias in node.names]
    return found


@cache
def committed() -> tuple[Path, ...]:
    """Files that git holds or would take in; without git, everything but what is made by tools."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0:
        names = [name for name in listed.stdout.decode().split("\0") if name]
        return tuple(path for name in sorted(set(names)) if (path := ROOT / name).is_file())
    made = {".venv", ".tools", ".state", ".git", "node_modules", "dist", "__pycache__", "var", "build"}
    return tuple(
        path for path in sorted(ROOT.rglob("*")) if path.is_file() and not made & set(path.relative_to(ROOT).parts)
    )
