"""docs/mutants.md, from the table."""

from tools.mutants.table import ROOT, Mutant

PAGE = ROOT / "docs" / "mutants.md"
HEAD = """# What happens when a guard is taken out

`tools/mutants/guards/` has a line for each guard: the text that makes it, what stands there when it is taken out, and
the test that has to fail then. `make mutants` takes each out, one at a time, runs that test, and ends with an error if
it still passes. A text that no longer stands in the code exactly once is an error too, so the list cannot grow old
unseen. `make test` tries a few, others with every commit, and holds the list against the code: what should have a
line and has none fails there (`tests/architecture/test_mutants.py`). `python -m tools.mutants --page` makes this page.
Why it is done so: [ADR 0033](decisions/0033-mutants.md).

CHECKs and unique keys are not listed here. `tests/db/refused.csv` has a row for each that only it refuses;
`tests/db/test_every_constraint_refuses.py` stores that row with the constraint, on both engines, and without it, on
PostgreSQL, where it is really dropped. Where two guards hold the same thing, each alone, a line takes out both.
"""


def of(mutants: list[Mutant]) -> str:
    """The whole page."""
    parts = [HEAD]
    for chapter in dict.fromkeys(one.chapter for one in mutants):
        those = [one for one in mutants if one.chapter == chapter]
        parts.append(f"\n## {chapter.replace('_', ' ').capitalize()} ({len(those)})\n")
        parts.append("| Guard | In | Test that fails without it | On |\n|---|---|---|---|\n")
        parts += [_line(one) for one in those]
    return "".join(parts)


def write(mutants: list[Mutant]) -> None:
    PAGE.write_text(of(mutants))


def _line(one: Mutant) -> str:
    where = f"`{one.file}`" if one.file else f"the database: {one.drop}"
    file, _, name = one.red.partition("::")
    case = f" ({one.case})" if one.case else ""
    says = name.removeprefix("test_").replace("_", " ")
    return f"| {one.guard} | {where} | `{file.removeprefix('tests/')}` {says}{case} | {one.engine} |\n"
