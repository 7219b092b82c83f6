"""Markdown becomes HTML that can do no harm, with its links, headings and their places."""

from __future__ import annotations

import random
from html.parser import HTMLParser

import pytest

from conftest import ROOT
from factories import end, path, site, start
from pathviz import prose
from pathviz.checks import links
from pathviz.model import FreePage, Law, Markdown, Term
from pathviz.problems import Location
from pathviz.prose import machine, read, scheme_of

INDEX = "content/alue/polku/index.md"


def markdown(text: str, line: int = 1) -> Markdown:
    return Markdown(Location(INDEX, line), text=text)


def rendered(text: str, address: str | None = "osoite") -> str:
    """As a page prints it, every inner link leading to one address."""
    return read(markdown(text)).resolved(lambda _: address)


class Page(HTMLParser):
    """What a browser would see of a text: its elements and their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.odd: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in ("br", "hr", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.odd.append(data)

    def handle_decl(self, decl: str) -> None:
        self.odd.append(decl)

    def handle_pi(self, data: str) -> None:
        self.odd.append(data)

    def unknown_decl(self, data: str) -> None:
        self.odd.append(data)

    @property
    def tags(self) -> list[str]:
        return [tag for tag, _ in self.elements]

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


# -- what may not come through ---------------------------------------------------------------

VECTORS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script\n>alert(1)</script\n>",
    "<<script>alert(1)//<</script>",
    "<img src=x onerror=alert(1)>",
    '<img src="x" onerror="alert(1)" alt="x">',
    "<img src=x oNeRrOr=alert(1)//",
    "<img/src/onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    '<math href="javascript:alert(1)">x</math>',
    "<iframe src=https://evil.example></iframe>",
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<input onfocus=alert(1) autofocus><select><option>x</select><textarea>x</textarea>",
    "<style>*{background:url(https://evil.example)}</style>",
    '<p style="position:fixed;inset:0">x</p>',
    "<link rel=stylesheet href=https://evil.example>",
    '<meta http-equiv=refresh content="0;url=https://evil.example">',
    "<base href=https://evil.example/>",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)></audio>",
    "<marquee onstart=alert(1)>x</marquee>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="java\tscript:alert(1)">x</a>',
    '<a href="&#106;&#97;vascript:alert(1)">x</a>',
    '<a href=" javascript:alert(1)">x</a>',
    '<a href="vbscript:msgbox(1)">x</a>',
    '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>',
    '<a href="x" onclick="alert(1)" target="_blank" ping="https://evil.example">x</a>',
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java%73cript:alert(1))",
    "[x](&#x6A;avascript:alert(1))",
    "[x]( javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x][1]\n\n[1]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:x)",
    '[x](a "onmouseover=alert(1)")',
    '[x](a" onmouseover="alert(1))',
    '[x](#"><img src=x onerror=alert(1)>)',
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml,<svg onload=alert(1)>)",
    '![x" onerror="alert(1)](x)',
    "![](https://evil.example/seuraa.gif)",
    '<img src="https://evil.example/seuraa.gif" srcset="https://evil.example/2x 2x">',
    '<img src="//evil.example/seuraa.gif" alt="x">',
    "`</code><script>alert(1)</script>`",
    "```\n</code></pre><script>alert(1)</script>\n```",
    '```"><script>alert(1)</script>\nx\n```',
    "| <script>alert(1)</script> |\n|---|\n| <img src=x onerror=alert(1)> |",
    "# <script>alert(1)</script>",
    '# x" onclick="alert(1)',
    '<h2 id="x" onclick="alert(1)">x</h2>',
    "<abbr title='<script>alert(1)</script>'>x</abbr>",
    "<abbr title='\"><img src=x onerror=alert(1)>'>x</abbr>",
    '<p lang="fi&quot; onclick=&quot;alert(1)">x</p>',
    "<!-- --><script>alert(1)</script><!-- -->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php alert(1) ?><?xml-stylesheet href='javascript:alert(1)'?>",
    "<!DOCTYPE html [<!ENTITY x '<script>alert(1)</script>'>]>&x;",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<template><script>alert(1)</script></template>",
    "<title><a title='</title><img src=x onerror=alert(1)>'>",
    "<xmp><script>alert(1)</script></xmp><plaintext>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    '<a href="pathviz-link:0">x</a> [y](javascript:alert(1))',
    '<img src="pathviz-link:0"> [y](https://evil.example/seuraa.gif)',
    "[x](pathviz-link:7)",
    '`<a href="pathviz-link:7">` [x](a)',
    '<pathviz-h2 id="x" onclick="alert(1)">x</pathviz-h2>',
    "\u2028<script>alert(1)</script>\u2029",
    "<scrİpt>alert(1)</scrİpt>",
]
ALLOWED = {
    *(
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
        "caption",
        "cite",
        "code",
        "dd",
        "del",
        "dfn",
        "dl",
        "dt",
        "em",
        "figcaption",
    ),
    *("figure", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s"),
    *("small", "span", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "time", "tr", "ul"),
}
ATTRIBUTES = {
    *("alt", "colspan", "datetime", "height", "href", "hreflang", "id", "lang", "rowspan", "scope", "src", "start"),
    *("title", "width"),
}
LEAVING = ("https:", "http:", "mailto:", "tel:")


@pytest.mark.parametrize("vector", VECTORS)
@pytest.mark.parametrize("around", ["{}", "Teksti {} jatkuu", "- {}\n- x", "> {}", "<div>{}</div>", "x\n\n{}\n\ny"])
def test_nothing_that_acts_comes_through(vector: str, around: str) -> None:
    for address in ("osoite", None):
        page = Page(rendered(around.replace("{}", vector), address))
        assert set(page.tags) <= ALLOWED
        assert page.odd == []
        assert page.open == []
        for tag, attributes in page.elements:
            assert set(attributes) <= ATTRIBUTES, (tag, attributes)
            # A picture is never fetched from elsewhere; a link leaves by four schemes alone.
            assert attributes.get("src", "osoite") == "osoite"
            href = attributes.get("href", "osoite")
            assert href == "osoite" or href.lower().startswith((*LEAVING, "#")), href


def test_the_vectors_are_seen_by_the_test() -> None:
    """Without the sanitiser the same look finds fault with most of them, so it looks at the right things."""
    caught = 0
    for vector in VECTORS:
        found: list[tuple[str, dict[str, str]]] = []

        class Look(HTMLParser):
            def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
                found.append((tag, {name: value or "" for name, value in attrs}))  # noqa: B023 (used at once)

        Look().feed(vector)
        caught += any(tag not in ALLOWED or set(attributes) - ATTRIBUTES for tag, attributes in found)
    assert caught > 35


@pytest.mark.parametrize(
    ("text", "removed"),
    [
        ("<script>x</script>", ("<script>",)),
        ("<DIV class=x>y</DIV>", ("<div>",)),
        ("<h2>y</h2>", ("<h2>",)),
        ('<p style="x">y</p>', ("style",)),
        ('<b onclick="x" onblur="y">z</b>', ("onclick", "onblur")),
        ('<a href="javascript:x">y</a>', ("javascript:",)),
        ("**y** <b>z</b> <kbd>x</kbd> [a](b)\n\n# c\n\n```\n<script>\n```\n`<div>`", ()),
        ("5 < 6 ja 7 > 6", ()),
    ],
)
def test_an_author_is_told_what_was_taken_out(text: str, removed: tuple[str, ...]) -> None:
    assert read(markdown(text)).removed == removed


def test_what_was_taken_out_is_told_of_at_its_place() -> None:
    body = markdown("Teksti.\n\nToinen <span onclick='x'>kohta</span>\n<DIV>\n", line=20)
    found = list(links.removed_html(links.texts_to_check(site(pages={"p": FreePage(body.at, id="p", body=body)}))))
    assert [(p.code, p.severity, p.at, p.values["what"]) for p in found] == [
        ("html-removed", "warning", Location(INDEX, 22, 14), "onclick"),
        ("html-removed", "warning", Location(INDEX, 23, 1), "<div>"),
    ]


# -- what should come through ----------------------------------------------------------------


def test_markdown_comes_through() -> None:
    text = (
        "**a** *b* `c` <kbd>d</kbd>\n\n1. e\n2. f\n\n- g\n\n> h\n\n| i | j |\n|---|--:|\n| k | l |\n\n"
        "```\n<m>\n```\n\n---\n"
    )
    page = Page(rendered(text))
    wanted = {
        "strong",
        "em",
        "code",
        "kbd",
        "ol",
        "ul",
        "li",
        "blockquote",
        "table",
        "th",
        "td",
        "pre",
        "hr",
    }
    assert wanted <= set(page.tags)
    assert "<m>" in page.text


def test_a_language_may_be_marked() -> None:
    assert '<span lang="sv">hej</span>' in rendered('<span lang="sv">hej</span>')


def test_signs_are_escaped_once() -> None:
    assert rendered("Työ & tuki < 5 &amp; &lt;b&gt;") == "<p>Työ &amp; tuki &lt; 5 &amp; &lt;b&gt;</p>"


# -- links -----------------------------------------------------------------------------------


def test_links_are_listed_as_written_and_where() -> None:
    text = "Katso a/b: [yksi](a/b), [kaksi](a/b#c)\nja [kolme](a/b).\n\n![kuva](files/k.png) [neljä][n]\n\n[n]: https://x.fi/\n"
    assert [
        (link.target, link.at.line, link.at.column, link.is_image, link.alt) for link in read(markdown(text, 30)).links
    ] == [
        ("a/b", 30, 19, False, ""),
        ("a/b#c", 30, 33, False, ""),
        ("a/b", 31, 12, False, ""),
        ("files/k.png", 33, 9, True, "kuva"),
        ("https://x.fi/", 35, 6, False, ""),
    ]


def test_links_in_raw_html_are_listed_too() -> None:
    text = 'x <a href="a/b">y</a>\n<img src="files/k.png" alt="Kuva &quot;a > b&quot;">\n<img alt="" src="z.png">\n'
    assert [
        (link.target, link.at.line, link.at.column, link.is_image, link.alt) for link in read(markdown(text)).links
    ] == [
        ("a/b", 1, 12, False, ""),
        ("files/k.png", 2, 11, True, 'Kuva "a > b"'),
        ("z.png", 3, 18, True, ""),
    ]


def test_addresses_leave_and_stay_as_they_should() -> None:
    text = "[a](keski-suomi/kuty) [b](https://x.fi/?a=1&b=2) [c](mailto:a@b.fi) [d](tel:1) ![e](files/e.png) <https://y.fi>"
    page = Page(read(markdown(text)).resolved(lambda target: f"../{target}?x=1&y"))
    found = [attributes.get("href") or attributes.get("src") for _, attributes in page.elements if attributes]
    assert found == [
        "../keski-suomi/kuty?x=1&y",
        "https://x.fi/?a=1&b=2",
        "mailto:a@b.fi",
        "tel:1",
        "../files/e.png?x=1&y",
        "https://y.fi",
    ]


def test_a_link_that_leads_nowhere_leaves_its_words() -> None:
    assert rendered("[a](b) ![c](d)", None) == '<p><a>a</a> <img alt="c"></p>'


def test_a_resolved_address_cannot_break_out() -> None:
    page = Page(read(markdown("[a](b)")).resolved(lambda _: '"><script>alert(1)</script>'))
    assert page.tags == ["p", "a"]


def test_words_that_look_like_our_tokens_stay_words() -> None:
    text = '` href="pathviz-link:0"` ` src="pathviz-link:99999"` [a](b)'
    assert Page(rendered(text)).text.count("pathviz-link") in (1, 2)
    assert Page(rendered(text)).tags == ["p", "code", "code", "a"]


@pytest.mark.parametrize(
    "address", ["http://[", "https://[::1", "//[", "http://a:b:c", "x:y:z", ":", "#", "?", "%", "a\\b"]
)
def test_a_broken_address_stops_nothing(address: str) -> None:
    text = read(markdown(f"[a]({address}) ![b]({address})"))
    page = FreePage(Location(INDEX), id="p", body=markdown(f"[a]({address}) ![b]({address})"))
    assert [link.target for link in text.links] == [address, address]
    whole = site(pages={"p": page})
    assert list(links.broken_link(links.texts_to_check(whole), whole))
    text.resolved(lambda _: None)


@pytest.mark.parametrize(
    ("address", "scheme"),
    [
        ("https://a.fi", "https"),
        ("JavaScript:x", "javascript"),
        ("java\tscript:x", "javascript"),
        ("\x01javascript:x", "javascript"),
        (" mailto:x", "mailto"),
        ("keski-suomi/kuty", ""),
        ("#a:b", ""),
        ("a/b:c", ""),
        ("1a:b", ""),
        ("", ""),
    ],
)
def test_schemes(address: str, scheme: str) -> None:
    assert scheme_of(address) == scheme


# -- headings --------------------------------------------------------------------------------


def levels(text: str, level: int = 2) -> list[int]:
    found = read(markdown(text), level=level)
    page = Page(found.html)
    printed = [int(tag[1]) for tag in page.tags if tag[0] == "h" and tag[1:].isdigit()]
    assert printed == [heading.level for heading in found.headings]
    assert [a["id"] for tag, a in page.elements if tag[0] == "h" and tag[1:].isdigit()] == [
        h.id for h in found.headings
    ]
    return printed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# a\n## b\n### c\n", [2, 3, 4]),
        ("## a\n### b\n## c\n", [2, 3, 2]),
        ("### a\n# b\n", [2, 2]),
        ("# a\n### b\n#### c\n## d\n", [2, 3, 4, 3]),
        ("#### a\n###### b\n##### c\n", [2, 3, 3]),
        ("a\n=\n\nb\n-\n", [2, 3]),
        ("# a\n## b\n### c\n#### d\n##### e\n###### f\n", [2, 3, 4, 5, 6, 6]),
        ("teksti\n", []),
    ],
)
def test_headings_begin_at_their_level_and_skip_none(text: str, expected: list[int]) -> None:
    assert levels(text) == expected
    assert levels(text, level=4) == [min(level + 2, 6) for level in expected]


def test_raw_headings_make_no_holes() -> None:
    assert levels("# a\n\n<h5>b</h5>\n\n## c\n") == [2, 3]
    assert 'id="paa"' not in rendered('<h2 id="paa">b</h2>')


def test_anchors_are_of_the_words_and_each_its_own() -> None:
    found = read(markdown("# Työ & tuki\n# Työ & tuki\n# Työ tuki 2\n# ???\n# !\n"), prefix="kuvaus-")
    assert [(heading.id, heading.title) for heading in found.headings] == [
        ("kuvaus-tyo-tuki", "Työ & tuki"),
        ("kuvaus-tyo-tuki-2", "Työ & tuki"),
        ("kuvaus-tyo-tuki-2-2", "Työ tuki 2"),
        ("kuvaus-otsikko", "???"),
        ("kuvaus-otsikko-2", "!"),
    ]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("**Lihava** ja *kursiivi*", "Lihava ja kursiivi"),
        ("`koodi` ja [linkki](a/b)", "koodi ja linkki"),
        ("A <b>B</b> C", "A B C"),
        ("Työ &amp; tuki &ndash; yhdessä", "Työ & tuki – yhdessä"),
        (r"Tähti \* ja \_viiva\_", "Tähti * ja _viiva_"),
        ("<script>x</script>", "x"),
    ],
)
def test_a_title_is_the_words_of_its_heading(written: str, title: str) -> None:
    (heading,) = read(markdown(f"# {written}\n")).headings
    assert heading.title == title
    assert heading.title.isprintable()


def test_a_link_to_a_heading_of_the_same_text_finds_it() -> None:
    found = read(markdown("# Alku\n\n[a](#alku) [b](#muu)\n"), level=3, prefix="kuvaus-")
    page = Page(found.resolved(lambda target: f"muualla{target}"))
    assert [attributes["href"] for tag, attributes in page.elements if tag == "a"] == ["#kuvaus-alku", "muualla#muu"]


def test_one_reading_serves_every_place() -> None:
    source = markdown("# Alku\n\n[a](#alku)\n")
    first, second = read(source, level=3, prefix="x-"), read(source, level=5, prefix="y-")
    assert first.html == '<h3 id="x-alku">Alku</h3>\n<p><a href="pathviz-link:0">a</a></p>'
    assert second.html == '<h5 id="y-alku">Alku</h5>\n<p><a href="pathviz-link:0">a</a></p>'
    assert read(source).headings[0].id == "alku"


def test_a_reference_of_one_text_is_none_of_another() -> None:
    assert "href" in rendered("[a][x]\n\n[x]: b\n")
    assert "href" not in rendered("[a][x]\n")


# -- texts that are too much -----------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "> " * 2000 + "a",
        "".join(f"{'    ' * n}- a\n" for n in range(300)),
        "<div>" * 5000 + "a",
        "<b>" * 5000 + "a",
        "*a " * 3000,
        "**a *b " * 1000,
        "`" * 5000 + "a",
        "![" * 2000 + "a",
        "<" * 5000 + "a",
        "&" * 5000 + "a",
        "|" * 3000 + "\n" + "|-" * 1500 + "|a",
    ],
    ids=["quotes", "lists", "divs", "bolds", "stars", "mixed", "ticks", "pictures", "less", "and", "bars"],
)
def test_an_endless_text_stops_nothing_and_keeps_its_words(text: str) -> None:
    found = read(markdown(text))
    assert "a" in Page(found.html).text


# -- checks of links -------------------------------------------------------------------------


def faults_of(text: str, *, files: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """Codes and suggestions of a text of the path's description."""
    polku = path(start("alku", "loppu"), end("loppu"))
    polku = type(polku)(
        polku.at,
        region="alue",
        id="polku",
        folder=polku.folder,
        steps=polku.steps,
        description=type(polku.description)(Location(INDEX), body=markdown(text)),
    )
    law, term = Law(Location("content/laws.yaml"), id="1/2000"), Term(Location("content/glossary.yaml"), id="sana")
    whole = site(polku, files=files, laws={law.id: law}, terms={term.id: term})
    return [(problem.code, problem.near) for problem in links.broken_link(links.texts_to_check(whole), whole)]


