"""Images cannot be built on every machine, so every step of one is a script, and the scripts are run here."""

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import postgres
import psycopg
import pytest
import yaml
from cast import make_world
from served import ROOT, Kenkyu

from app import cli
from app.db import constraints, dumping, migrating
from app.db.engine import open_engine
from app.main import create_app
from app.settings import Settings
from app.timetable.importers import limits

DEPLOY = ROOT / "deploy"
SCRIPTS = sorted(DEPLOY.glob("*.sh"))


# ---- the Dockerfile ------------------------------------------------------------------------------


def _instructions() -> list[tuple[str, str]]:
    text = re.sub(r"^#.*\n", "", (ROOT / "Dockerfile").read_text(), flags=re.MULTILINE).replace("\\\n", " ")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [(line.split(" ", 1)[0], " ".join(line.split(" ", 1)[1].split())) for line in lines]


def _all(name: str) -> list[str]:
    return [rest for instruction, rest in _instructions() if instruction == name]


def _last_stage() -> list[tuple[str, str]]:
    instructions = _instructions()
    start = max(number for number, (name, _) in enumerate(instructions) if name == "FROM")
    return instructions[start:]


def test_every_step_of_the_image_is_a_script_that_is_here() -> None:
    steps = _all("RUN")

    assert steps
    for step in steps:
        assert re.fullmatch(r"(?:deploy|tools)/[\w-]+\.(?:sh|py)", step), step
        assert os.access(ROOT / step, os.X_OK), step


def test_everything_that_is_copied_is_here_and_not_ignored() -> None:
    ignored = (ROOT / ".dockerignore").read_text().split()
    for line in _all("COPY"):
        if line.startswith("--from"):
            continue
        *sources, _ = line.split()
        for source in sources:
            assert (ROOT / source).exists(), source
            assert source not in ignored, source


def test_what_a_stage_hands_on_is_made_there() -> None:
    stages = {match[1] for line in _all("FROM") if (match := re.search(r" AS (\w+)$", line))}
    handed = dict(re.findall(r"--from=(\w+) (\S+)", "\n".join(_all("COPY"))))

    assert handed == {"python": "/app/.venv", "frontend": "/app/frontend/dist"}
    assert handed.keys() == stages


def test_the_image_carries_no_secrets_and_no_leavings() -> None:
    ignored = set((ROOT / ".dockerignore").read_text().split())

    assert {".git", ".env", ".venv", "**/node_modules", "frontend/dist", "**/*.db", "tests"} <= ignored
    assert "SECRET" not in " ".join(_all("ENV") + _all("ARG"))


def test_the_server_runs_as_nobody_special_and_says_how_it_is() -> None:
    stage = dict(_last_stage())

    assert stage["USER"] == "kenkyu"
    assert "useradd --system" in (DEPLOY / "make-user.sh").read_text()
    assert stage["EXPOSE"] == "8000"
    assert stage["VOLUME"] == "/data"
    assert stage["CMD"] == '["deploy/start.sh"]'
    assert 'CMD ["python", "deploy/healthcheck.py"]' in stage["HEALTHCHECK"]
    assert [name for name, _ in _last_stage()].index("USER") > [name for name, _ in _last_stage()].index("RUN")


def test_what_the_image_sets_are_settings() -> None:
    names = re.findall(r"KENKYU_([A-Z_]+)=", " ".join(_all("ENV")))

    assert names
    assert {name.lower() for name in names} <= Settings.model_fields.keys()


# ---- its scripts ---------------------------------------------------------------------------------


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_sound_and_stops_at_the_first_fault(script: Path) -> None:
    assert subprocess.run(["sh", "-n", script], check=False).returncode == 0
    assert script.read_text().startswith("#!/bin/sh\n# ")
    assert "\nset -eu\n" in script.read_text()


@pytest.fixture
def stage(tmp_path: Path) -> Path:
    """A folder as a stage of the image has it, with every tool replaced by one that writes down how it was called."""
    for name in ("deploy", "bin", "frontend", "requirements"):
        (tmp_path / name).mkdir()
    for script in SCRIPTS:
        shutil.copy(script, tmp_path / "deploy")
    return tmp_path


