"""Every setting, read once from the environment by the roots (main, worker, cli).

`docs/operations.md` lists them; a test holds that list to this class.
"""

from functools import cached_property
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

SECRET_KEY_BYTES_MIN = 32
METRICS_TOKEN_MIN = 20
LOOPBACK = frozenset({"127.0.0.1", "localhost"})
HOW_TO_MAKE_A_KEY = "python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"


class WeakSecret(ValueError):
    """The server must not start: its secret key can be guessed, or is missing."""


class Unusable(ValueError):
    """The server must not start: a setting cannot mean anything, or lacks another."""


class Settings(BaseSettings):
    """Kenkyu's settings. Environment names are the field's, in capitals, behind KENKYU_."""

    model_config = SettingsConfigDict(env_prefix="KENKYU_", frozen=True, extra="ignore")

    database_url: str = "sqlite:///kenkyu.db"
    """SQLite file for one school, `postgresql+psycopg://...` for more."""
    secret_key: str = ""
    """Signs API tokens. At least 32 bytes; no default."""
    public_url: str = "http://127.0.0.1:8000"
    """The address people type: links and the Origin check are built from it, never from a header."""
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    connections: Annotated[int, Field(ge=2, le=100)] = 20
    """Database connections, and as many threads: the two belong together."""
    frontend: str = "frontend/dist"
    """Where the built single-page application lies."""
    demo: bool = False
    """Sign in with one click as invented people. Never for a real school."""
    read_only: bool = False
    """Answer, and take no changes: while something is looked into, or before the database moves house."""
    docs: bool = False
    """Serve /api/openapi.json and its reader."""
    log_level: str = "info"
    password_hash_concurrency: Annotated[int, Field(ge=1, le=16)] = 2
    """Argon2 takes 64 MiB each: how many sign-ins are worked out at once."""
    requests_at_once: Annotated[int, Field(ge=1, le=100)] = 8
    """Requests that a process works on at once; a few more wait a moment, the rest is answered 503."""
    requests_waiting: Annotated[int, Field(ge=0, le=1000)] = 24
    """Requests that wait for a place in a process."""
    requests_wait_milliseconds: Annotated[int, Field(ge=0, le=60_000)] = 300
    """How long each of them waits at most."""
    long_at_once: Annotated[int, Field(ge=1, le=16)] = 2
    """Imports, exports and printing that a process works on at once, apart from the others."""
    school_requests_per_second: Annotated[int, Field(ge=0, le=10_000)] = 50
    """What one school may ask of each process in the long run while others ask too; 0 sets no limit."""
    metrics_address: str = ""
    """`127.0.0.1:9464`: where Prometheus reads. Nowhere if empty; elsewhere than on this machine only with a token."""
    metrics_token: str = ""
    """What Prometheus has to show, as a bearer token."""
    otlp_endpoint: str = ""
    """`http://host:4318/v1/traces`: where a span of each request is sent. Nowhere if empty."""
    files_url: str = ""
    """`file:///folder`, `memory://` or `s3://bucket`: where images, documents and posters lie."""
    files_endpoint: str = ""
    """The address of an S3-compatible store that is not Amazon's."""
    files_key_id: str = ""
    files_secret: str = ""
    files_region: str = ""
    smtp_url: str = ""
    """`smtp://`, `smtp+starttls://` or `smtps://user:password@host:port`; without it mail waits."""
    mail_from: str = ""
    """Who mail is from."""
    mail_answers: bool = False
    """Whether a mail server hands answers to invitations to `kenkyu receive-mail`."""
    fetch_networks: str = ""
    """Networks (CIDR, separated by commas) that may be asked although they are private: a school's own server."""
    google_client_id: str = ""
    """What Google knows this installation as, for signing in with a school's Google account. Empty: not offered."""
    google_client_secret: str = ""
    google_issuer: str = "https://accounts.google.com"
    microsoft_client_id: str = ""
    """As google_client_id, at Microsoft."""
    microsoft_client_secret: str = ""
    microsoft_issuer: str = "https://login.microsoftonline.com/organizations/v2.0"
    """Of every organisation; with a tenant id in place of `organizations`, of that one alone."""

    backup_folder: str = ""
    """Where `kenkyu backup` puts its files."""
    backup_key: str = ""
    """The public age key that backups are closed with: `kenkyu backup-key` makes a pair."""
    backup_days: Annotated[int, Field(ge=1, le=3650)] = 30
    """How long a backup is kept."""
    backup_database_url: str = ""
    """PostgreSQL: the same database by a role that may read past the policies. SQLite needs none."""
    leaver_years: Annotated[int, Field(ge=1, le=50)] = 6
    """Years after somebody's last day of work until their name is forgotten."""

    @model_validator(mode="after")
    def _refuse_weak_secret(self) -> "Settings":
        if self.demo and not self.secret_key:
            return self
        if len(self.secret_key.encode()) < SECRET_KEY_BYTES_MIN or len(set(self.secret_key)) < 12:
            raise WeakSecret(
                f"KENKYU_SECRET_KEY must be a random text of at least {SECRET_KEY_BYTES_MIN} bytes. "
                f"Make one with: {HOW_TO_MAKE_A_KEY}"
            )
        return self

    @model_validator(mode="after")
    def _refuse_unusable(self) -> "Settings":
        files, mail = urlsplit(self.files_url), urlsplit(self.smtp_url)
        if self.files_url and not (
            (files.scheme == "file" and not files.netloc and files.path.startswith("/"))
            or (files.scheme == "s3" and files.netloc and files.path in {"", "/"})
            or self.files_url == "memory://"
        ):
            raise Unusable("KENKYU_FILES_URL must be file:///folder, s3://bucket or memory://")
        if self.smtp_url and (mail.scheme not in {"smtp", "smtp+starttls", "smtps"} or not mail.hostname):
            raise Unusable("KENKYU_SMTP_URL must be smtp://, smtp+starttls:// or smtps:// and a host")
        if self.smtp_url and ("@" not in self.mail_from or not self.mail_from.isprintable()):
            raise Unusable("KENKYU_MAIL_FROM must be an address that mail can come from, as KENKYU_SMTP_URL is set")
        return self

    @model_validator(mode="after")
    def _refuse_half_a_client(self) -> "Settings":
        for name in ("google", "microsoft"):
            client_id, secret = getattr(self, f"{name}_client_id"), getattr(self, f"{name}_client_secret")
            if bool(client_id) != bool(secret):
                raise Unusable(f"KENKYU_{name.upper()}_CLIENT_ID and its secret must be set together, or neither")
            if client_id and not getattr(self, f"{name}_issuer").startswith("https://"):
                raise Unusable(f"KENKYU_{name.upper()}_ISSUER must begin with https://")
        return self

    @model_validator(mode="after")
    def _refuse_open_metrics(self) -> "Settings":
        host, _, port = self.metrics_address.rpartition(":")
        if self.metrics_address and not (host and port.isdecimal() and int(port) < 65_536):
            raise Unusable("KENKYU_METRICS_ADDRESS must be a host and a port, such as 127.0.0.1:9464")
        if self.metrics_address and host not in LOOPBACK and len(self.metrics_token) < METRICS_TOKEN_MIN:
            raise Unusable(
                f"KENKYU_METRICS_TOKEN must be a random text of at least {METRICS_TOKEN_MIN} characters where others "
                "than this machine can reach KENKYU_METRICS_ADDRESS"
            )
        if self.otlp_endpoint and urlsplit(self.otlp_endpoint).scheme not in {"http", "https"}:
            raise Unusable("KENKYU_OTLP_ENDPOINT must be http:// or https://, with the path /v1/traces")
        return self

    @model_validator(mode="after")
    def _refuse_networks(self) -> "Settings":
        try:
            assert self.networks is not None
        except ValueError as error:
            raise Unusable(f"KENKYU_FETCH_NETWORKS must be networks such as 10.1.0.0/16: {error}") from error
        return self

    @cached_property
    def networks(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """`fetch_networks`, read."""
        return tuple(ip_network(part.strip()) for part in self.fetch_networks.split(",") if part.strip())

    @cached_property
    def files_place(self) -> str:
        """`files_url`, or the folder `files` beside the SQLite file, or `var/files` with another database."""
        if self.files_url:
            return self.files_url
        path = self.database_url.removeprefix("sqlite:///") if self.database_url.startswith("sqlite:///") else ""
        folder = Path(path).parent / "files" if path else Path("var", "files")
        return folder.resolve().as_uri()

    @cached_property
    def origin(self) -> str:
        """Scheme, host and port of `public_url`, as a browser sends it in Origin."""
        return self.public_url.rstrip("/")
