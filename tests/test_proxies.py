"""The proxies' files in deploy/, started for real in front of a real server: TLS, slow clients, sizes, who is asking.

Their times are shortened and their places put on this machine; everything else is as it stands there.
"""

import contextlib
import os
import re
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from certificates import Authority, authority
from served import ROOT, Kenkyu, free_port

DEPLOY = ROOT / "deploy"
NAME = "kenkyu.school.example"
PROGRAMS = ("nginx", "caddy")
START_SECONDS_MAX = 60
SHORT_SECONDS = 2
HALVES = 150


@dataclass
class Proxy:
    """A proxy that runs, and what is behind it."""

    kind: str
    port: int
    plain_port: int
    trusted: Authority

    def connect(self, name: str = NAME) -> ssl.SSLSocket:
        raw = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        return self.trusted.client.wrap_socket(raw, server_hostname=name)

    def ask(self, request: str, body: bytes = b"") -> tuple[int, dict[str, str], bytes]:
        """The status, headers and body that come of a request written by hand."""
        with contextlib.closing(self.connect()) as line:
            with contextlib.suppress(OSError):  # Whoever refuses a body hangs up before it is through.
                line.sendall(request.replace("\n", "\r\n").encode() + body)
            return answer_of(line)


def answer_of(line: socket.socket) -> tuple[int, dict[str, str], bytes]:
    parts = []
    with contextlib.suppress(ConnectionError, ssl.SSLError):
        while some := line.recv(65_536):
            parts.append(some)
    head, _, content = b"".join(parts).partition(b"\r\n\r\n")
    if not head:
        return 0, {}, b""
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value for name, _, value in (one.partition(": ") for one in lines)}
    return int(first.split(" ")[1]), headers, content


