"""A harvester's request, read and held against the protocol. Pure."""

import base64
import binascii
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from app.fair.rules import LabelKind, Phase
from app.feeds.asked import Asked

PREFIX = "oai_dc"
SETS = {LabelKind.PHASE: "Phases", LabelKind.SUBJECT: "Subjects", LabelKind.FOCUS: "Focuses"}
"""The sets at the top of the hierarchy, with their names."""
ARGUMENTS_MAX = 20
VALUE_MAX = 2_000


class Verb(StrEnum):
    IDENTIFY = "Identify"
    FORMATS = "ListMetadataFormats"
    SETS = "ListSets"
    IDENTIFIERS = "ListIdentifiers"
    RECORDS = "ListRecords"
    RECORD = "GetRecord"


REQUIRED: dict[Verb, frozenset[str]] = {
    Verb.IDENTIFY: frozenset(),
    Verb.FORMATS: frozenset(),
    Verb.SETS: frozenset(),
    Verb.IDENTIFIERS: frozenset({"metadataPrefix"}),
    Verb.RECORDS: frozenset({"metadataPrefix"}),
    Verb.RECORD: frozenset({"identifier", "metadataPrefix"}),
}
OPTIONAL: dict[Verb, frozenset[str]] = {
    Verb.IDENTIFY: frozenset(),
    Verb.FORMATS: frozenset({"identifier"}),
    Verb.SETS: frozenset({"resumptionToken"}),
    Verb.IDENTIFIERS: frozenset({"from", "until", "set", "resumptionToken"}),
    Verb.RECORDS: frozenset({"from", "until", "set", "resumptionToken"}),
    Verb.RECORD: frozenset(),
}