def _tool(stage: Path, name: str, then: str = "") -> Path:
    tool = stage / "bin" / name
    tool.write_text(f'#!/bin/sh\necho "{name} $*" >> "{stage}/called"\n{then}\n')
    tool.chmod(0o755)
    return tool


def _run(stage: Path, script: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [stage / "deploy" / script], cwd="/", capture_output=True, text=True, check=False, timeout=30,
        env={"PATH": f"{stage / 'bin'}:{os.environ['PATH']}", **environment},
    )  # fmt: skip


def _called(stage: Path) -> list[str]:
    return (stage / "called").read_text().splitlines()


def test_the_frontend_is_built_from_its_lock_file(stage: Path) -> None:
    _tool(stage, "npm", 'case "$1" in run) mkdir -p dist && touch dist/index.html;; esac')

    assert _run(stage, "build-frontend.sh").returncode == 0
    assert [line.split(" --")[0] for line in _called(stage)] == ["npm ci", "npm run"]
    assert (stage / "frontend" / "dist" / "index.html").is_file()


def test_a_build_that_leaves_nothing_stops_the_image(stage: Path) -> None:
    _tool(stage, "npm")

    assert _run(stage, "build-frontend.sh").returncode == 1


def test_packages_that_cannot_be_installed_stop_the_image(stage: Path) -> None:
    _tool(stage, "npm", "exit 1")

    assert _run(stage, "build-frontend.sh").returncode == 1
    assert len(_called(stage)) == 1


def test_python_packages_are_held_to_their_hashes(stage: Path) -> None:
    made = f'mkdir -p .venv/bin && cp "{stage}/bin/python" .venv/bin/python'
    python = _tool(stage, "python", f'[ "$2" = venv ] && {made} || true')

    assert _run(stage, "install-python.sh", PYTHON=str(python)).returncode == 0
    venv, locked, own = _called(stage)
    assert venv == "python -m venv .venv"
    assert locked == "python -m pip install -q --require-hashes -r requirements/runtime.txt"
    assert own == "python -m pip install -q --no-deps --no-build-isolation --no-index -e ."


def test_every_line_of_the_lock_file_has_a_hash() -> None:
    lock = (ROOT / "requirements" / "runtime.txt").read_text().replace("\\\n", "")
    packages = [line for line in lock.splitlines() if line.strip() and not line.startswith("#")]

    assert len(packages) > 30
    assert [line for line in packages if "==" not in line or "--hash=sha256:" not in line] == []


def test_the_server_s_user_has_no_shell_and_two_folders(stage: Path) -> None:
    _tool(stage, "useradd")
    _tool(stage, "install")

    assert _run(stage, "make-user.sh").returncode == 0
    made, *folders = _called(stage)
    assert "--system" in made
    assert made.endswith("--shell /usr/sbin/nologin kenkyu")
    assert folders == [
        "install -d -o kenkyu -g kenkyu -m 0750 /data", "install -d -o kenkyu -g kenkyu -m 0700 /backups",
    ]  # fmt: skip


def test_the_image_has_the_programs_that_backups_need(stage: Path) -> None:
    """Take out: the step in the Dockerfile. Debian 13's client is as new as compose.yaml's server."""
    for name in ("apt-get", "rm", "pg_dump"):
        _tool(stage, name)

    assert _run(stage, "install-postgresql-client.sh").returncode == 0
    assert "apt-get install -y -qq --no-install-recommends postgresql-client" in _called(stage)
    assert ("RUN", "deploy/install-postgresql-client.sh") in _last_stage()
    assert ("FROM", "python:3.11-slim-trixie") in _last_stage()


def test_a_backup_that_cannot_be_installed_for_stops_the_image(stage: Path) -> None:
    _tool(stage, "apt-get", '[ "$1" = install ] && exit 1')

    assert _run(stage, "install-postgresql-client.sh").returncode != 0


