"""Promise 46: coverage-guided fuzzing of every parser of ours, one after another: `make fuzz SECONDS=60`.

What is found lies below tests/fuzz/findings/TARGET once somebody has put it there, and is read again by each `make test`.
The inputs that reached new lines are kept below var/fuzz, so that the next run begins where this one ended.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLACES = [str(ROOT / place) for place in ("", "tests", "tests/fuzz", "tests/e2e", "tests/rules/importers")]
INSTRUMENTED = [
    "app", "icalendar", "recurring_ical_events", "markdown_it", "defusedxml", "openpyxl", "jose", "zipfile", "csv", "email",
]  # fmt: skip
ONE_INPUT_SECONDS = 10
MEMORY_MB = 1_500


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--corpus", type=Path, default=ROOT / "var" / "fuzz")
    parser.add_argument("--one", action="store_true", help="be the process that fuzzes one target")
    parser.add_argument("targets", nargs="*")
    wish = parser.parse_args()
    sys.path[:0] = PLACES
    if wish.one:
        _fuzz(wish.targets[0], wish.seconds, wish.corpus)
        return 0
    from targets import TARGETS

    failed = [name for name in wish.targets or TARGETS if not _run(name, wish.seconds, wish.corpus)]
    print(f"{len(failed)} of {len(wish.targets or TARGETS)} let something escape: {', '.join(failed) or 'none'}")
    return 1 if failed else 0


def _run(name: str, seconds: int, corpus: Path) -> bool:
    command = [sys.executable, __file__, "--one", "--seconds", str(seconds), "--corpus", str(corpus), name]
    done = subprocess.run(command, capture_output=True, text=True, check=False, errors="replace")
    said = done.stderr.splitlines()
    last = next((line for line in reversed(said) if "DONE" in line or "exec/s" in line), "")
    print(f"{name}: {'nothing escaped' if done.returncode == 0 else 'ESCAPED'} {last.strip()}", flush=True)
    if done.returncode:
        print("\n".join(said[-60:]), flush=True)
    return done.returncode == 0


def _fuzz(name: str, seconds: int, corpus: Path) -> None:
    import atheris

    with atheris.instrument_imports(include=INSTRUMENTED):
        from targets import TARGETS
    target = TARGETS[name]
    kept = corpus / name
    kept.mkdir(parents=True, exist_ok=True)
    seeds = Path(tempfile.mkdtemp(prefix="kenkyu-seeds-"))
    for number, seed in enumerate(target.seeds()):
        (seeds / f"seed-{number}").write_bytes(seed)
    options = [
        f"-max_total_time={seconds}", f"-timeout={ONE_INPUT_SECONDS}", f"-rss_limit_mb={MEMORY_MB}",
        f"-max_len={target.bytes_max}", f"-artifact_prefix={corpus}/{name}-", "-print_final_stats=1",
    ]  # fmt: skip
    findings = Path(__file__).parent / "findings" / name
    begin_from = [str(one) for one in (kept, seeds, findings) if one.is_dir()]
    atheris.Setup([sys.argv[0], *options, *begin_from], target.read)
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
