"""Where the providers are and with which keys they sign: asked over TLS at the configured issuer, kept for a while.

Nothing here is of a school, and no transaction may be open while a provider is asked. What comes from a provider is
looked at as anything else from outside: it may not send us, or a browser, to a host that is not the provider's own.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from time import monotonic
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from app.fetching.fetch import Fetched, FetchRefused, Limits, Way, exchange, fetch
from app.settings import Settings
from app.sign_on import id_tokens
from app.sign_on.id_tokens import TENANT, Expected, Said
from app.sign_on.rules import Provider

KEPT: Final = timedelta(hours=6)
REFRESHED_AT_MOST_EVERY: Final = timedelta(minutes=1)
"""However many tokens come with keys that nobody knows."""
SILENT_SECONDS: Final = 5.0
"""How long nobody waits for a provider that has just not answered."""
LIMITS: Final = Limits(seconds=10.0, bytes_max=500_000, redirects_max=0)
ANSWER_LIMITS: Final = Limits(seconds=10.0, bytes_max=100_000, redirects_max=0)
OWN_HOSTS: Final[Mapping[str, frozenset[str]]] = {
    "accounts.google.com": frozenset({"oauth2.googleapis.com", "www.googleapis.com"}),
}
"""Hosts that are an issuer's own besides the one in its name."""
SHARED_TENANTS: Final = ("/organizations/", "/common/")
"""Of Microsoft: in their place stands, in the issuer of a token, the directory that it is of."""


class ProviderSilent(Exception):
    """The provider cannot be asked, or what it answers cannot be used."""


@dataclass(frozen=True, slots=True)
class Client:
    """What a provider knows this installation as."""

    provider: Provider
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Known:
    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    keys: id_tokens.Keys
    asked_at: datetime


@dataclass(slots=True)
class Providers:
    """The providers that this installation is known at. One for each process; threads share it."""

    clients: Mapping[Provider, Client]
    redirect_uri: Callable[[Provider], str]
    way: Way
    _known: dict[Provider, _Known] = field(default_factory=dict)
    _silent_until: dict[Provider, float] = field(default_factory=dict)
    _asking: Lock = field(default_factory=Lock)

    @classmethod
    def of(cls, settings: Settings) -> "Providers":
        """Those whose client id is set."""
        all_ = (
            Client(
                Provider.GOOGLE, settings.google_issuer, settings.google_client_id, settings.google_client_secret
            ),
            Client(
                Provider.MICROSOFT, settings.microsoft_issuer, settings.microsoft_client_id,
                settings.microsoft_client_secret,
            ),
        )  # fmt: skip
        return cls(
            {client.provider: client for client in all_ if client.client_id},
            lambda provider: f"{settings.origin}/api/sign-on/{provider}/callback",
            Way(settings.networks),
        )

    def address(self, provider: Provider, *, state: str, nonce: str, challenge: str, now: datetime) -> str:
        """Where a browser is sent to.

        Raises:
            ProviderSilent: the provider cannot be asked.
        """
        client, known = self.clients[provider], self._asked(provider, now)
        query = {
            "response_type": "code", "client_id": client.client_id, "redirect_uri": self.redirect_uri(provider),
            "scope": "openid email", "state": state, "nonce": nonce, "code_challenge": challenge,
            "code_challenge_method": "S256", "prompt": "select_account",
        }  # fmt: skip
        if provider is Provider.GOOGLE:
            query["hd"] = "*"  # A hint: accounts of schools only. The token's own `hd` is what is looked at.
        return f"{known.authorization_endpoint}?{urlencode(query)}"

    def said(self, provider: Provider, code: str, *, verifier: str, nonce: str, now: datetime) -> Said:
        """Who somebody is, by the code that their browser brought. The provider's tokens are not kept.

        Raises:
            ProviderSilent: the provider did not take the code, or cannot be asked.
            BadIdToken, UnprovenAddress: what it answered is not to be believed.
        """
        client, known = self.clients[provider], self._asked(provider, now)
        form = {
            "grant_type": "authorization_code", "code": code, "redirect_uri": self.redirect_uri(provider),
            "client_id": client.client_id, "client_secret": client.client_secret, "code_verifier": verifier,
        }  # fmt: skip
        try:
            answer = json.loads(exchange(self.way, known.token_endpoint, form, limits=ANSWER_LIMITS))
            token = answer["id_token"]
        except (FetchRefused, ValueError, TypeError, KeyError, RecursionError) as error:
            raise ProviderSilent from error
        expected = Expected(provider, known.issuer, client.client_id, nonce)
        try:
            return id_tokens.said_by(token, expected, known.keys, now)
        except id_tokens.UnknownKey:
            # Keys change now and then: the provider may have a new one since it was asked.
            if now - known.asked_at < REFRESHED_AT_MOST_EVERY:
                raise
            return id_tokens.said_by(token, expected, self._asked(provider, now, again=known).keys, now)

    def _asked(self, provider: Provider, now: datetime, *, again: _Known | None = None) -> _Known:
        """What is known of the provider; asked for when that is old, or is *again*, with which a token did not fit."""
        if (known := self._fresh(provider, again, now)) is not None:
            return known
        with self._asking:  # One thread asks; the others wait for what it hears.
            if (known := self._fresh(provider, again, now)) is not None:
                return known
            if monotonic() < self._silent_until.get(provider, 0.0):
                raise ProviderSilent("it did not answer a moment ago")
            try:
                known = self._ask(self.clients[provider], now)
            except ProviderSilent:
                self._silent_until[provider] = monotonic() + SILENT_SECONDS
                raise
            self._known[provider] = known
            return known

    def _fresh(self, provider: Provider, again: _Known | None, now: datetime) -> _Known | None:
        known = self._known.get(provider)
        is_fresh = known is not None and known is not again and timedelta() <= now - known.asked_at < KEPT
        return known if is_fresh else None

    def _ask(self, client: Client, now: datetime) -> _Known:
        issuer = client.issuer.rstrip("/")
        told = self._document(f"{issuer}/.well-known/openid-configuration")
        wanted = issuer
        for shared in SHARED_TENANTS:
            wanted = wanted.replace(shared, f"/{TENANT}/")
        if told.get("issuer") != wanted:
            raise ProviderSilent("the issuer does not call itself what it is configured as")
        endpoints = [
            _own(told.get(name), client.issuer) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")
        ]
        keys = id_tokens.usable_keys(self._document(endpoints[2]))
        return _Known(wanted, endpoints[0], endpoints[1], keys, now)

    def _document(self, address: str) -> dict[str, Any]:
        if not address.startswith("https://"):
            raise ProviderSilent("a provider is asked by https alone")
        try:
            found = fetch(self.way, address, limits=LIMITS)
            document = json.loads(found.content) if isinstance(found, Fetched) else None
        except (FetchRefused, ValueError, RecursionError) as error:
            raise ProviderSilent from error
        if not isinstance(document, dict):
            raise ProviderSilent("no JSON object")
        return document


def _own(address: object, issuer: str) -> str:
    """An address that the provider names, if it is by https on a host of its own."""
    ours = urlsplit(issuer)
    found = urlsplit(address) if isinstance(address, str) else None
    is_own = found is not None and (
        found.netloc == ours.netloc or found.netloc in OWN_HOSTS.get(ours.netloc, frozenset())
    )
    if found is None or not isinstance(address, str) or not is_own or found.scheme != "https" or found.query:
        raise ProviderSilent("it names an address that is not its own")
    return address
