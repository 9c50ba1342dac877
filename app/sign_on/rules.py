"""Whose word is taken for who somebody is, and what a directory is called."""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Any, Final

ATTEMPT_LIFETIME: Final = timedelta(minutes=10)
"""How long a way out to a provider and back may take."""
FRESH: Final = timedelta(minutes=10)
"""How young a session must be to change how one signs in without the password."""
ATTEMPTS_OPEN_MAX: Final = 20_000
"""Ways out that are not back yet, of the whole installation: nobody fills the database by beginning and beginning."""
DIRECTORIES_MAX: Final = 20
"""Of one school. A trust has one domain for all its schools, or one for each."""

_DOMAIN: Final = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
_TENANT_ID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_OF_EVERYBODY: Final = frozenset({
    "9188040d-6c67-4c5b-b112-36a304b66dad", "gmail.com", "googlemail.com",
    "00000000-0000-0000-0000-000000000000",
})  # fmt: skip
"""Where private accounts live: a school that took it would take the whole world."""


class Provider(StrEnum):
    """Where a school keeps its staff's accounts."""

    GOOGLE = "google"
    MICROSOFT = "microsoft"


def directory_named(provider: Provider, text: str) -> str | None:
    """A directory as it is stored, in lower case; None when *text* names none that one school alone could have."""
    name = text.strip().lower()
    shape = _DOMAIN if provider is Provider.GOOGLE else _TENANT_ID
    return name if shape.fullmatch(name) and name not in _OF_EVERYBODY else None


def directory_of(provider: Provider, claims: Mapping[str, Any]) -> str:
    """The directory that a provider says somebody is of; empty for a private account, which is of none."""
    named = claims.get("hd" if provider is Provider.GOOGLE else "tid", "")
    return (directory_named(provider, named) or "") if isinstance(named, str) else ""


def may_be_of(provider: Provider, directory: str, linked: Collection[tuple[Provider, str]]) -> bool:
    """Whether somebody may have come in through *directory* who is *linked* with these (provider, issuer)s.

    Microsoft's issuer names the directory; Google's is the same for all.
    """
    return any(one is provider and (provider is Provider.GOOGLE or directory in issuer) for one, issuer in linked)


def may_follow(
    here: Iterable[tuple[Provider, str, bool]], there: Iterable[tuple[Provider, str, bool]], *, is_strong: bool
) -> bool:
    """Whether who came in here through some directory may go on there without coming in again.

    Which directory it was is not kept. So the other school must take every one that this school takes, and, where the
    provider's second factor is what counts, say of each of them itself that one is asked for.

    Args:
        here, there: (provider, directory, whether it asks everybody for a second factor).
    """
    taken = {(provider, name): asks for provider, name, asks in there}
    came = {(provider, name): asks for provider, name, asks in here}
    return bool(came) and all(one in taken and (taken[one] or not (is_strong and asks)) for one, asks in came.items())