def test_backups_go_on_after_one_that_failed_and_end_when_told_to(stage: Path) -> None:
    """Take out: `||` after `kenkyu backup`, or the trap."""
    _tool(stage, "kenkyu", "exit 1")
    process = subprocess.Popen(
        [stage / "deploy" / "backup-nightly.sh"], stderr=subprocess.DEVNULL,
        env={"PATH": f"{stage / 'bin'}:{os.environ['PATH']}", "KENKYU_BACKUP_SECONDS": "0.1"},
    )  # fmt: skip
    until = time.monotonic() + 30
    while not (stage / "called").exists() or len(_called(stage)) < 3:
        assert time.monotonic() < until
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)

    assert process.wait(10) == 0
    assert set(_called(stage)) == {"kenkyu backup"}


# ---- starting, being well, stopping --------------------------------------------------------------


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kenkyu]:
    """The container's own command, on an empty folder."""
    kenkyu = Kenkyu(tmp_path_factory.mktemp("container"))
    with kenkyu.serving(DEPLOY / "start.sh", "--workers", "2"):
        yield kenkyu


def test_a_container_migrates_and_serves(started: Kenkyu) -> None:
    assert migrating.current(started.environment["KENKYU_DATABASE_URL"]) == migrating.head()
    assert httpx.get(f"{started.url}/api/health").json() == {"status": "ok", "database": "ok"}


def test_a_container_knows_that_it_is_well(started: Kenkyu) -> None:
    assert started.run("python", DEPLOY / "healthcheck.py") == ""


def test_a_container_knows_that_nothing_answers(tmp_path: Path) -> None:
    said = Kenkyu(tmp_path).run("python", DEPLOY / "healthcheck.py", check=False)

    assert "healthcheck: http://127.0.0.1:" in said


def test_a_container_ends_at_once_when_told_to(tmp_path: Path) -> None:
    kenkyu = Kenkyu(tmp_path)
    with kenkyu.serving(DEPLOY / "start.sh") as process:
        asked = time.monotonic()
        process.send_signal(signal.SIGTERM)
        process.wait(30)

    # The shell hands over to the server, so the signal reaches it and nobody has to kill it.
    assert process.returncode in (0, -signal.SIGTERM)
    assert time.monotonic() - asked < 20


def test_a_container_without_a_secret_says_how_to_make_one(tmp_path: Path) -> None:
    said = Kenkyu(tmp_path, more={"KENKYU_SECRET_KEY": ""}).run(DEPLOY / "start.sh", check=False)

    assert "KENKYU_SECRET_KEY must be a random text" in said
    assert "secrets.token_urlsafe" in said


# ---- PostgreSQL's two roles ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def roles() -> Iterator[tuple[str, str]]:
    """The addresses of the owner and the app on a PostgreSQL prepared by our script, the schema migrated."""
    with postgres.server() as cluster:
        with psycopg.connect(f"host={cluster.base} user={postgres.OWNER} dbname=postgres", autocommit=True) as admin:
            admin.execute("CREATE DATABASE kenkyu")
        environment = {
            "PATH": f"{postgres.binaries()}:{os.environ['PATH']}", "PGHOST": str(cluster.base), "LC_ALL": "C.UTF-8",
            "POSTGRES_USER": postgres.OWNER, "POSTGRES_DB": "kenkyu", "KENKYU_OWNER_PASSWORD": "o'wner",
            "KENKYU_APP_PASSWORD": "a pp", "KENKYU_BACKUP_PASSWORD": "back up",
        }  # fmt: skip
        subprocess.run([DEPLOY / "postgres-roles.sh"], env=environment, check=True, capture_output=True, timeout=30)
        owner, app = (
            f"postgresql+psycopg://{role}@/kenkyu?host={cluster.base}" for role in ("kenkyu_owner", "kenkyu_app")
        )
        migrating.upgrade(owner)
        yield owner, app


async def test_the_app_s_role_can_do_all_that_the_app_does(roles: tuple[str, str]) -> None:
    settings = Settings(database_url=roles[1], secret_key="a-secret-key-for-tests-only-0123456789-abcdefghij")
    app = create_app(settings, open_engine(roles[1], connections=5))
    world = make_world(app)
    added = await world.hana.post("/staff", {"code": "NEW", "name": "Newcomer"})
    listed = await world.amina.get("/staff?q=newcomer")
    app.state.database.engine.dispose()

    assert added.status_code == 201, added.text
    assert [row["name"] for row in listed.json()["items"]] == ["Newcomer"]


