"""The fair as Atom (RFC 4287), with pages (RFC 5005) and licence links (RFC 4946). Pure."""

from xml.etree import ElementTree as Xml

from app.feeds import entries
from app.feeds.entries import Entry, Feed

MEDIA_TYPE = "application/atom+xml"
NAMESPACE = "http://www.w3.org/2005/Atom"


def render(feed: Feed) -> bytes:
    """The page *feed* as a document in UTF-8."""
    root = Xml.Element("feed", {"xmlns": NAMESPACE, "xml:lang": entries.LANGUAGE})
    _say(root, "id", feed.urn)
    _say(root, "title", feed.title)
    _say(root, "subtitle", feed.description)
    _say(root, "updated", feed.updated)
    _link(root, "self", feed.self_url, MEDIA_TYPE)
    _link(root, "alternate", feed.home_url, "text/html")
    if feed.next_url is not None:
        _link(root, "next", feed.next_url, MEDIA_TYPE)
    _say(root, "generator", "Kenkyu")
    for entry in feed.entries:
        _add_entry(root, entry, home_url=feed.home_url)
    return bytes(Xml.tostring(root, encoding="utf-8", xml_declaration=True))


def _add_entry(root: Xml.Element, entry: Entry, *, home_url: str) -> None:
    node = Xml.SubElement(root, "entry")
    _say(node, "id", entry.id.urn)
    _say(node, "title", entry.title, type="text")
    _say(node, "published", entries.instant(entry.published_at))
    _say(node, "updated", entries.instant(entry.published_at))
    _link(node, "alternate", entry.url, "text/html")
    for name in entry.authors:
        _say(Xml.SubElement(node, "author"), "name", name)
    for tag in entry.tags:
        Xml.SubElement(node, "category", {"term": tag.term, "scheme": f"{home_url}#{tag.kind}", "label": tag.label})
    rights, address = entries.LICENCES[entry.licence]
    _say(node, "rights", f"© {', '.join(entry.authors)}, {entry.school_name}. {rights}")
    if address is not None:
        _link(node, "license", address, "text/html")
    _say(node, "summary", entry.summary, type="text")
    _say(node, "content", entries.content_html(entry), type="html")


def _say(parent: Xml.Element, name: str, text: str, **attributes: str) -> None:
    Xml.SubElement(parent, name, attributes).text = text


def _link(parent: Xml.Element, rel: str, href: str, media_type: str) -> None:
    Xml.SubElement(parent, "link", {"rel": rel, "type": media_type, "href": href})
