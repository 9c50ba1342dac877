"""A real server in processes of its own on loopback: for tests that kill it, or watch what it needs."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from app.identity import passwords

ROOT = Path(__file__).parents[1]
START_SECONDS_MAX = 180
OPEN_HOUSE = {
    "KENKYU_SCHOOL_REQUESTS_PER_SECOND": "0", "KENKYU_REQUESTS_AT_ONCE": "20", "KENKYU_REQUESTS_WAITING": "1000",
    "KENKYU_REQUESTS_WAIT_MILLISECONDS": "60000",
}  # fmt: skip
"""Nobody is turned away: for tests of what comes of many who are let in."""
AS_CROWDED = {
    "KENKYU_REQUESTS_AT_ONCE": "8", "KENKYU_REQUESTS_WAITING": "24", "KENKYU_REQUESTS_WAIT_MILLISECONDS": "300",
}  # fmt: skip
"""Few are let in at once, and the rest is told so: for promises 20 to 22."""
COMMAND = (sys.executable, "-c", "from app.cli import main; main()", "serve")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """argon2 with the least work it takes: for tests of many sign-ins that are not about how long one lasts."""
    cheap = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
    monkeypatch.setattr(passwords, "_hasher", cheap)
    monkeypatch.setattr(passwords, "_NOBODYS", cheap.hash("nobody's password"))


@dataclass
class Live:
    """`kenkyu serve` on a database that is migrated already. All its processes are one group, and die together."""

    database_url: str
    secret_key: str
    workers: int = 1
    public_url: str = "https://kenkyu.test"
    more: dict[str, str] = field(default_factory=dict)
    arguments: tuple[str, ...] = ("--despite-faults",)
    """A test's PostgreSQL keeps nothing safe from a power cut, and is told so to nobody's harm."""
    port: int = field(default_factory=free_port)
    log: Path | None = None
    """Where what the server writes down goes; nowhere without."""
    _process: subprocess.Popen[bytes] | None = None

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.origin}/api"

    def start(self) -> float:
        """Start, and wait for the first answer of /health; answers with the seconds that took."""
        environment = os.environ | {
            "KENKYU_DATABASE_URL": self.database_url, "KENKYU_SECRET_KEY": self.secret_key,
            "KENKYU_PUBLIC_URL": self.public_url, "KENKYU_LOG_LEVEL": "critical", "PYTHONPATH": str(ROOT),
            **OPEN_HOUSE, **self.more,
        }  # fmt: skip
        command = [*COMMAND, "--port", str(self.port), "--workers", str(self.workers), *self.arguments]
        began = time.monotonic()
        with (self.log or Path(os.devnull)).open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=ROOT, env=environment, start_new_session=True, stdout=log, stderr=log
            )
        while time.monotonic() - began < START_SECONDS_MAX:
            assert self._process.poll() is None, "the server ended by itself"
            if self.is_healthy():
                return time.monotonic() - began
            time.sleep(0.05)
        raise AssertionError("the server did not start")

    @property
    def pid(self) -> int:
        """The process that was started; with one worker it is the one that answers."""
        assert self._process is not None
        return self._process.pid

    def is_healthy(self) -> bool:
        try:
            return httpx.get(f"{self.url}/health", timeout=2).status_code == 200
        except httpx.HTTPError:
            return False

    def kill(self) -> None:
        """SIGKILL to every process of the server at once: nothing is said, nothing is finished."""
        assert self._process is not None
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(10)

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self.kill()

    def resident_bytes(self) -> int:
        """What all its processes hold in memory."""
        assert self._process is not None
        found = subprocess.run(["ps", "-o", "rss=", "-g", str(self._process.pid)], capture_output=True, text=True)
        return sum(int(line) for line in found.stdout.split()) * 1024


@contextmanager
def serving(live: Live) -> Iterator[Live]:
    """*live*, started; its processes are gone when the block ends."""
    try:
        live.start()
        yield live
    finally:
        live.stop()
