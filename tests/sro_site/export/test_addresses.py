"""Which file an address has, and which links of a text lead where."""

import pytest

from sro_site.export.addresses import Site, asked, exported, file_name, links, origin_of, with_links
from sro_site.export.copies import dated, with_exported_links, with_policy

SITE = Site("https://sro.example", "/t")


@pytest.mark.parametrize(
    ("address", "own", "file"),
    [
        ("/", "/", "index.html"),
        ("/en/denver/", "/en/denver/", "en/denver/index.html"),
        ("/en/?page=2", "/en/page/2/", "en/page/2/index.html"),
        ("/sitemap-pages.xml?p=3", "/sitemap-pages-3.xml", "sitemap-pages-3.xml"),
        ("/en/?page=2&state=CO", "/en/", "en/index.html"),
        ("/en/?page=two", "/en/", "en/index.html"),
        ("/en/denver/?on=2021-04-15", "/en/denver/", "en/denver/index.html"),
        ("/pictures/denver.png", "/pictures/denver.png", "pictures/denver.png"),
    ],
)
def test_each_page_has_a_file(address: str, own: str, file: str) -> None:
    assert exported(address) == own
    assert file_name(own) == file
    assert exported(asked(address)) == own


@pytest.mark.parametrize("path", ["/../etc/passwd", "/en/%2e%2e/%2e%2e/x", "/en/\0"])
def test_no_file_is_outside_the_folder(path: str) -> None:
    with pytest.raises(ValueError, match="leads out"):
        file_name(path)


def test_links_of_each_kind_of_text() -> None:
    html = (
        '<a href="/t/en/?page=2&amp;x=1">a</a><img src="a.png"><form action="/t/en/">'
        '<meta content="https://sro.example/t/p.png"><meta content="Words, href and src">'
        '<style>x{src:url("/t/f.woff2")}</style>'
    )
    assert list(links(html)) == [
        "/t/en/?page=2&x=1",
        "a.png",
        "/t/en/",
        "https://sro.example/t/p.png",
        "/t/f.woff2",
    ]
    assert list(links("<loc>https://a.b/</loc>")) == ["https://a.b/"]
    assert list(links("User-agent: *\nSitemap: https://a.b/s.xml\n")) == ["https://a.b/s.xml"]
    assert with_links(html, lambda link: link) == html


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("?page=2", "/t/en/?page=2"),
        ("#main", "/t/en/#main"),
        ("../es/", "/t/es/"),
        ("https://sro.example/t/es/", "/t/es/"),
        ("https://sro.example/other/", None),
        ("https://elsewhere.example/t/", None),
        ("//elsewhere.example/t/", None),
        ("tel:+13035550100", None),
        ("webcal://sro.example/t/c.ics", None),
    ],
)
def test_only_links_below_the_site_are_its_own(link: str, address: str | None) -> None:
    assert SITE.address(link, "/t/en/") == address


def test_links_lead_to_the_exported_pages() -> None:
    html = '<a href="?page=2#more"><a href="?on=2021-04-15"><a href="/t/es/"><a href="tel:1">'
    expected = html.replace("?page=2#more", "/t/en/page/2/#more")
    assert with_exported_links(html, "/t/en/", SITE) == expected


def test_copy_has_its_date_and_its_policy() -> None:
    html = '<meta charset="utf-8"><p class="web-address print-only">'
    assert dated(html) == '<meta charset="utf-8"><p class="web-address">'
    policy = "style-src 'self'; frame-ancestors 'none'; base-uri 'none'"
    meta = with_policy(html, policy).splitlines()[1].strip()
    start = '<meta http-equiv="Content-Security-Policy" content='
    assert meta.startswith(f"{start}\"style-src 'self'; base-uri 'none'\">")


@pytest.mark.parametrize("address", ["sro.example", "ftp://a.b", "https://", "https://a.b/?x=1"])
def test_address_of_the_site_is_checked(address: str) -> None:
    with pytest.raises(ValueError, match="is not an address"):
        origin_of(address)
    assert origin_of("https://sro.example/t/") == SITE
