"""Markdown to HTML: what people write becomes text, links and own pictures, whatever they try."""

from html.parser import HTMLParser
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.fair.rules import markdown

FILES = [UUID(int=1), UUID(int=2)]
ADDRESS = "/api/fair/findings/x/files"
# After the OWASP cheat sheet of filter evasion, and what is tried on Markdown.
VECTORS = [
    "<script>alert(1)</script>", "<SCRIPT SRC=https://evil.example/x.js></SCRIPT>", "<img src=x onerror=alert(1)>",
    "<IMG SRC=\"javascript:alert('XSS');\">", "<IMG SRC=JaVaScRiPt:alert('XSS')>", "<IMG SRC=`javascript:alert(1)`>",
    '<IMG """><SCRIPT>alert("XSS")</SCRIPT>"\\>', "<IMG SRC=# onmouseover=\"alert('xxs')\">",
    "<IMG SRC=&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)>",
    "<IMG SRC=&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;alert(1)>", "<<SCRIPT>alert(1);//\\<</SCRIPT>",
    "<IMG SRC=\"jav\tascript:alert('XSS');\">", "<IMG SRC=\"jav&#x09;ascript:alert('XSS');\">",
    "<SCRIPT/XSS SRC='https://evil.example/xss.js'></SCRIPT>", "<BODY onload!#$%&()*~+-_.,:;?@[/|\\]^`=alert(1)>",
    "</TITLE><SCRIPT>alert(1);</SCRIPT>", '<INPUT TYPE="IMAGE" SRC="javascript:alert(1);">', "<svg/onload=alert(1)>",
    "<BODY BACKGROUND=\"javascript:alert('XSS')\">", "<LINK REL=stylesheet HREF=javascript:alert(1);>",
    "<STYLE>@import'https://evil.example/xss.css';</STYLE>", '<META HTTP-EQUIV="refresh" CONTENT="0;url=javascript:1">',
    '<IFRAME SRC="javascript:alert(1);"></IFRAME>', '<DIV STYLE="background-image: url(javascript:alert(1))">',
    '<BASE HREF="javascript:alert(1);//">', '<OBJECT TYPE="text/x-scriptlet" DATA="https://evil.example"></OBJECT>',
    '<EMBED SRC="data:image/svg+xml;base64,PHN2Zz4=" type="image/svg+xml">', "<a href=javascript:alert(1)>x</a>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>", "<noscript><p title='</noscript><img>",
    "<details open ontoggle=alert(1)>", "<video><source onerror=alert(1)>", "<template><script>1</script></template>",
    "<form action=javascript:alert(1)><button>x", "<isindex type=image src=1 onerror=alert(1)>", "<x onclick=alert(1)>y",
    "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](java\tscript:alert(1))", "[x](  javascript:alert(1))",
    "[x](&#106;avascript:alert(1))", "[x](javascript&colon;alert(1))", "[x](javascript&#x3A;alert(1))",
    "[x](vbscript:msgbox(1))", "[x](data:text/html;base64,PHNjcmlwdD4=)", "[x](data:image/svg+xml;utf8,<svg>)",
    "[x](//evil.example)", "[x](\\\\evil.example)", "[x](/api/session)", "[x](#top)", "[x](ftp://evil.example/)",
    "[x](https:javascript)", "[x](https:///evil)", "[x](mailto:)", "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>", "<JAVASCRIPT:alert(1)>", "<data:text/html,x>", "![x](javascript:alert(1))",
    "![x](https://evil.example/pixel.png)", "![x](data:image/png;base64,AAAA)", "![x](//evil.example/a.png)",
    '![x"onerror="alert(1)](file:00000000-0000-0000-0000-000000000001)', "![x](file:../../../etc/passwd)",
    '![x](file:00000000-0000-0000-0000-000000000001 "onload=alert(1)")', "![x](file:00000000-0000-0000-0000-000000000009)",
    '[x](https://a.example "onmouseover=alert(1) \\" x=")', '[x](https://a.example/"onmouseover="alert(1))',
    "[x](https://a.example/<script>)", "```<script>\nalert(1)\n```", "~~~html\n<script>alert(1)</script>\n~~~",
    "`<script>alert(1)</script>`", "    <script>alert(1)</script>", "<!--<img src=\"--><img src=x onerror=alert(1)//\">",
    "<![CDATA[<script>alert(1)</script>]]>", "<?php echo 1 ?>", "<!DOCTYPE html [<!ENTITY x 'y'>]>", "&lt;script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;", "|<script>|\n|-|\n|<img src=x onerror=alert(1)>|",
    "# <script>alert(1)</script>", "> <iframe srcdoc='<script>1</script>'>", "- [x](javascript:1)\n- <svg onload=1>",
    "[a](https://x.example)[b](https://user:pass@evil.example)", "\u202ehttps://evil.example", "\\<script>alert(1)\\</script>",
    "<a href=\"https://x.example\" target=_blank>y</a>", "<scr<script>ipt>alert(1)</scr</script>ipt>",
]  # fmt: skip