@pytest.mark.parametrize(
    "target",
    [
        *(
            "alue",
            "alue/polku",
            "alue/polku#alku",
            "#alku",
            "#otsikko",
            "toimijat",
            "toimijat/ohjaaja",
            "lait",
            "sanasto",
        ),
        *("lahteet", "saavutettavuus", "files/a.pdf", "https://x.fi", "http://x.fi", "mailto:a@b.fi", "tel:1"),
    ],
)
def test_a_link_that_leads_somewhere(target: str) -> None:
    assert faults_of(f"# Otsikko\n\n[a]({target})\n", files=("content/alue/polku/files/a.pdf",)) == []


@pytest.mark.parametrize(
    ("target", "code", "near"),
    [
        ("alue/pollku", "link-broken", "alue/polku"),
        ("alue/polku#alkku", "link-broken", ""),
        ("#alkku", "link-broken", "#alku"),
        ("#otsiko", "link-broken", "#otsikko"),
        ("www.esimerkki.fi/sivu", "link-broken", "https://www.esimerkki.fi/sivu"),
        ("esimerkki.fi", "link-broken", "https://esimerkki.fi"),
        ("toimijat/ohjaja", "link-broken", "toimijat/ohjaaja"),
        ("lait/189/2001", "link-broken", ""),
        ("sivut/tietoa", "link-broken", ""),
        ("files/b.pdf", "link-broken", "files/a.pdf"),
        ("../polku/index.md", "link-broken", ""),
        ("files/../../../../site.yaml", "link-broken", ""),
        ("", "link-broken", ""),
        ("/alue/polku", "bad-link", ""),
        ("//evil.example", "bad-link", ""),
        ("\\\\server\\a", "bad-link", ""),
        ("C:\\a.pdf", "bad-link", ""),
        ("javascript:x", "bad-link", ""),
        ("file:///etc/passwd", "bad-link", ""),
    ],
)
def test_a_link_that_leads_nowhere_is_a_fault(target: str, code: str, near: str) -> None:
    found = faults_of(f"# Otsikko\n\n[a](<{target}>)\n", files=("content/alue/polku/files/a.pdf",))
    assert [each for each, _ in found] == [code]
    if near:
        assert found[0][1] == near


