"""The real server in a process of its own, as operations.md starts it: for tests of what runs around the app."""

import os
import secrets
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

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
START_SECONDS_MAX = 120


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Kenkyu:
    """An installation in a folder: its settings, its commands, and where it is served."""

    folder: Path
    port: int = field(default_factory=free_port)
    more: dict[str, str] = field(default_factory=dict)
    _secret_key: str = field(default_factory=lambda: secrets.token_urlsafe(48))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        return {
            "PATH": f"{BIN}:{os.environ['PATH']}", "HOME": str(self.folder), "LC_ALL": "C.UTF-8",
            "KENKYU_DATABASE_URL": f"sqlite:///{self.folder}/kenkyu.db", "KENKYU_SECRET_KEY": self._secret_key,
            "KENKYU_PORT": str(self.port), "KENKYU_PUBLIC_URL": self.url, **self.more,
        }  # fmt: skip

    def run(self, *command: str | Path, check: bool = True) -> str:
        """Run a command to its end; answers with what it printed."""
        ran = subprocess.run(
            [str(part) for part in command], cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=180,
            check=False,
        )  # fmt: skip
        assert not check or ran.returncode == 0, f"{command}: {ran.stdout[-2000:]} {ran.stderr[-2000:]}"
        return ran.stdout if check else ran.stdout + ran.stderr

    @contextmanager
    def serving(self, *command: str | Path) -> Iterator[subprocess.Popen[bytes]]:
        """Run a command that serves until the block ends. Entered once the server answers."""
        log = self.folder / "server.log"
        with log.open("ab") as output:
            process = subprocess.Popen(
                [str(part) for part in command], cwd=ROOT, env=self.environment, stdout=output, stderr=output
            )
        try:
            self._wait(process, log)
            yield process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                process.wait(20)

    def _wait(self, process: subprocess.Popen[bytes], log: Path) -> None:
        until = time.monotonic() + START_SECONDS_MAX
        while time.monotonic() < until:
            assert process.poll() is None, log.read_text()[-3000:]
            try:
                if httpx.get(f"{self.url}/api/health", timeout=2).status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.1)
        raise AssertionError(log.read_text()[-3000:])