class Seen(HTMLParser):
    """What a browser would make of it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"a declaration: {decl}")


def require_harmless(written: str) -> None:
    seen = Seen()
    seen.feed(written)
    for tag, attributes in seen.tags:
        assert tag in markdown.TAGS, tag
        assert set(attributes) <= markdown.ATTRIBUTES.get(tag, set()) | ({"rel"} if tag == "a" else set()), attributes
        if tag == "a":
            assert attributes["rel"] == markdown.LINK_REL
            if "href" in attributes:
                parts = urlsplit(attributes["href"] or "")
                assert parts.scheme in markdown.SCHEMES
                assert parts.netloc or parts.scheme == "mailto"
        if tag == "img":
            assert attributes["src"] in {f"{ADDRESS}/{one}" for one in FILES}


@pytest.mark.parametrize("vector", VECTORS)
@pytest.mark.parametrize(
    "frame", ["{}", "words {} words", "**{}**", "> {}", "- {}\n- b", "# {}", "[{}](https://a.example)"]
)
def test_no_vector_becomes_anything_that_runs_or_calls_elsewhere(vector: str, frame: str) -> None:
    require_harmless(markdown.safe_html(frame.replace("{}", vector), address=ADDRESS, files=FILES))


@given(st.text(alphabet=st.sampled_from("<>\"'`[]()!*_~|#-&;:/\\= \n\tascriptonlehrfdfile01"), max_size=120))
def test_nothing_that_can_be_typed_runs(text: str) -> None:
    require_harmless(markdown.safe_html(text, address=ADDRESS, files=FILES))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("  \n ", ""),
        ("One\ntwo\n\nThree", "<p>One\ntwo</p>\n<p>Three</p>"),
        ("*so* **very** ~~not~~ `x<y`", "<p><em>so</em> <strong>very</strong> <s>not</s> <code>x&lt;y</code></p>"),
        ("# Heading", "<h3>Heading</h3>"),
        ("###### Heading", "<h6>Heading</h6>"),
        ("3. c\n4. d", '<ol start="3">\n<li>c</li>\n<li>d</li>\n</ol>'),
        ("5 < 6 & 7", "<p>5 &lt; 6 &amp; 7</p>"),
        ("[a](https://a.example/?b=1&c=2)", f'<p><a href="https://a.example/?b=1&amp;c=2" rel="{markdown.LINK_REL}">a</a></p>'),
        ("[a](mailto:b@c.example)", f'<p><a href="mailto:b@c.example" rel="{markdown.LINK_REL}">a</a></p>'),
        (f"![the board](file:{FILES[0]})", f'<p><img src="{ADDRESS}/{FILES[0]}" alt="the board"></p>'),
        (f"![the board](file:{UUID(int=9)})", "<p>the board</p>"),
        ("![the board](https://a.example/b.png)", "<p>the board</p>"),
    ],
)  # fmt: skip
def test_markdown_is_shown_as_it_is_meant(text: str, html: str) -> None:
    shown = markdown.safe_html(text, address=ADDRESS, files=FILES)

    assert shown == html


def test_a_table_is_a_table() -> None:
    shown = markdown.safe_html("|a|b|\n|-|-|\n|1|2|", address=ADDRESS, files=FILES)

    assert [tag for tag, _ in _tags(shown)] == ["table", "thead", "tr", "th", "th", "tbody", "tr", "td", "td"]


def _tags(written: str) -> list[tuple[str, dict[str, str | None]]]:
    seen = Seen()
    seen.feed(written)
    return seen.tags


@pytest.mark.parametrize(
    "text", ["[" * 10_000, "*a " * 3_300, ">" * 10_000, "![" * 5_000, "- " * 5_000, "[a](" * 2_500]
)
def test_ten_thousand_characters_of_one_mark_are_read_in_time(text: str) -> None:
    require_harmless(markdown.safe_html(text[:10_000], address=ADDRESS, files=FILES))


def test_what_readers_see_is_plain() -> None:
    text = (
        f"# Why\n\n8**X** and &#65;mina, [here](https://a.example 'Year 7') ![board](file:{FILES[0]})\n\n- one\n- two"
    )

    assert markdown.plain(text) == "Why\n8X and Amina,  (Year 7) here board\none\ntwo"


def test_a_summary_has_no_marks_addresses_or_pictures() -> None:
    assert markdown.summary("**Pupils** spoke [here](https://a.example). ![x](file:1) They *did*.") == (
        "Pupils spoke here. They did."
    )


def test_a_summary_leaves_tables_to_those_who_open_the_finding() -> None:
    text = "Pupils spoke.\n\n| Pupil | Before |\n|---|---|\n| A | 1 |\n\nThey laughed."

    assert markdown.summary(text) == "Pupils spoke. They laughed."


def test_the_pictures_of_a_text_are_named_in_order() -> None:
    assert markdown.files_in("![a](file:ONE) [b](file:two) ![c](https://x.example) ![d](file:three)") == [
        "one",
        "three",
    ]