def test_a_picture_is_a_file_of_ours_and_has_words() -> None:
    files = ("content/alue/polku/files/k.png",)
    assert faults_of("![Kuva](files/k.png)\n", files=files) == []
    assert faults_of('<img src="files/k.png" alt="Kuva">\n', files=files) == []
    assert faults_of("![](files/k.png)\n", files=files) == [("image-without-alt", "")]
    assert faults_of("![Kuva](files/l.png)\n", files=files) == [("image-not-found", "files/k.png")]
    assert faults_of("![Kuva](alue/polku)\n", files=files)[0][0] == "image-not-found"
    assert faults_of("![Kuva](https://x.fi/k.png)\n", files=files) == [("bad-link", "")]


PIECES = (
    *("sana", "Äiti on", " ", "\n", "  \n", "\n\n", "- ", "1. ", "> ", "    ", "# ", "| ", "\n--- | ---\n"),
    *("*", "**", "_", "__", "`", "``", "\\", "\\*", "&", "&amp;", "&auml;", "<", ">", "<b>", "</b>", "<!-- x -->"),
    *("[", "]", "![", "(x)", "[a](x)", "[**a** b](x 'y')", "![k](k.png)", "<https://a.fi>", "<a@b.fi>"),
    *("[a][q]", "![a][q]", "[q]", "![q]", "[Q]: x\n", "\n\n[q]: <x> 'y'\n"),
)