def test_the_app_s_role_sees_no_school_unless_it_says_which(roles: tuple[str, str]) -> None:
    with psycopg.connect(_plain(roles[1])) as connection:
        counts = {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone() for table in constraints.TENANT_TABLES
        }

    assert set(counts.values()) == {(0,)}


@pytest.mark.parametrize(
    "step",
    [
        "ALTER TABLE staff NO FORCE ROW LEVEL SECURITY",
        "ALTER TABLE staff DISABLE ROW LEVEL SECURITY",
        "DROP POLICY own_school ON staff",
        "ALTER TABLE ledger_entry DISABLE TRIGGER ALL",
        "DROP TRIGGER ledger_no_change ON ledger_entry",
        "TRUNCATE ledger_entry CASCADE",
        "DROP TABLE staff CASCADE",
        "CREATE TABLE mine (id int)",
        "SET ROLE kenkyu_owner",
    ],
)
def test_the_app_s_role_cannot_step_round_what_the_database_holds(roles: tuple[str, str], step: str) -> None:
    with psycopg.connect(_plain(roles[1])) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(step)


def test_neither_role_is_a_superuser_or_above_policies(roles: tuple[str, str]) -> None:
    with psycopg.connect(_plain(roles[0])) as connection:
        found = connection.execute(
            "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname LIKE 'kenkyu_%' "
            "AND rolname IN ('kenkyu_owner', 'kenkyu_app') ORDER BY 1"
        ).fetchall()

    assert found == [("kenkyu_app", False, False, False), ("kenkyu_owner", False, False, False)]


def _plain(url: str) -> str:
    return url.replace("postgresql+psycopg", "postgresql")


# ---- compose and the proxy -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "compose.yaml").read_text())


def test_compose_starts_its_services_in_order(compose: dict[str, Any]) -> None:
    services = compose["services"]
    after = {name: set(service.get("depends_on", {})) for name, service in services.items()}

    assert after == {
        "db": set(), "migrate": {"db"}, "app": {"migrate"}, "worker": {"migrate"}, "backup": {"migrate"},
        "proxy": {"app"},
    }  # fmt: skip
    assert services["app"]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"
    assert services["migrate"]["restart"] == "no"


def test_compose_runs_commands_that_exist(compose: dict[str, Any]) -> None:
    for name in ("migrate", "app"):
        program, command, *options = compose["services"][name]["command"]
        known = {option for parameter in cli.main.commands[command].params for option in parameter.opts}
        assert program == "kenkyu"
        assert {option for option in options if option.startswith("--")} <= known


def test_only_the_proxy_can_be_reached_and_it_does_not_reach_the_database(compose: dict[str, Any]) -> None:
    services = compose["services"]

    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]
    assert {name for name, service in services.items() if "inside" in service["networks"]} == {
        "db",
        "migrate",
        "app",
        "worker",
        "backup",
    }
    assert "inside" not in services["proxy"]["networks"]
    assert compose["networks"]["inside"] == {"internal": True}


def test_the_app_serves_with_the_lesser_role(compose: dict[str, Any]) -> None:
    services = compose["services"]

    assert "//kenkyu_app:" in services["app"]["environment"]["KENKYU_DATABASE_URL"]
    assert "//kenkyu_owner:" in services["migrate"]["environment"]["KENKYU_DATABASE_URL"]
    assert "KENKYU_OWNER_PASSWORD" not in str(services["app"])


def test_compose_names_only_settings_files_and_secrets_that_are_there(compose: dict[str, Any]) -> None:
    example = set(re.findall(r"^([A-Z_]+)=", (DEPLOY / "env.example").read_text(), re.MULTILINE))
    text = (ROOT / "compose.yaml").read_text()

    assert set(re.findall(r"\$\{([A-Z_]+)", text)) == example
    for name in ("migrate", "app", "worker", "backup"):
        for variable in compose["services"][name]["environment"]:
            if variable.startswith("KENKYU_"):
                assert variable.removeprefix("KENKYU_").lower() in Settings.model_fields, variable
    for source in re.findall(r"- (\./[\w./-]+):", text):
        assert (ROOT / source).is_file(), source


