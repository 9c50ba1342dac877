"""Answers to harvesters, as XML. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID
from xml.etree import ElementTree as Xml

from app.fair.rules import LabelKind
from app.feeds import entries
from app.feeds.entries import Entry, plain
from app.feeds.oai import asking
from app.feeds.oai.asking import PREFIX, OaiFault

NAMESPACE = "http://www.openarchives.org/OAI/2.0/"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
OAI_DC_SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
DC = "http://purl.org/dc/elements/1.1/"
GRANULARITY = "YYYY-MM-DDThh:mm:ssZ"


@dataclass(frozen=True, slots=True)
class Header:
    """What a harvester is told of a finding in any case."""

    id: UUID
    at: datetime
    specs: tuple[str, ...] = ()
    is_deleted: bool = False


@dataclass(frozen=True, slots=True)
class Repository:
    """What Identify says."""

    name: str
    base_url: str
    host: str
    email: str
    earliest: datetime

    def identifier(self, finding_id: UUID) -> str:
        return f"oai:{self.host}:{finding_id}"


def specs_of(entry: Entry) -> tuple[str, ...]:
    """The sets that a finding is in."""
    kinds = {kind.value for kind in asking.SETS}
    return tuple(asking.set_spec(LabelKind(tag.kind), tag.term) for tag in entry.tags if tag.kind in kinds)


def stamp(moment: datetime) -> str:
    """An instant as the protocol writes it: in whole seconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Document:
    """One answer, built up verb by verb."""

    def __init__(self, base_url: str, now: datetime, arguments: Mapping[str, str]) -> None:
        self._root = Xml.Element(
            "OAI-PMH", {
                "xmlns": NAMESPACE, "xmlns:xsi": INSTANCE,
                "xsi:schemaLocation": f"{NAMESPACE} http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd",
            },
        )  # fmt: skip
        _say(self._root, "responseDate", stamp(now))
        said = {name: plain(value) for name, value in arguments.items()}
        Xml.SubElement(self._root, "request", said).text = base_url

    def bytes(self) -> bytes:
        return bytes(Xml.tostring(self._root, encoding="utf-8", xml_declaration=True))

    def fault(self, fault: OaiFault) -> None:
        Xml.SubElement(self._root, "error", {"code": fault.code}).text = plain(fault.words)

    def identify(self, repository: Repository) -> None:
        node = Xml.SubElement(self._root, "Identify")
        for name, text in (
            ("repositoryName", repository.name),
            ("baseURL", repository.base_url),
            ("protocolVersion", "2.0"),
            ("adminEmail", repository.email),
            ("earliestDatestamp", stamp(repository.earliest)),
            ("deletedRecord", "persistent"),
            ("granularity", GRANULARITY),
            ("compression", "gzip"),
        ):
            _say(node, name, text)

    def formats(self) -> None:
        node = Xml.SubElement(Xml.SubElement(self._root, "ListMetadataFormats"), "metadataFormat")
        _say(node, "metadataPrefix", PREFIX)
        _say(node, "schema", OAI_DC_SCHEMA)
        _say(node, "metadataNamespace", OAI_DC)

    def sets(self, found: Sequence[tuple[str, str]], token: str | None, done: int) -> None:
        """Sets by their names, with words for people."""
        node = Xml.SubElement(self._root, "ListSets")
        for spec, name in found:
            one = Xml.SubElement(node, "set")
            _say(one, "setSpec", spec)
            _say(one, "setName", plain(name))
        _resume(node, token, done)

    def identifiers(self, repository: Repository, found: Sequence[Header], token: str | None, done: int) -> None:
        node = Xml.SubElement(self._root, "ListIdentifiers")
        for header in found:
            _add_header(node, repository, header)
        _resume(node, token, done)

    def records(
        self, repository: Repository, found: Sequence[tuple[Header, Entry | None]], token: str | None, done: int
    ) -> None:
        node = Xml.SubElement(self._root, "ListRecords")
        for header, entry in found:
            _add_record(node, repository, header, entry)
        _resume(node, token, done)

    def record(self, repository: Repository, header: Header, entry: Entry | None) -> None:
        _add_record(Xml.SubElement(self._root, "GetRecord"), repository, header, entry)


def _add_record(parent: Xml.Element, repository: Repository, header: Header, entry: Entry | None) -> None:
    node = Xml.SubElement(parent, "record")
    _add_header(node, repository, header)
    if entry is not None:
        _add_dublin_core(Xml.SubElement(node, "metadata"), entry)


def _add_header(parent: Xml.Element, repository: Repository, header: Header) -> None:
    node = Xml.SubElement(parent, "header", {"status": "deleted"} if header.is_deleted else {})
    _say(node, "identifier", repository.identifier(header.id))
    _say(node, "datestamp", stamp(header.at))
    for spec in header.specs:
        _say(node, "setSpec", spec)


def _add_dublin_core(parent: Xml.Element, entry: Entry) -> None:
    node = Xml.SubElement(
        parent, "oai_dc:dc",
        {"xmlns:oai_dc": OAI_DC, "xmlns:dc": DC, "xsi:schemaLocation": f"{OAI_DC} {OAI_DC_SCHEMA}"},
    )  # fmt: skip
    rights, licence_url = entries.LICENCES[entry.licence]
    _say(node, "dc:title", entry.title)
    for name in entry.authors:
        _say(node, "dc:creator", name)
    for tag in entry.tags:
        _say(node, "dc:subject", tag.label)
    _say(node, "dc:description", entry.summary)
    _say(node, "dc:publisher", entry.school_name)
    _say(node, "dc:contributor", entry.group_name)
    _say(node, "dc:date", stamp(entry.published_at))
    _say(node, "dc:type", "Text")
    _say(node, "dc:format", "text/html")
    _say(node, "dc:identifier", entry.url)
    _say(node, "dc:language", entries.LANGUAGE)
    _say(node, "dc:rights", rights)
    if licence_url is not None:
        _say(node, "dc:rights", licence_url)


def _resume(parent: Xml.Element, token: str | None, done: int) -> None:
    """How to go on; in the last of several parts an empty element says that there is no more."""
    if token is not None or done:
        Xml.SubElement(parent, "resumptionToken", {"cursor": str(done)}).text = token or ""


def _say(parent: Xml.Element, name: str, text: str) -> None:
    Xml.SubElement(parent, name).text = text