def test_what_is_left_out_of_markdown_would_change_nothing() -> None:
    """Without the patterns whose marks a text has not, it is what all patterns make of it."""
    chance = random.Random(1)
    texts = [file.read_text("utf-8") for file in sorted(ROOT.glob("content/**/*.md"))]
    assert len(texts) > 10
    texts += ["".join(chance.choices(PIECES, k=chance.randrange(1, 12))) for _ in range(1500)]
    quick, whole = (machine.converter.__wrapped__() for _ in range(2))
    whole[0].treeprocessors.deregister("pathviz-few")
    for text in texts:
        made = []
        for md, collector in (quick, whole):
            collector.begin()
            made.append((md.reset().convert(text), collector.found, collector.headings))
        assert made[0] == made[1], text


LINES = (
    "sana",
    "Äiti on",
    "# o",
    "- a",
    "1. x",
    "> q",
    "    k",
    "---",
    "===",
    "a | b",
    "--- | ---",
    "[x]: y",
    "<div>",
    "",
)


@pytest.mark.parametrize("seed", range(5))
def test_plain_paragraphs_are_what_markdown_makes_of_them(seed: int) -> None:
    chance = random.Random(seed)
    machines = [machine.converter.__wrapped__() for _ in range(2)]
    machines[1][0].parser.blockprocessors.deregister("pathviz-paragraph")
    for _ in range(200):
        text = "\n".join(chance.choices(LINES, k=chance.randrange(1, 8)))
        made = []
        for md, collector in machines:
            collector.begin()
            made.append(md.reset().convert(text))
        assert made[0] == made[1], text