def test_no_secret_has_a_default(compose: dict[str, Any]) -> None:
    text = (ROOT / "compose.yaml").read_text()

    assert re.findall(r"\$\{(\w*(?:PASSWORD|SECRET)\w*):-", text) == []
    for line in (DEPLOY / "env.example").read_text().splitlines():
        assert not re.match(r"\w*(PASSWORD|SECRET)\w*=.", line), line


@pytest.fixture(scope="module")
def nginx() -> str:
    return re.sub(r"#.*", "", (DEPLOY / "nginx.conf").read_text())


def _directive(nginx: str, name: str) -> str:
    found = re.findall(rf"^\s*{name}\s+(.+);$", nginx, re.MULTILINE)
    assert found, name
    return " ".join(found[0].split())


def test_the_proxy_waits_for_nobody_for_long(nginx: str) -> None:
    for name in (
        "client_header_timeout",
        "client_body_timeout",
        "send_timeout",
        "proxy_connect_timeout",
        "proxy_read_timeout",
    ):
        assert 1 <= int(_directive(nginx, name).removesuffix("s")) <= 60, name


def test_the_proxy_takes_what_the_importer_takes_and_little_more(nginx: str) -> None:
    most = int(_directive(nginx, "client_max_body_size").removesuffix("m")) * 1024 * 1024

    assert limits.TOTAL_BYTES_MAX < most < limits.TOTAL_BYTES_MAX * 1.5


def test_a_client_cannot_tell_the_proxy_where_it_comes_from(nginx: str) -> None:
    told = dict(re.findall(r"proxy_set_header\s+(\S+)\s+([^;]+);", nginx))

    assert told["X-Forwarded-For"] == "$remote_addr"
    assert "proxy_add_x_forwarded_for" not in nginx
    assert told["Host"] == "$host"


def test_the_proxy_s_file_is_whole(nginx: str) -> None:
    assert nginx.count("{") == nginx.count("}") >= 5
    assert [line for line in nginx.splitlines() if (bare := line.strip()) and bare[-1] not in ";{}"] == []
    assert _directive(nginx, "proxy_pass") == "http://kenkyu"
    assert re.search(r"upstream kenkyu\s*{\s*server app:8000;", nginx)
    if program := shutil.which("nginx"):
        ran = subprocess.run([program, "-t", "-c", DEPLOY / "nginx.conf"], capture_output=True, text=True, check=False)
        assert ran.returncode == 0 or "host not found in upstream" in ran.stderr, ran.stderr


def test_the_backup_s_role_takes_everything_and_changes_nothing(
    roles: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(postgres.binaries()), prepend=":")
    backup, elsewhere = roles[0].replace("kenkyu_owner", "kenkyu_backup"), roles[0].replace("/kenkyu?", "/elsewhere?")
    with psycopg.connect(_plain(roles[0]).replace("kenkyu_owner", postgres.OWNER), autocommit=True) as admin:
        admin.execute("CREATE DATABASE elsewhere OWNER kenkyu_owner")
    with psycopg.connect(_plain(roles[1])) as connection:
        connection.execute("SELECT set_config('app.school_id', (SELECT id::text FROM school LIMIT 1), true)")
        staff = connection.execute("SELECT count(*) FROM staff").fetchone()

    dumping.dump(backup, tmp_path / "database")
    with dumping.scratch(backup, tmp_path) as scratch:
        dumping.load(scratch, tmp_path / "database", with_grants=False)
        assert not dumping.is_empty(scratch)
    dumping.load(elsewhere, tmp_path / "database")

    with psycopg.connect(_plain(elsewhere).replace("kenkyu_owner", "kenkyu_app")) as connection:
        connection.execute("SELECT set_config('app.school_id', (SELECT id::text FROM school LIMIT 1), true)")
        assert connection.execute("SELECT count(*) FROM staff").fetchone() == staff, "with the app's grants"
    with psycopg.connect(_plain(backup)) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("UPDATE staff SET name = 'X'")