@dataclass(eq=False)
class OaiFault(Exception):
    """A condition that the protocol names; the answer says it, with status 200."""

    code: str
    words: str
    shows_arguments: bool = True
    """False where the request itself could not be understood."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A list that is asked for, or the rest of one."""

    verb: Verb
    since: datetime | None = None
    until: datetime | None = None
    """The first instant that no longer belongs to it."""
    spec: str = ""
    after: tuple[str, ...] = ()
    """The last key of the part before; empty in the first."""
    done: int = 0
    """How many the parts before held."""

    @property
    def asked(self) -> Asked:
        """The set as a filter. Raises OaiFault for one that no list named."""
        return asked_of(self.spec)


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked, as far as it could be read."""

    verb: Verb
    arguments: dict[str, str] = field(default_factory=dict)

    def wish(self) -> Wish:
        """The list or the rest of a list that is asked for."""
        if "resumptionToken" in self.arguments:
            return read_token(self.arguments["resumptionToken"], self.verb)
        since, until = _range(self.arguments.get("from"), self.arguments.get("until"))
        return Wish(self.verb, since, until, self.arguments.get("set", ""))


def read(pairs: Sequence[tuple[str, str]]) -> Request:
    """The request that *pairs* of names and values make.

    Raises:
        OaiFault: badVerb or badArgument or cannotDisseminateFormat.
    """
    verbs = [value for name, value in pairs if name == "verb"]
    if len(verbs) != 1 or verbs[0] not in list(Verb):
        raise OaiFault("badVerb", "Name one verb, once.", shows_arguments=False)
    verb = Verb(verbs[0])
    others = [(name, value) for name, value in pairs if name != "verb"]
    given = dict(others)
    allowed = REQUIRED[verb] | OPTIONAL[verb]
    if len(others) > ARGUMENTS_MAX or len(given) < len(others):
        raise OaiFault("badArgument", "An argument is said more than once.", shows_arguments=False)
    if unknown := sorted(given.keys() - allowed):
        raise OaiFault("badArgument", f"{verb} does not take: {', '.join(unknown)[:200]}.", shows_arguments=False)
    if any(len(value) > VALUE_MAX or not value for value in given.values()):
        raise OaiFault("badArgument", "An argument is empty or too long.", shows_arguments=False)
    if "resumptionToken" in given:
        if len(given) > 1:
            raise OaiFault("badArgument", "resumptionToken stands alone.", shows_arguments=False)
        return Request(verb, given)
    if missing := sorted(REQUIRED[verb] - given.keys()):
        raise OaiFault("badArgument", f"{verb} needs: {', '.join(missing)}.", shows_arguments=False)
    if given.get("metadataPrefix", PREFIX) != PREFIX:
        raise OaiFault("cannotDisseminateFormat", f"The only format is {PREFIX}.")
    return Request(verb, given)


# ---- dates -------------------------------------------------------------------------------------------

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_SECOND = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)


def _range(since: str | None, until: str | None) -> tuple[datetime | None, datetime | None]:
    """From which instant, and up to which that no longer counts: both arguments include what they name."""
    if since is not None and until is not None and len(since) != len(until):
        raise OaiFault("badArgument", "from and until have different granularities.", shows_arguments=False)
    begins = None if since is None else _moment(since)
    ends = None if until is None else _moment(until)
    if begins is not None and ends is not None and begins > ends:
        raise OaiFault("badArgument", "from is later than until.", shows_arguments=False)
    if ends is not None:
        ends += timedelta(days=1) if until is not None and _DAY.fullmatch(until) else timedelta(seconds=1)
    return begins, ends


def _moment(text: str) -> datetime:
    try:
        if _DAY.fullmatch(text):
            found = datetime.fromisoformat(text).replace(tzinfo=UTC)
        elif _SECOND.fullmatch(text):
            found = datetime.fromisoformat(text)
        else:
            raise ValueError
    except ValueError as error:
        raise OaiFault("badArgument", "Dates are YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ.", shows_arguments=False) from error
    if not 1900 <= found.year <= 2100:
        raise OaiFault("badArgument", "That year is out of reach.", shows_arguments=False)
    return found


# ---- sets --------------------------------------------------------------------------------------------


def set_spec(kind: LabelKind, value: str) -> str:
    """The name of the set of *value*: what a name may not hold is written as bytes."""
    return f"{kind.value}:" + "".join(
        chr(byte) if chr(byte).isascii() and chr(byte).isalnum() else f"_{byte:02x}" for byte in value.encode()
    )


def asked_of(spec: str) -> Asked:
    """A set's name as a filter.

    Raises:
        OaiFault: noRecordsMatch, no set has that name.
    """
    if not spec:
        return Asked()
    kind, colon, name = spec.partition(":")
    if kind not in [one.value for one in SETS]:
        raise OaiFault("noRecordsMatch", "There is no such set.")
    if not colon:
        return Asked(having=LabelKind(kind))
    value = _spelt(name)
    if kind == LabelKind.PHASE:
        if value not in list(Phase) or value == Phase.ALL:
            raise OaiFault("noRecordsMatch", "There is no such set.")
        return Asked(phase=Phase(value))
    return Asked(focus=value) if kind == LabelKind.FOCUS else Asked(subject=value)


def _spelt(name: str) -> str:
    try:
        if not re.fullmatch(r"(?:[A-Za-z0-9]|_[0-9a-f]{2})+", name, re.ASCII):
            raise ValueError
        raw = re.sub(r"_([0-9a-f]{2})", lambda found: chr(int(found[1], 16)), name).encode("latin-1")
        value = raw.decode("utf-8")
        if "\0" in value:
            raise ValueError
    except ValueError as error:
        raise OaiFault("noRecordsMatch", "There is no such set.") from error
    return value


# ---- tokens ------------------------------------------------------------------------------------------


def token_of(wish: Wish, after: tuple[str, ...], done: int) -> str:
    """A token that says all of the rest of a list. Nothing of it is kept here, so it does not expire."""
    said = [wish.verb, _text(wish.since), _text(wish.until), wish.spec, list(after), done]
    return base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")


def read_token(token: str, verb: Verb) -> Wish:
    """The rest of a list.

    Raises:
        OaiFault: badResumptionToken, it is none that this verb gave out.
    """
    try:
        said = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
        named, since, until, spec, after, done = said
        if named != verb or type(done) is not int or not 0 < done < 2**31 or not isinstance(spec, str):
            raise ValueError
        if not isinstance(after, list) or len(after) != 2 or not all(isinstance(one, str) for one in after):
            raise ValueError
        _require_key(verb, after)
        asked_of(spec)
        return Wish(verb, _instant(since), _instant(until), spec, tuple(after), done)
    except (ValueError, TypeError, binascii.Error, UnicodeError, RecursionError, OaiFault) as error:
        raise OaiFault("badResumptionToken", "That token is none of ours; begin again without.") from error


def place_of(after: tuple[str, ...]) -> tuple[datetime, UUID] | None:
    """The place in a list of findings that a token holds."""
    return (_aware(after[0]), UUID(after[1])) if after else None


def _require_key(verb: Verb, after: list[str]) -> None:
    if any("\0" in one or len(one) > 300 for one in after):
        raise ValueError
    if verb != Verb.SETS:
        place_of(tuple(after))


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _instant(text: object) -> datetime | None:
    if text is None:
        return None
    if not isinstance(text, str):
        raise ValueError
    return _aware(text)


def _aware(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None or not 1900 <= moment.year <= 2101:
        raise ValueError
    return moment
