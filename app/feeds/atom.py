"""The fair as Atom (RFC 4287): pages and archives (RFC 5005), withdrawals (RFC 6721), licences (RFC 4946). Pure."""

from xml.etree import ElementTree as Xml

from app.feeds import entries
from app.feeds.entries import Entry, Feed

MEDIA_TYPE = "application/atom+xml"
NAMESPACE = "http://www.w3.org/2005/Atom"
HISTORY = "http://purl.org/syndication/history/1.0"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"


def render(feed: Feed) -> bytes:
    """The page *feed* as a document in UTF-8."""
    spaces = {"xmlns": NAMESPACE, "xmlns:fh": HISTORY, "xmlns:at": TOMBSTONES}
    root = Xml.Element("feed", spaces | {"xml:lang": entries.LANGUAGE})
    _say(root, "id", feed.urn)
    _say(root, "title", feed.title)
    _say(root, "subtitle", feed.description)
    _say(root, "updated", feed.updated)
    _link(root, "self", feed.self_url, MEDIA_TYPE)
    _link(root, "alternate", feed.home_url, "text/html")
    for rel, url in (
        ("next", feed.next_url),
        ("current", feed.current_url),
        ("prev-archive", feed.prev_archive_url),
        ("next-archive", feed.next_archive_url),
    ):
        if url is not None:
            _link(root, rel, url, MEDIA_TYPE)
    if feed.is_archive:
        Xml.SubElement(root, "fh:archive")
    _say(root, "generator", "Kenkyu")
    for one in feed.gone:
        Xml.SubElement(root, "at:deleted-entry", {"ref": one.id.urn, "when": entries.instant(one.at)})
    for entry in feed.entries:
        _add_entry(root, entry, scheme=feed.home_url.partition("?")[0])
    return bytes(Xml.tostring(root, encoding="utf-8", xml_declaration=True))


def _add_entry(root: Xml.Element, entry: Entry, *, scheme: str) -> None:
    node = Xml.SubElement(root, "entry")
    _say(node, "id", entry.urn)
    _say(node, "title", entry.title, type="text")
    _say(node, "published", entries.instant(entry.published_at))
    _say(node, "updated", entries.instant(entry.edited_at))
    _link(node, "alternate", entry.url, "text/html")
    for name in entry.authors:
        _say(Xml.SubElement(node, "author"), "name", name)
    for tag in entry.tags:
        Xml.SubElement(node, "category", {"term": tag.term, "scheme": f"{scheme}#{tag.kind}", "label": tag.label})
    rights, address = entries.LICENCES[entry.licence]
    _say(node, "rights", f"© {', '.join(entry.authors)}, {entry.school_name}. {rights}")
    if address is not None:
        _link(node, "license", address, "text/html")
    for file in entry.files:
        link = {"rel": "enclosure", "type": file.media_type, "length": str(file.size), "title": file.alt or file.name}
        Xml.SubElement(node, "link", link | {"href": file.url})
    _say(node, "summary", entry.summary, type="text")
    _say(node, "content", entries.content_html(entry), type="html")


def _say(parent: Xml.Element, name: str, text: str, **attributes: str) -> None:
    Xml.SubElement(parent, name, attributes).text = text


def _link(parent: Xml.Element, rel: str, href: str, media_type: str) -> None:
    Xml.SubElement(parent, "link", {"rel": rel, "type": media_type, "href": href})
