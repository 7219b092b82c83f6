"""The headers of hosts: whose pages may show a path in a frame, and what is kept for how long."""

from __future__ import annotations

import re

import pytest

from factories import record, spots
from hosts import headers_of
from pathviz.model import Host, SiteInfo
from pathviz.pages.hosting import header_files
from pathviz.pages.policy import CSP, framed_policy, page_policy
from pathviz.problems import Location
from pathviz.schema.site import site_info

FILES = [
    "404.html",
    "alue/index.html",
    "alue/polku/files/lomake.pdf",
    "alue/polku/index.html",
    "index.html",
    "static/favicon.svg",
    "static/fonts/inter.woff2",
    "static/site.0123abcd.css",
    "sv/alue/polku/index.html",
    "upotus.js",
    "upotus/alue/polku/index.html",
    "upotus/sv/alue/polku/index.html",
]


def info(*hosts: Host, base_url: str = "", frames: tuple[str, ...] = ("self", "https://kunta.example")) -> SiteInfo:
    return SiteInfo(Location("content/site.yaml"), base_url=base_url, frame_ancestors=frames, hosting=hosts)


def files(*hosts: Host, base_url: str = "") -> dict[str, str]:
    return {name: text.decode() for name, text in header_files(info(*hosts, base_url=base_url), FILES).items()}


# ---------------------------------------------------------------- what site.yaml says


def read(text: str) -> tuple[SiteInfo, list[tuple[str, int, int]]]:
    found, problems = record(f"title: A\npublisher: B\n{text}")
    return site_info(found), spots(problems)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("", ("self",)),
        ("frame_ancestors: none", ("none",)),
        ("frame_ancestors: https://Kunta.Example/", ("https://kunta.example",)),
        ("frame_ancestors: [self, 'https://*.kunta.example:8443', self]", ("self", "https://*.kunta.example:8443")),
    ],
)
def test_who_may_frame_a_path(written: str, meant: tuple[str, ...]) -> None:
    found, problems = read(written)
    assert (found.frame_ancestors, problems) == (meant, [])


@pytest.mark.parametrize(
    "wrong",
    [
        "http://kunta.example",
        "https://kunta.example/etusivu",
        "kunta.example",
        "https://",
        "https://*",
        "https://kunta.example; script-src *",
        "https://kunta.example\\nX-Evil: 1",
        "https://säkylä.example",
        "*",
        "'self'",
    ],
)
def test_what_is_no_origin_is_a_fault_and_lets_nobody_in(wrong: str) -> None:
    found, problems = read(f'frame_ancestors: ["{wrong}"]')
    assert problems == [("frame-ancestor", 3, 19)]
    assert found.frame_ancestors == ("none",)


def test_none_stands_alone() -> None:
    found, problems = read("frame_ancestors: [none, self]")
    assert problems == [("frame-ancestor", 3, 19)]
    assert found.frame_ancestors == ("self",)


def test_unknown_host_is_a_fault() -> None:
    found, problems = read("hosting: [apache, iis, apache]")
    assert problems == [("unknown-word", 3, 19)]
    assert found.hosting == (Host.APACHE,)


# ---------------------------------------------------------------- policies


def test_policies_are_the_pages_own_and_who_may_frame_them() -> None:
    assert framed_policy(info()) == f"{CSP}; frame-ancestors 'self' https://kunta.example"
    assert page_policy(info()) == f"{CSP}; frame-ancestors 'self'"
    nobody = info(frames=("none",))
    assert framed_policy(nobody) == page_policy(nobody) == f"{CSP}; frame-ancestors 'none'"
    # Pages with the menu are for the site itself, whoever else may show the paths.
    assert page_policy(info(frames=("https://kunta.example",))).endswith("frame-ancestors 'self'")


def test_no_file_is_written_unasked() -> None:
    assert files() == {}


# ---------------------------------------------------------------- hosts


@pytest.mark.parametrize("root", ["/", "/palvelu/polut/"])
def test_no_two_rules_of_a_host_meet_in_a_policy_or_in_keeping(root: str) -> None:
    text = files(Host.CLOUDFLARE, base_url=f"https://x.example{root}")["_headers"]
    for name in [*FILES, ""]:
        found = headers_of(text, f"{root}{name}")
        policies, kept = found.get("Content-Security-Policy", []), found.get("Cache-Control", [])
        assert found["X-Content-Type-Options"] == ["nosniff"]
        assert found["Referrer-Policy"] == ["no-referrer"]
        if name.startswith("static/"):
            assert policies == []
            assert kept == (["public, max-age=31536000, immutable"] if name.endswith(".css") else [])
        else:
            assert policies == [framed_policy(info()) if name.startswith("upotus/") else page_policy(info())], name
            assert kept == ["no-cache"]


def test_hosts_of_one_file_share_it() -> None:
    assert files(Host.NETLIFY, Host.CLOUDFLARE) == files(Host.NETLIFY)
    # Cloudflare reads a hundred rules, and in each one star.
    text = files(Host.CLOUDFLARE)["_headers"]
    assert all(line.count("*") <= 1 for line in text.splitlines() if not line.startswith(" "))


def test_apache_has_a_file_for_the_site_and_one_for_frames() -> None:
    found = files(Host.APACHE, base_url="https://kunta.example/polut")
    assert list(found) == [".htaccess", "upotus/.htaccess"]
    assert "ErrorDocument 404 /polut/404.html\n" in found[".htaccess"]
    assert f'Header always set Content-Security-Policy "{page_policy(info())}"\n' in found[".htaccess"]
    assert found["upotus/.htaccess"] == f'Header always set Content-Security-Policy "{framed_policy(info())}"\n'
    assert "ErrorDocument" not in files(Host.APACHE)[".htaccess"]


@pytest.mark.parametrize(("base", "root"), [("", "/"), ("https://kunta.example/polut.2", "/polut.2/")])
def test_nginx_tells_frames_and_kept_files_by_their_address(base: str, root: str) -> None:
    text = files(Host.NGINX, base_url=base)["nginx-headers.conf"]
    patterns = re.findall(r'^    "~(.+?)" "(.+?)";$', text, re.MULTILINE)
    (frames, policy), (hashed, kept) = patterns
    assert (policy, kept) == (framed_policy(info()), "public, max-age=31536000, immutable")
    matched = [name for name in FILES if re.search(frames, root + name)]
    assert matched == ["upotus/alue/polku/index.html", "upotus/sv/alue/polku/index.html"]
    assert [name for name in FILES if re.search(hashed, root + name)] == ["static/site.0123abcd.css"]
    assert not re.search(frames, "/muu" + root + "upotus/")