@pytest.mark.parametrize("seed", range(10))
def test_a_text_of_words_is_what_markdown_and_the_sanitiser_make_of_it(seed: int) -> None:
    """The shortcut past both gives what both give, or nothing."""
    chance = random.Random(seed)
    usual = [
        "sana",
        "Äiti on (jo): 5 § – \"no\" 'ei' a/b, c=d; e%f@g $h ^i ~j {k} +l 😀 | m!",
        "",
        "# o",
        "## Otsikko 2",
    ]
    odd = [
        "a ",
        "a  ",
        " a",
        "\tä",
        "a\tä",
        "#   o",
        "### Otsikko 2 #",
        "#o",
        "####### o",
        "# ",
        "1 sana",
        "a #b",
        ": x",
    ]
    odd += [
        "a\xa0b",
        "a\u2003",
        "a\ufeffb",
        "a\x85",
        "a\u2028b",
        "a > b",
        "a & b",
        "a *b*",
        "a_b_",
        "`a`",
        "http://a.b",
    ]
    odd += ["a:\\", "![a](b)", "*[a]: b", *LINES]
    read_alone = 0
    for _ in range(80):
        text = "\n".join(chance.choice(odd if chance.random() < 0.05 else usual) for _ in range(chance.randrange(1, 9)))
        quick = prose._read_words(text)
        if quick is not None:
            read_alone += 1
            assert quick == prose._read_markdown(markdown(text)), text
    assert read_alone > 5


def test_a_text_nested_too_deep_keeps_its_words_and_spoils_no_other() -> None:
    deep = "".join(f"{'    ' * depth}- sana\n" for depth in range(300))
    assert "sana" in rendered(deep)
    assert rendered("Lue [lisää](polku) tästä.\n") == '<p>Lue <a href="osoite">lisää</a> tästä.</p>'
