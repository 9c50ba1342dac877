"""Take a guard out of code that is loaded already: put the new code into the functions that have the old one.

What a function does is its code object, and every route, listener and decorated wrapper that holds the function holds
it by that. So nothing has to be loaded anew, which is most of what a run costs. What cannot be done this way (another
signature, another class, a constant that others were made from) is NotHere, and is run from a file instead.
"""

import ast
import gc
import sys
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any


class NotHere(Exception):
    """The change is not one of code alone."""


def swap(path: Path, mutated: str) -> None:
    """Make the loaded module of *path* what *mutated* says, in this process and for good.

    Raises:
        NotHere: nothing was changed, or part of it was; the process is to be given up.
    """
    module = _module_of(path)
    source = path.read_text()
    before, after = ast.parse(source), ast.parse(mutated)
    for name in _changed_constants(before, after):
        _set_constant(module, name, after)
    changed = _swap_code(path, compile(source, str(path), "exec"), compile(mutated, str(path), "exec"))
    for statement in after.body:
        # What a function made once, when the module was loaded: a statement that every request runs.
        name = _assigned(statement)
        if name is not None and changed & {one.id for one in ast.walk(statement) if isinstance(one, ast.Name)}:
            _set_constant(module, name, after)


def _module_of(path: Path) -> ModuleType:
    for module in list(sys.modules.values()):
        if getattr(module, "__file__", None) == str(path):
            return module
    raise NotHere(f"{path} is not loaded")


class _Hollow(ast.NodeTransformer):
    """A module without what its functions do."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.body = [ast.Pass()]
        return node

    visit_AsyncFunctionDef = visit_FunctionDef  # type: ignore[assignment]  # noqa: N815

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        node.body = ast.Constant(None)
        return node


def _changed_constants(before: ast.Module, after: ast.Module) -> list[str]:
    old, new = ([_hollow(statement) for statement in tree.body] for tree in (before, after))
    if len(old) != len(new):
        raise NotHere("a statement came or went")
    names = []
    for was, statement, becomes in zip(old, after.body, new, strict=True):
        if was == becomes:
            continue
        name = _assigned(statement)
        if name is None or _is_used_outside_functions(name, after):
            raise NotHere("more than what functions do")
        names.append(name)
    return names


def _hollow(statement: ast.stmt) -> str:
    return ast.dump(_Hollow().visit(ast.parse(ast.unparse(statement))))


def _assigned(statement: ast.stmt) -> str | None:
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        target = statement.targets[0]
    elif isinstance(statement, ast.AnnAssign):
        target = statement.target
    else:
        return None
    return target.id if isinstance(target, ast.Name) else None


def _is_used_outside_functions(name: str, tree: ast.Module) -> bool:
    hollow = _Hollow().visit(ast.parse(ast.unparse(tree)))
    return any(
        isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load) for node in ast.walk(hollow)
    )


def _set_constant(module: ModuleType, name: str, tree: ast.Module) -> None:
    statement: Any = next(one for one in tree.body if _assigned(one) == name)
    old = getattr(module, name)
    new = eval(compile(ast.Expression(statement.value), "<constant>", "eval"), vars(module))
    for other in list(sys.modules.values()):
        if (getattr(other, "__name__", "") or "").partition(".")[0] == "app" and vars(other).get(name) is old:
            setattr(other, name, new)


def _swap_code(path: Path, before: CodeType, after: CodeType) -> set[str]:
    """Put the new code into every function of *path* that changed; answers with their names."""
    old, new = _by_name(before), _by_name(after)
    changed = {
        (name, was.co_firstlineno): becomes
        for name in old.keys() & new.keys()
        for was, becomes in _pairs(name, old[name], new[name])
        if _does(was) != _does(becomes)
    }
    gc.unfreeze()  # A server that was started in this process has frozen what was there, and then it is not listed.
    for function in gc.get_objects():
        if isinstance(function, FunctionType) and function.__code__.co_filename == str(path):
            place = (function.__code__.co_qualname, function.__code__.co_firstlineno)
            if place in changed:
                _put(function, changed[place])
    return {name for name, _ in changed}


def _pairs(name: str, old: list[CodeType], new: list[CodeType]) -> list[tuple[CodeType, CodeType]]:
    if len(old) == len(new):
        return list(zip(old, new, strict=True))
    # A lambda or a comprehension more or less: whatever it is part of has changed, and brings its own.
    if name.endswith(">"):
        return []
    raise NotHere(f"{name} is there more often or less")


def _does(code: CodeType) -> tuple[Any, ...]:
    """What a code object does, wherever it stands."""
    consts = tuple(_does(const) if isinstance(const, CodeType) else (type(const), const) for const in code.co_consts)
    return (code.co_code, code.co_names, code.co_varnames, code.co_freevars, repr(consts))


def _put(function: FunctionType, code: CodeType) -> None:
    if code.co_freevars != function.__code__.co_freevars:
        raise NotHere(f"{function.__qualname__} closes over something else")
    function.__code__ = code


def _by_name(code: CodeType) -> dict[str, list[CodeType]]:
    found: dict[str, list[CodeType]] = {}

    def collect(code: CodeType) -> None:
        for const in code.co_consts:
            if isinstance(const, CodeType):
                found.setdefault(const.co_qualname, []).append(const)
                collect(const)

    collect(code)
    return found
