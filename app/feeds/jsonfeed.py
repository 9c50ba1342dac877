"""The fair as JSON Feed 1.1 (jsonfeed.org/version/1.1). Pure."""

import json
from typing import Any

from app.feeds import entries
from app.feeds.entries import Entry, Feed

MEDIA_TYPE = "application/feed+json"
ABOUT = "https://www.jsonfeed.org/version/1.1/#extensions"


def render(feed: Feed) -> bytes:
    """The page *feed* as a document in UTF-8."""
    gone = [{"id": one.id.urn, "withdrawn_at": entries.instant(one.at)} for one in feed.gone]
    document: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.description,
        "home_page_url": feed.home_url,
        "feed_url": feed.self_url,
        "language": entries.LANGUAGE,
        "_kenkyu": {"about": ABOUT, "updated": feed.updated, "withdrawn": gone},
        "items": [_item(entry) for entry in feed.entries],
    }
    if feed.next_url is not None:
        document["next_url"] = feed.next_url
    return json.dumps(document, ensure_ascii=False).encode()


def _item(entry: Entry) -> dict[str, Any]:
    rights, address = entries.LICENCES[entry.licence]
    item: dict[str, Any] = {
        "id": entry.urn,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "content_text": entries.content_text(entry),
        "content_html": entries.content_html(entry),
        "date_published": entries.instant(entry.published_at),
        "date_modified": entries.instant(entry.edited_at),
        "authors": [{"name": name} for name in entry.authors],
        "tags": [tag.label for tag in entry.tags],
        "language": entries.LANGUAGE,
        "_kenkyu": {
            "about": ABOUT,
            "group": entry.group_name,
            "school": entry.school_name,
            "phase": entry.phase.value,
            "edition": entry.edition,
            "licence": rights,
            "licence_url": address,
        },
    }
    if entry.image is not None:
        item["image"] = entry.image.url
    if entry.files:
        item["attachments"] = [
            {"url": file.url, "mime_type": file.media_type, "title": file.alt or file.name, "size_in_bytes": file.size}
            for file in entry.files
        ]
    return item
