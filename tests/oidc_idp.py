"""A real OpenID provider on loopback (tests/oidc/provider.mjs), reached by TLS and by a name, as Google's would be."""

import json
import os
import random
import re
import shutil
import socket
import ssl
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import certificates
import httpx
from listening import LOOPBACK

from app.fetching.fetch import Way
from app.sign_on.providers import Client, Providers
from app.sign_on.rules import Provider

ROOT = Path(__file__).parents[1]
NODE = shutil.which("node", path=f"{ROOT}/.tools/bin:{os.environ['PATH']}")
NAME, PORT = "accounts.idp.test", 8443
BY_NAME = {"sni_hostname": NAME}
"""Its certificate is for its name, whatever address it was reached at."""
TENANT = "11111111-2222-4333-8444-555555555555"


@dataclass(frozen=True)
class Idp:
    """The provider that is up."""

    address: str
    """Its own in 127.0.0.0/8."""
    client: ssl.SSLContext

    @property
    def origin(self) -> str:
        return f"https://{NAME}:{PORT}"

    @property
    def way(self) -> Way:
        """How the product gets there: by its own guarded way, with the test's resolver and authority."""
        return Way(LOOPBACK, lambda host, _: [self.address] if host == NAME else [], self.client)

    def providers(self, origin: str, *, way: Way | None = None) -> Providers:
        clients = (
            Client(Provider.GOOGLE, self.origin, "kenkyu", "kenkyu-secret"),
            Client(Provider.MICROSOFT, f"{self.origin}/organizations/v2.0", "kenkyu", "kenkyu-secret"),
        )
        return Providers(
            {client.provider: client for client in clients},
            lambda provider: f"{origin}/api/sign-on/{provider}/callback", way or self.way,
        )  # fmt: skip

    def browser(self) -> "Browser":
        return Browser(self)

    def tell(self, path: str, said: Mapping[str, Any]) -> None:
        with self._client() as client:
            assert client.post(path, content=json.dumps(said), extensions=BY_NAME).status_code == 200

    def person(self, sub: str, *, amr: list[str] | None = None, **claims: Any) -> str:
        """Somebody with an account at the provider; answers with its subject."""
        said = {"email_verified": True} | claims
        self.tell("/_people", {"sub": sub, "claims": said, "amr": amr})
        return sub

    def twist(self, *, header: Mapping[str, Any] | None = None, **claims: Any) -> None:
        """The next ID token says this besides, signed by the provider's own key."""
        self.tell("/_twist", {"claims": claims, "header": header or {}})

    def turn_keys(self) -> None:
        self.tell("/_turn", {})

    def asked(self, path: str) -> int:
        """How often a path was asked for."""
        with self._client() as client:
            return int(client.get("/_asked", extensions=BY_NAME).json().get(path, 0))

    def _client(self) -> httpx.Client:
        return httpx.Client(
            base_url=f"https://{self.address}:{PORT}", headers={"Host": f"{NAME}:{PORT}"}, verify=self.client,
            timeout=30,
        )  # fmt: skip


class Browser:
    """What a browser does at the provider, once: it keeps its cookies, and is led on until it is led away."""

    def __init__(self, idp: Idp) -> None:
        self._idp = idp
        self._client = idp._client()

    def goes(self, address: str, *, chooses: str) -> dict[str, str]:
        """Follow an authorization address and choose an account (none: cancel); what the browser is sent back with."""
        with self._client:
            return self._led(address, chooses)

    def _led(self, address: str, chooses: str) -> dict[str, str]:
        answer = self._ask("GET", address)
        for _ in range(12):
            if answer.status_code in {301, 302, 303, 307, 308}:
                there = answer.headers["location"]
                if urlsplit(there).netloc not in {"", f"{NAME}:{PORT}"}:
                    return {name: values[0] for name, values in parse_qs(urlsplit(there).query).items()}
                answer = self._ask("GET", there)
                continue
            form = re.search(r'action="([^"]*/interaction/[^"]+)"', answer.text)
            assert form, f"{answer.status_code} {answer.text}"
            answer = self._ask("POST", form[1], data={"sub": chooses})
        raise AssertionError("the provider leads on and on")

    def _ask(self, method: str, address: str, **more: Any) -> httpx.Response:
        split = urlsplit(address)
        path = split.path + (f"?{split.query}" if split.query else "")
        return self._client.request(method, path, extensions=BY_NAME, follow_redirects=False, **more)


@contextmanager
def identity_provider(*redirect_origins: str) -> Iterator[Idp]:
    """A provider that sends browsers back to *redirect_origins* alone."""
    assert NODE, "no node: run `make setup`"
    authority = certificates.authority(NAME)
    redirects = [f"{origin}/api/sign-on/{one}/callback" for origin in redirect_origins for one in Provider]
    with tempfile.TemporaryDirectory() as folder:
        cert, key = Path(folder, "cert.pem"), Path(folder, "key.pem")
        cert.write_bytes(authority.certificate)
        key.write_bytes(authority.secret)
        address = _free_address()
        process = subprocess.Popen(
            [NODE, ROOT / "tests" / "oidc" / "provider.mjs", address, NAME, str(PORT), cert, key, *redirects],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        try:
            assert process.stdout
            assert "ready" in process.stdout.readline(), "the provider did not start"
            yield Idp(address, authority.client)
        finally:
            process.kill()
            process.wait(10)
            if process.stdout:
                process.stdout.close()


def _free_address() -> str:
    while True:
        host = f"127.{random.randint(1, 250)}.{random.randint(1, 250)}.{random.randint(2, 250)}"
        try:
            with socket.create_server((host, PORT)):
                return host
        except OSError:
            continue