def _nginx(folder: Path, *, upstream: int, port: int, plain_port: int) -> list[str]:
    text = (DEPLOY / "nginx-tls.conf").read_text()
    for old, new in (
        ("127.0.0.1:8000", f"127.0.0.1:{upstream}"), ("listen 443 ", f"listen 127.0.0.1:{port} "),
        ("listen 80 ", f"listen 127.0.0.1:{plain_port} "), ("/etc/kenkyu/", f"{folder}/"),
        ("client_header_timeout 10s", f"client_header_timeout {SHORT_SECONDS}s"),
        ("client_body_timeout 20s", f"client_body_timeout {SHORT_SECONDS}s"),
    ):  # fmt: skip
        assert old in text, old
        text = text.replace(old, new)
    places = "".join(
        f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    logs = f"access_log {folder}/access.log;\nerror_log {folder}/error.log;\n"
    text = text.replace("http {\n", f"http {{\n{places}{logs}", 1)
    (folder / "nginx.conf").write_text(f"pid {folder}/pid;\n{text}")
    user = "user root; " if os.geteuid() == 0 else ""
    return ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf"), "-g", f"{user}daemon off;"]


def _caddy(folder: Path, *, upstream: int, port: int, plain_port: int) -> list[str]:
    text = (DEPLOY / "Caddyfile").read_text()
    for old, new in (
        ("127.0.0.1:8000", f"127.0.0.1:{upstream}"),
        ("admin off", f"admin off\n\tauto_https disable_certs\n\thttps_port {port}\n\thttp_port {plain_port}"),
        ("read_header 10s", f"read_header {SHORT_SECONDS}s"), ("read_body 20s", f"read_body {SHORT_SECONDS}s"),
        (f"{NAME} {{", f"{NAME} {{\n\tbind 127.0.0.1\n\ttls {folder}/fullchain.pem {folder}/privkey.pem"),
    ):  # fmt: skip
        assert old in text, old
        text = text.replace(old, new, 1)
    (folder / "Caddyfile").write_text(text)
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


@contextlib.contextmanager
def proxy_before(kind: str, folder: Path, upstream: int) -> Iterator[Proxy]:
    if shutil.which(kind) is None:
        pytest.skip(f"there is no {kind} here: tools/setup.sh dev installs it")
    trusted = authority(NAME)
    (folder / "fullchain.pem").write_bytes(trusted.certificate)
    (folder / "privkey.pem").write_bytes(trusted.secret)
    proxy = Proxy(kind, free_port(), free_port(), trusted)
    make = _nginx if kind == "nginx" else _caddy
    command = make(folder, upstream=upstream, port=proxy.port, plain_port=proxy.plain_port)
    environment = os.environ | {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(command, cwd=folder, stdout=said, stderr=said, env=environment)
    try:
        until = time.monotonic() + START_SECONDS_MAX
        while True:
            assert process.poll() is None, (folder / "said").read_text()[-2000:]
            with contextlib.suppress(OSError):
                proxy.connect().close()
                break
            assert time.monotonic() < until, (folder / "said").read_text()[-2000:]
            time.sleep(0.1)
        yield proxy
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="module")
def kenkyu(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kenkyu]:
    installed = Kenkyu(tmp_path_factory.mktemp("proxied"), more={"KENKYU_PUBLIC_URL": f"https://{NAME}"})
    installed.run("kenkyu", "migrate")
    with installed.serving("kenkyu", "serve", "--no-worker"):
        yield installed


@pytest.fixture(scope="module", params=PROGRAMS)
def proxy(request: pytest.FixtureRequest, kenkyu: Kenkyu, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    with proxy_before(request.param, tmp_path_factory.mktemp(request.param), kenkyu.port) as running:
        yield running


class Mirror:
    """A server that keeps the requests it is sent, as they came."""

    def __init__(self) -> None:
        self.heads: list[str] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._socket.accept()
            except OSError:
                return
            with contextlib.suppress(OSError), contextlib.closing(line):
                line.settimeout(5)
                head = line.recv(65_536).decode("latin-1")
                if head.startswith(("GET", "POST")):
                    self.heads.append(head)
                line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()


@pytest.fixture(scope="module", params=PROGRAMS)
def mirrored(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Proxy, Mirror]]:  # fmt: skip
    mirror = Mirror()
    with proxy_before(request.param, tmp_path_factory.mktemp(f"{request.param}-mirror"), mirror.port) as running:
        yield running, mirror
    mirror.close()


def get(path: str, more: str = "") -> str:
    return f"GET {path} HTTP/1.1\nHost: {NAME}\nConnection: close\n{more}\n"


def test_the_server_is_reached_by_tls_and_keeps_its_headers(proxy: Proxy) -> None:
    """Take out: `proxy_pass`, or ALWAYS_SENT in app/web/problems.py."""
    status, headers, content = proxy.ask(get("/api/health"))

    assert (status, content) == (200, b'{"status":"ok","database":"ok"}')
    assert headers["strict-transport-security"] == "max-age=31536000"
    assert "content-security-policy" in headers
    assert not re.search(r"\d", headers.get("server", ""))


def test_who_comes_without_tls_is_sent_to_it(proxy: Proxy) -> None:
    """Take out: nginx's `return 308`. The address is ours, whatever Host says."""
    with socket.create_connection(("127.0.0.1", proxy.plain_port), timeout=30) as line:
        line.sendall(get("/week?of=2026").replace("\n", "\r\n").encode())
        status, headers, _ = answer_of(line)

    assert status == 308
    assert re.fullmatch(rf"https://{NAME}(:\d+)?/week\?of=2026", headers["location"])


def test_another_name_is_told_nothing(proxy: Proxy) -> None:
    """Take out: `ssl_reject_handshake`; Caddy has no certificate for another name anyway."""
    with pytest.raises(ssl.SSLError):
        proxy.connect("evil.example").close()


def test_a_client_cannot_say_who_it_is(mirrored: tuple[Proxy, Mirror]) -> None:
    """Take out: X-Forwarded-For in either file (nginx then passes the client's, Caddy adds to it)."""
    proxy, mirror = mirrored
    lies = "X-Forwarded-For: 198.51.100.7\nForwarded: for=198.51.100.7\nX-Forwarded-Proto: gopher\n"

    proxy.ask(get("/", lies))

    head = mirror.heads[-1]
    assert re.findall(r"(?im)^x-forwarded-for: (.*?)\r?$", head) == ["127.0.0.1"]
    assert re.findall(r"(?im)^x-forwarded-proto: (.*?)\r?$", head) == ["https"]
    assert "198.51.100.7" not in head


def test_a_body_of_two_lengths_is_refused_or_has_one(mirrored: tuple[Proxy, Mirror]) -> None:
    """Content-Length and Transfer-Encoding at once: what smuggles a second request past a proxy."""
    proxy, mirror = mirrored
    before = len(mirror.heads)
    both = f"POST /api/findings HTTP/1.1\nHost: {NAME}\nConnection: close\nContent-Length: 6\nTransfer-Encoding: chunked\n\n"

    status, _, _ = proxy.ask(both, b"0\r\n\r\nG")

    if status == 400:
        assert len(mirror.heads) == before
    else:
        head = mirror.heads[-1].lower()
        assert proxy.kind == "caddy", "nginx refuses"
        assert len(re.findall(r"(?m)^(content-length|transfer-encoding):", head)) == 1


def test_the_server_itself_refuses_a_body_of_two_lengths(kenkyu: Kenkyu) -> None:
    with socket.create_connection(("127.0.0.1", kenkyu.port), timeout=30) as line:
        line.sendall(
            b"POST /api/sign-in HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 6\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nG"
        )
        status, _, _ = answer_of(line)

    assert status == 400


def test_what_is_too_large_is_refused(proxy: Proxy) -> None:
    """Take out: `client_max_body_size`, `max_size`: the server's own limit of an anonymous body then answers 401."""
    head = f"POST /api/timetable-imports HTTP/1.1\nHost: {NAME}\nConnection: close\nContent-Length: 40000000\n\n"

    status, _, _ = proxy.ask(head, b"x" * 30_000_000)

    assert status in (413, 401, 502), (
        "nginx 413; Caddy cuts the body off when the server asks for it, which it does not"
    )
    assert proxy.kind != "nginx" or status == 413


def test_half_a_request_is_not_waited_for(proxy: Proxy) -> None:
    """E19. Take out: the time-outs of headers and bodies."""
    halves = [
        f"GET /api/health HTTP/1.1\r\nHost: {NAME}\r\nX-Slow: ",
        f"POST /api/sign-in HTTP/1.1\r\nHost: {NAME}\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{{",
    ]
    for half in halves:
        with contextlib.closing(proxy.connect()) as line:
            line.settimeout(SHORT_SECONDS * 20)
            line.sendall(half.encode())
            began = time.monotonic()
            answer_of(line)

            assert time.monotonic() - began < SHORT_SECONDS * 15


def test_many_half_requests_keep_nobody_from_being_served(proxy: Proxy) -> None:
    """E19: uvicorn alone counts connections. Take out: the proxy (ask the server with --limit-concurrency 100)."""
    halves = []
    for _ in range(HALVES):
        line = socket.create_connection(("127.0.0.1", proxy.port), timeout=30)
        halves.append(line)
        line.send(b"\x16\x03\x01")  # The beginning of a handshake.
    began = time.monotonic()

    statuses = {proxy.ask(get("/api/health"))[0] for _ in range(5)}

    assert statuses == {200}
    assert time.monotonic() - began < 20
    for line in halves:
        line.close()


def test_what_is_a_key_stands_in_no_log(proxy: Proxy, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Take out: `access_log off` in nginx's file. Caddy keeps no log of requests unless it is told to."""
    folder = next(path for path in tmp_path_factory.getbasetemp().iterdir() if path.name.startswith(f"{proxy.kind}0"))

    for path in (
        "/calendars/secret-of-a-calendar.ics",
        "/leave/secret-of-a-mail",
        "/api/invitations/secret-to-come-in",
    ):
        proxy.ask(get(path))
    proxy.ask(get("/api/health?seen"))

    written = "".join(path.read_text() for path in folder.iterdir() if path.name in ("access.log", "said"))
    assert "secret-" not in written
    assert proxy.kind == "caddy" or "/api/health?seen" in written
