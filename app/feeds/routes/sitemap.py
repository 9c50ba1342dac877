"""What search engines may visit: robots.txt and the sitemap (sitemaps.org 0.9)."""

from xml.etree import ElementTree as Xml

from fastapi import APIRouter, Response
from fastapi.responses import PlainTextResponse

from app.feeds import conditional, entries, queries
from app.feeds.conditional import AskedBefore
from app.kernel.actor import NOBODY
from app.kernel.errors import NotFound
from app.web.deps import Config, Db
from app.web.retrying import RetryingRoute

router = APIRouter(route_class=RetryingRoute, include_in_schema=False)
READ = ["GET", "HEAD"]
PART = 10_000
"""Findings in a file; the standard allows 50,000 addresses."""
PARTS_MAX = 50_000
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
MEDIA_TYPE = "application/xml"
CACHED = {"Cache-Control": "public, max-age=300"}


@router.api_route("/robots.txt", methods=READ)
def read_robots(config: Config) -> PlainTextResponse:
    """Everything that is for everyone may be visited; the API, but for what pages show, may not."""
    lines = ["User-agent: *", "Allow: /api/fair/findings/", "Disallow: /api/", f"Sitemap: {config.origin}/sitemap.xml"]
    return PlainTextResponse("\n".join(lines) + "\n", headers={"Cache-Control": "public, max-age=3600"})


@router.api_route("/sitemap.xml", methods=READ)
def read_sitemap(db: Db, config: Config, known: AskedBefore) -> Response:
    """The parts of the sitemap."""
    with db.reading(NOBODY) as session:
        count = queries.count(session)
    parts = min(PARTS_MAX, max(1, -(-count // PART)))
    headers = CACHED | {"ETag": conditional.etag(config.origin, parts)}
    if known.has(headers["ETag"]):
        return Response(status_code=304, headers=headers)
    root = Xml.Element("sitemapindex", {"xmlns": NAMESPACE})
    for number in range(1, parts + 1):
        Xml.SubElement(Xml.SubElement(root, "sitemap"), "loc").text = f"{config.origin}/sitemap/{number}.xml"
    return _document(root, headers)


@router.api_route("/sitemap/{number}.xml", methods=READ)
def read_sitemap_part(number: str, db: Db, config: Config, known: AskedBefore) -> Response:
    """Addresses of findings, first published first, with the date of their edition. The first part has the fair too."""
    if not (number.isascii() and number.isdigit() and len(number) <= 5 and 1 <= int(number) <= PARTS_MAX):
        raise NotFound
    with db.reading(NOBODY) as session:
        marks = queries.sitemap_part(session, int(number), PART)
    if not marks and int(number) > 1:
        raise NotFound
    headers = CACHED | {"ETag": conditional.etag(config.origin, number, marks)}
    if known.has(headers["ETag"]):
        return Response(status_code=304, headers=headers)
    root = Xml.Element("urlset", {"xmlns": NAMESPACE})
    if int(number) == 1:
        Xml.SubElement(Xml.SubElement(root, "url"), "loc").text = f"{config.origin}/fair"
    for moment, finding_id in marks:
        node = Xml.SubElement(root, "url")
        Xml.SubElement(node, "loc").text = f"{config.origin}/fair/{finding_id}"
        Xml.SubElement(node, "lastmod").text = entries.instant(moment)
    return _document(root, headers)


def _document(root: Xml.Element, headers: dict[str, str]) -> Response:
    return Response(Xml.tostring(root, encoding="utf-8", xml_declaration=True), headers=headers, media_type=MEDIA_TYPE)
