"""The fair's pages as they are served: what people without scripts, link previews and citation managers find."""

import html
import json
import re
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from build_fair import a_draft, a_group, published, reader, withdrawn
from build_public import attach, edit, on_the_fair, one_public, take_back
from cast import NOW, World
from fastapi import FastAPI

from app.feeds import page
from app.feeds.page import About

VECTORS = json.loads((Path(__file__).parents[1] / "data" / "xss.json").read_text())
ELEMENTS = {
    "html", "head", "body", "meta", "title", "link", "script", "div", "nav", "a", "main", "article", "header", "h1",
    "h2", "h3", "h4", "h5", "h6", "p", "time", "ul", "li", "ol", "section", "footer", "strong", "em", "code", "pre",
    "blockquote", "br", "hr", "img", "table", "thead", "tbody", "tr", "th", "td", "del", "s",
}  # fmt: skip


class Reading(HTMLParser):
    """A page as a reader without scripts takes it in."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.data_blocks: list[str] = []
        self._inside: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in ("script", "title"):
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._inside:
            self._inside.remove(tag)

    def handle_data(self, data: str) -> None:
        if "script" in self._inside:
            self.data_blocks.append(data)
        elif not self._inside:
            self.text.append(data)

    @property
    def words(self) -> str:
        return " ".join(" ".join(self.text).split())

    def meta(self, name: str) -> list[str | None]:
        return [
            found.get("content") for tag, found in self.elements
            if tag == "meta" and name in (found.get("name"), found.get("property"))
        ]  # fmt: skip

    def links(self, rel: str) -> list[str | None]:
        return [found.get("href") for _, found in self.elements if found.get("rel") == rel]

    def hrefs(self) -> list[str]:
        return [found["href"] or "" for tag, found in self.elements if tag == "a" and "href" in found]

    @property
    def linked(self) -> dict[str, Any]:
        (block,) = [one for one in self.data_blocks if one.strip()]
        return json.loads(block)


async def read(world: World, path: str, status: int = 200) -> Reading:
    answer = await reader(world).get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")
    return Reading(answer.text)


# ---- a finding ---------------------------------------------------------------------------------


async def test_a_finding_can_be_read_whole_without_scripts(world: World) -> None:
    finding_id, _ = await one_public(
        world, aims="To **see** who speaks:\n\n- shy pupils\n- [others](https://example.org)"
    )

    seen = await read(world, f"/fair/{finding_id}")

    for words in ("Silence before talk", "Ten seconds changed who spoke", "Amina, Ben, Chloe (Talk, Birch School)",
                  "Background", "Wait time is short in most lessons.", "Aims", "shy pupils", "Methods", "Findings",
                  "Implications", "Count to ten.", "Next time", "2 November 2026", "CC BY 4.0"):  # fmt: skip
        assert words in seen.words
    assert "**" not in seen.words
    assert ("a", {"href": "https://example.org", "rel": "nofollow noopener ugc"}) in seen.elements
    assert "needs JavaScript" not in seen.words
    assert seen.links("stylesheet").count("/fair.css") == 1
    assert [tag for tag, _ in seen.elements].count("h1") == 1


async def test_the_page_says_what_it_is_for_link_previews(world: World) -> None:
    finding_id, _ = await one_public(world, title='Ten "silent" seconds')
    picture = attach(world, finding_id)

    seen = await read(world, f"/fair/{finding_id}")

    url = f"https://kenkyu.test/fair/{finding_id}"
    assert seen.meta("og:title") == ['Ten "silent" seconds']
    assert seen.meta("og:description") == seen.meta("description") == ["Ten seconds changed who spoke"]
    assert seen.meta("og:url") == seen.links("canonical") == [url]
    assert seen.meta("og:type") == ["article"]
    assert seen.meta("og:image") == [f"https://kenkyu.test/api/fair/findings/{finding_id}/files/{picture}"]
    assert seen.meta("og:image:alt") == ["A board with four words"]
    assert seen.meta("article:published_time") == ["2026-11-02T08:00:00Z"]
    assert [tag for tag, _ in seen.elements].count("title") == 1


async def test_the_page_can_be_cited(world: World) -> None:
    finding_id, query = await one_public(world)

    seen = await read(world, f"/fair/{finding_id}")

    assert seen.meta("citation_title") == ["Silence before talk"]
    assert seen.meta("citation_author") == ["Amina", "Ben", "Chloe"]
    assert seen.meta("citation_publication_date") == ["2026/11/02"]
    assert seen.meta("citation_publisher") == ["Birch School"]
    assert seen.meta("citation_keywords") == ["Oracy", query["subject"], "Key stage 3"]
    assert set(seen.links("license")) == {"https://creativecommons.org/licenses/by/4.0/"}
    assert {f"/api/fair/findings/{finding_id}/cite.bib", f"/api/fair/findings/{finding_id}/cite.ris"} <= set(
        seen.hrefs()
    )


async def test_the_page_is_a_scholarly_article_to_machines(world: World) -> None:
    finding_id, query = await one_public(world, mechanisms=[7])
    edit(world, finding_id, NOW + timedelta(days=1))

    linked = (await read(world, f"/fair/{finding_id}")).linked

    assert linked["@context"] == "https://schema.org"
    assert linked["@type"] == "ScholarlyArticle"
    assert linked["url"] == linked["mainEntityOfPage"] == f"https://kenkyu.test/fair/{finding_id}"
    assert [one["name"] for one in linked["author"]] == ["Amina", "Ben", "Chloe"]
    assert {one["@type"] for one in linked["author"]} == {"Person"}
    assert (linked["datePublished"], linked["dateModified"], linked["version"]) == (
        "2026-11-02T08:00:00Z", "2026-11-03T08:00:00Z", "2",
    )  # fmt: skip
    assert linked["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert linked["keywords"] == ["Oracy", query["subject"], "Key stage 3", "Arranging practical social support"]
    assert linked["educationalLevel"] == "Key stage 3"


async def test_pictures_stand_in_the_text_and_documents_below_it(world: World) -> None:
    finding_id, _ = await one_public(world)
    picture = attach(world, finding_id)
    paper = attach(world, finding_id, kind="document", name='plan "A".pdf', alt="", media_type="application/pdf")
    edit(world, finding_id, NOW, methods=f"![A board](file:{picture}) ![x](https://evil.example/x.png)")

    seen = await read(world, f"/fair/{finding_id}")

    images = [found for tag, found in seen.elements if tag == "img"]
    base = f"/api/fair/findings/{finding_id}/files"
    assert images == [{"src": f"{base}/{picture}", "alt": "A board"}]
    assert f"{base}/{paper}" in seen.hrefs()
    assert 'plan "A".pdf' in seen.words


# ---- texts that attack -------------------------------------------------------------------------


@pytest.mark.parametrize("vector", VECTORS)
async def test_no_text_becomes_anything_but_text(world: World, vector: str) -> None:
    line = " ".join(vector.split())
    every = dict.fromkeys(
        ("background", "aims", "methods", "findings", "implications", "next_time"), f"x\n\n{vector}\n"
    )
    finding_id, query = await one_public(
        world, title=line[:200], pull_quote=line[:200], focus=line[:200], group_name=line[:200], school_name=line[:200],
        author_names=[line], **every,
    )  # fmt: skip
    attach(world, finding_id, name=line[:200], alt=line[:500], kind="document", media_type="application/pdf")

    for path in (f"/fair/{finding_id}", f"/fair?subject={query['subject']}"):
        seen = await read(world, path)
        assert {tag for tag, _ in seen.elements} <= ELEMENTS
        for tag, found in seen.elements:
            assert not [name for name in found if name.startswith("on") or name in ("style", "srcdoc", "srcset")]
            if tag == "script":
                assert found.get("type") == "application/ld+json" or (found.get("src") or "").startswith("/")
            if tag == "a":
                assert re.match(r"(https?://|mailto:|/)", found.get("href") or "/"), found
            if tag == "img":
                assert (found.get("src") or "").startswith("/api/fair/findings/")
            if tag == "meta":
                assert found.get("http-equiv") is None
        assert line[:200] in html.unescape(seen.words) or line[:200].strip() in seen.words
    assert (await read(world, f"/fair/{finding_id}")).linked["name"] == line[:200]


def test_a_data_block_can_be_ended_by_nothing_in_it() -> None:
    hostile = {"name": "</script><script>alert(1)</script><!--\u2028]]>&"}

    block = page.data_block(hostile)

    inside = block.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set("<>&\u2028") & set(inside)
    assert json.loads(inside) == hostile


# ---- what is gone, or not for everyone ---------------------------------------------------------


@pytest.mark.parametrize(
    "form",
    ["{id}", "{upper}", "{hex}", "urn:uuid:{id}", "%7B{id}%7D", "{id}?stall=x", "{id}?edition=1", "{id}/"],
)  # fmt: skip
async def test_what_was_withdrawn_is_410_at_every_address_it_ever_had(world: World, form: str) -> None:
    finding_id, _ = await one_public(world)
    address = "/fair/" + form.format(id=finding_id, upper=finding_id.upper(), hex=UUID(finding_id).hex)
    client = reader(world)
    client.follow_redirects = True
    before = (await client.get(address)).status_code
    take_back(world, finding_id, NOW + timedelta(days=3))

    answer = await client.get(address)
    head = await client.head(address)

    assert (before, answer.status_code, head.status_code) == (200, 410, 410)
    seen = Reading(answer.text)
    assert "Withdrawn" in seen.words
    assert "5 November 2026" in seen.words
    assert "Silence before talk" not in answer.text
    assert seen.meta("robots") == ["noindex"]
    assert "s-maxage" not in answer.headers["cache-control"]


async def test_the_withdrawal_of_people_is_the_same_for_everyone(world: World) -> None:
    finding = await withdrawn(world)

    for path in (f"/fair/{finding['id']}", f"/api/fair/findings/{finding['id']}"):
        assert (await reader(world).get(path)).status_code == 410, path


@pytest.mark.parametrize("make", [a_draft, lambda world: published(world, audience="trust")])
async def test_the_page_says_nothing_of_what_not_everyone_may_read(world: World, make: Any) -> None:
    finding = await make(world)

    answer = await reader(world).get(f"/fair/{finding['id']}")
    unknown = await reader(world).get(f"/fair/{uuid4()}")

    assert (answer.status_code, answer.text) == (404, unknown.text)
    assert finding["title"] not in answer.text


@pytest.mark.parametrize("path", ["nonsense", "%00", "..%5C..%5Cetc", "%3Cscript%3E", "colour/red", "phase/ks9",
                                  "mechanism/0", "school/x", "focus/%E2%80%AE"])  # fmt: skip
async def test_an_address_that_leads_nowhere_is_the_page_with_404(world: World, path: str) -> None:
    seen = await read(world, f"/fair/{path}", 404)

    assert "sign in" in seen.words


# ---- lists -------------------------------------------------------------------------------------


async def test_the_fair_lists_the_newest_and_leads_on_to_the_rest(world: World) -> None:
    subject = f"Subject {uuid4().hex}"
    made = await on_the_fair(world, 45, lambda n: {"published_at": NOW + timedelta(minutes=n)}, subject=subject)
    seen: list[str] = []
    address: str | None = f"/fair?subject={subject}"

    lengths = []
    while address:
        shown = await read(world, address)
        found = [one.removeprefix("/fair/") for one in shown.hrefs() if re.fullmatch(r"/fair/[0-9a-f-]{36}", one)]
        lengths.append(len(found))
        seen += found
        further = [one for one, (tag, found) in zip(shown.elements, shown.elements, strict=True)
                   if tag == "a" and found.get("rel") == "next"]  # fmt: skip
        address = further[0][1]["href"] if further else None

    assert lengths == [20, 20, 5]
    assert seen == made[::-1]


async def test_the_fair_can_be_narrowed_by_links(world: World) -> None:
    group_id, tag = await a_group(world), uuid4().hex
    (wanted,) = await on_the_fair(world, group_id=group_id, focus=f"Oracy & {tag}", phase="ks2", mechanisms=[9])
    (other,) = await on_the_fair(world, focus=f"Maps {tag}", phase="ks1")

    first = await read(world, f"/fair/{wanted}")
    links = [one for one in first.hrefs() if one.startswith("/fair?")]
    assert {one.partition("=")[0].removeprefix("/fair?") for one in links} == {"focus", "subject", "phase", "mechanism"}
    for link in [*links, f"/fair?group={group_id}", f"/fair?group_id={group_id}"]:
        if "subject=" in link:
            continue
        text = (await reader(world).get(link)).text
        assert (f"/fair/{wanted}" in text, f"/fair/{other}" in text) == (True, False), link
    narrowed = await read(world, next(one for one in links if "focus" in one))
    assert narrowed.words.count(f"Learning fair: Oracy & {tag}") == 1
    assert [one for one in narrowed.links("alternate") if one and "focus=" in one and ".atom" in one]


@pytest.mark.parametrize(
    ("short", "long"),
    [("focus/oracy", "focus=oracy"), ("phase/ks3", "phase=ks3"), ("mechanism/14", "mechanism=14"),
     ("subject/Art%20%26%20Design", "subject=Art+%26+Design"), ("focus/a/b", "focus=a%2Fb"),
     ("focus//evil.example", "focus=%2Fevil.example")],
)  # fmt: skip
async def test_the_short_address_of_a_filter_leads_to_the_list(world: World, short: str, long: str) -> None:
    answer = await reader(world).get(f"/fair/{short}")

    assert (answer.status_code, answer.headers["location"]) == (308, f"/fair?{long}")


@pytest.mark.parametrize("query", ["phase=ks9", "mechanism=999999999999999999999", "school=x", "q=x", "focus=%E2%80%AE",
                                   "mechanism=%D9%A7"])  # fmt: skip
async def test_a_filter_that_cannot_be_read_is_left_to_the_application(world: World, query: str) -> None:
    await read(world, f"/fair?{query}")


@pytest.mark.parametrize("after", ["x", "bnVsbA==", "W10=", "é", "x" * 3_000])
async def test_a_page_that_no_list_led_to_is_not_there(world: World, after: str) -> None:
    answer = await reader(world).get("/fair", params={"after": after})

    assert answer.status_code == 404


async def test_a_slash_at_the_end_leads_to_the_page_without_it(world: World) -> None:
    answer = await reader(world).get("/fair/x%22y%5C/")

    assert (answer.status_code, answer.headers["location"]) == (308, "/fair/x%22y%5C")


async def test_an_empty_list_says_so(world: World) -> None:
    assert "Nothing has been published here yet" in (await read(world, f"/fair?focus={uuid4().hex}")).words


async def test_the_page_of_the_fair_points_to_both_feeds_once(world: World) -> None:
    seen = await read(world, "/fair")

    assert sorted(one for one in seen.links("alternate") if one) == ["/feeds/fair.atom", "/feeds/fair.json"]


# ---- asking again ------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/fair?subject={subject}", "/fair/{id}", "/fair.css"])
async def test_who_has_the_page_gets_304(world: World, path: str) -> None:
    finding_id, query = await one_public(world)
    path = path.format(id=finding_id, **query)
    first = await reader(world).get(path)

    again = await reader(world).get(path, headers={"If-None-Match": first.headers["etag"]})

    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert first.headers["cache-control"].startswith("public")
    assert "content-security-policy" in again.headers


async def test_an_edition_and_a_withdrawal_make_the_page_another(world: World) -> None:
    finding_id, query = await one_public(world)
    paths = [f"/fair/{finding_id}", f"/fair?subject={query['subject']}"]
    known = [{"If-None-Match": (await reader(world).get(path)).headers["etag"]} for path in paths]

    edit(world, finding_id, NOW + timedelta(seconds=1))
    edited = [(await reader(world).get(path, headers=known[n])).status_code for n, path in enumerate(paths)]
    take_back(world, finding_id, NOW)
    gone = [(await reader(world).get(path, headers=known[n])).status_code for n, path in enumerate(paths)]

    assert (edited, gone) == ([200, 200], [410, 200])


@pytest.mark.parametrize("path", ["/fair", "/fair.css", "/robots.txt", "/sitemap.xml"])
async def test_head_answers_as_get_does_without_a_body(world: World, path: str) -> None:
    shown, head = await reader(world).get(path), await reader(world).head(path)

    assert (head.status_code, head.headers["content-type"]) == (shown.status_code, shown.headers["content-type"])
    assert head.content == b""


# ---- the application's page --------------------------------------------------------------------

SHELL = """<!doctype html><html><head><meta name="description" content="x"><title>Kenkyu</title></head>
<body><div id="root"></div><noscript>Kenkyu needs JavaScript.</noscript><script src="/x.js"></script></body></html>"""


def test_what_is_read_stands_where_the_application_will_be() -> None:
    text = page.render(SHELL, About("Fair", "What was found", "https://x/fair", body="<p>\\1 \\g<0></p>"))

    assert '<div id="root"><p>\\1 \\g<0></p></div><script src="/x.js"></script></body></html>' in text
    assert text.count('rel="alternate"') == 2
    assert text.count("<title>") == text.count('name="description"') == 1
    assert "noscript" not in text


def test_a_shell_with_links_does_not_get_them_twice() -> None:
    links = "".join(f'<link rel="alternate" href="{href}">' for _, _, href in page.ALTERNATES)
    text = page.render(SHELL.replace("</head>", f"{links}</head>"), About("Fair", "d", "https://x/fair"))

    assert text.count('rel="alternate"') == 2


async def test_the_fair_is_read_while_the_application_is_not_built(app: FastAPI, world: World, tmp_path: Path) -> None:
    finding_id, _ = await one_public(world, title="<b>Silence</b>")
    settings = app.state.settings
    app.state.settings = settings.model_copy(update={"frontend": str(tmp_path / "nothing")})
    app.state.answers.forget()
    try:
        seen = await read(world, f"/fair/{finding_id}")
    finally:
        app.state.settings = settings
        app.state.answers.forget()

    assert "<b>Silence</b>" in seen.words
    assert "b" not in {tag for tag, _ in seen.elements}
