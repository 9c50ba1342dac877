"""`python -m tools.mutants`: take out every guard of the table, one at a time. Ends with 1 if a test misses one.

--only TEXT      those whose name, file or test holds the text
--shard I/N      every N-th of them
--sample N       N of them, chosen by --seed
--list           say which, run nothing
--anew           run those, too, that were killed before with the same code and the same test
--cold           each from a copy of the tree
--only-engine E  sqlite or postgres
--keep FOLDER    where copies and what is known are kept; build/mutants
--quick          what the warm way cannot do is left out
--told           what each failing test said
--page           write docs/mutants.md
"""

import argparse
import json
import os
import random
import sys
import time
from pathlib import Path

import pytest

from tools.mutants import cold, page
from tools.mutants.table import ENGINES, ROOT, Mutant, Rotten, read
from tools.mutants.warm import ANCHOR, Loop, Verdict

BUILD = ROOT / "build" / "mutants"


def main() -> int:
    asked = _arguments()
    try:
        mutants = _chosen(read(), asked)
        for one in mutants:
            one.seal  # noqa: B018 - a text that does not stand where it should is said before anything is run
    except Rotten as error:
        print(error, file=sys.stderr)
        return 2
    if asked.page:
        page.write(read())
        return 0
    if asked.list:
        for one in mutants:
            print(f"{one.engine:9}{one.name}\n         {one.red} {one.case}")
        return 0
    return _run(mutants, asked)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.mutants", description=__doc__)
    parser.add_argument("--only", default="")
    parser.add_argument("--shard", default="1/1")
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seed", default="")
    parser.add_argument("--only-engine", choices=ENGINES, default="")
    parser.add_argument("--keep", type=Path, default=BUILD)
    for flag in ("--list", "--anew", "--cold", "--page", "--told", "--quick"):
        parser.add_argument(flag, action="store_true")
    return parser.parse_args()


def _chosen(mutants: list[Mutant], asked: argparse.Namespace) -> list[Mutant]:
    part, parts = (int(one) for one in asked.shard.split("/"))
    named = [one for one in mutants if asked.only in f"{one.name} {one.file} {one.red}"]
    found = [one for one in named if asked.only_engine in ("", one.engine)][part - 1 :: parts]
    if asked.sample:
        found = [one for one in found if not one.cold]
        found = random.Random(asked.seed).sample(found, min(asked.sample, len(found)))
    return found


def _run(mutants: list[Mutant], asked: argparse.Namespace) -> int:
    begun = time.monotonic()
    os.environ.setdefault("PROMISES", "share")  # Every test on every engine, whatever `make test` leaves out.
    part = asked.shard.replace("/", "-of-")
    known = Known(asked.keep / f"known-{part}.json", told=asked.told)
    if asked.anew:
        known.forget(mutants)
    left = [one for one in mutants if not known.is_killed(one)]
    print(f"{len(mutants)} guards, {len(mutants) - len(left)} seen before")
    for engine in ENGINES:
        those = [one for one in left if one.engine == engine and not one.cold]
        if those and not asked.cold:
            _warm(those, engine, known)
    place = asked.keep / f"tree-{part}"
    again = [one for one in left if one.file and not known.is_killed(one) and known.may_be_asked_again(one)]
    if again and not asked.quick:
        cold.tree(place)
        for one in again:
            known.hear(one, cold.run(one, place))
    return known.report(mutants, time.monotonic() - begun)


def _warm(mutants: list[Mutant], engine: str, known: "Known") -> None:
    tests = sorted({one.red.partition("::")[0] for one in mutants})
    pytest.main(
        [ANCHOR, *tests, "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--no-header", "--tb=short", "--capture=no"],
        plugins=[Loop(mutants, engine, known.hear)],
    )


class Known:
    """What came of each, kept beside the build so that a run that was stopped goes on."""

    def __init__(self, path: Path, *, told: bool) -> None:
        self._path, self._told = path, told
        self._killed: dict[str, str] = json.loads(path.read_text()) if path.is_file() else {}
        self._said: dict[str, Verdict] = {}

    def forget(self, mutants: list[Mutant]) -> None:
        for one in mutants:
            self._killed.pop(one.name, None)

    def is_killed(self, mutant: Mutant) -> bool:
        return self._killed.get(mutant.name) == mutant.seal

    def may_be_asked_again(self, mutant: Mutant) -> bool:
        said = self._said.get(mutant.name)
        return said is None or said.what in ("survived", "not here")

    def hear(self, mutant: Mutant, verdict: Verdict) -> None:
        self._said[mutant.name] = verdict
        if verdict.what == "killed":
            self._killed[mutant.name] = mutant.seal
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_text(json.dumps(self._killed, indent=0))
        print(f"{verdict.what:10}{verdict.seconds:6.1f} s  {mutant.engine:9}{mutant.name}", flush=True)
        if verdict.told and (self._told or verdict.what not in ("killed", "not here")):
            print("    " + verdict.told.strip()[-1_500:].replace("\n", "\n    "), flush=True)

    def report(self, mutants: list[Mutant], seconds: float) -> int:
        missed = [one for one in mutants if not self.is_killed(one)]
        print(
            f"\n{len(mutants) - len(missed)} of {len(mutants)} guards: their test fails without them. {seconds:.0f} s"
        )
        for one in missed:
            said = self._said.get(one.name)
            print(f"  {said.what if said else 'not run'}: {one.name} ({one.red})")
        return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
