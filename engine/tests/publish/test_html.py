"""The HTML page as text: self-contained, every link leads somewhere, structure that tells."""

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.publish.sample import NOTEBOOKS, write_project
from walkback.publish.build import build_report
from walkback.publish.content_security_policy import policy


@pytest.fixture(scope="module")
def page(report: Path) -> str:
    return (report / "sample.html").read_text("utf-8")


@pytest.fixture(scope="module")
def soup(page: str) -> BeautifulSoup:
    return BeautifulSoup(page, "html.parser")


def test_the_same_notebooks_give_the_same_bytes(page, tmp_path: Path):
    run = write_project(tmp_path)
    build_report(run, tmp_path / "report", tmp_path, ["html"], NOTEBOOKS)
    assert (tmp_path / "report" / "sample.html").read_text("utf-8") == page


def test_no_placeholder_is_left(page):
    assert re.findall(r"walkback-(?!theme)[a-z]+|\$[a-z-]+\$", page) == []


def test_nothing_in_the_page_points_outside_but_links_for_the_reader(soup):
    assert soup.find_all(["iframe", "object", "embed", "base", "form", "video", "audio"]) == []
    loaded = [tag["src"] for tag in soup.find_all(src=True)]
    loaded += [tag["href"] for tag in soup.find_all("link", href=True)]
    assert loaded
    assert [address[:60] for address in loaded if not address.startswith("data:")] == []
    styles = "".join(tag.string for tag in soup.find_all("style"))
    assert re.findall(r"@import|url\((?!data:)", styles) == []
    schemes = {tag["href"].partition(":")[0] for tag in soup.select("a[href*=':']")}
    assert schemes <= {"https", "http", "mailto", "data"}


def dict_of(given: str) -> dict[str, str]:
    return dict(rule.strip().split(" ", 1) for rule in given.split(";"))


def test_the_policy_lets_only_the_one_script_run_and_asks_for_nothing(page, soup):
    given = soup.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]
    assert len(soup.find_all("style")) == dict_of(given)["style-src"].count("sha256-") == 3
    assert [tag.name for tag in soup.find_all(style=True)] == []
    assert "unsafe" not in given
    assert dict_of(given) == {
        "default-src": "'none'",
        "img-src": "data:",
        "font-src": "data:",
        "style-src": dict_of(policy(page))["style-src"],
        "script-src": dict_of(policy(page))["script-src"],
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    assert len(soup.find_all("script")) == 1
    assert [
        tag.name for tag in soup.find_all(True) if any(a.startswith("on") for a in tag.attrs)
    ] == []


def test_every_id_is_there_once_and_every_inner_link_finds_one(soup):
    ids = Counter(tag["id"] for tag in soup.find_all(id=True))
    assert [name for name, count in ids.items() if count > 1] == []
    targets = {tag["href"][1:] for tag in soup.select("a[href^='#']")}
    assert targets
    assert targets - set(ids) == set()


def test_one_first_heading_and_no_level_left_out(soup):
    levels = [int(tag.name[1]) for tag in soup.find_all(re.compile(r"^h[1-6]$"))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_the_contents_list_every_chapter_and_section(soup):
    listed = [link["href"][1:] for link in soup.select(".contents a")]
    wanted = [tag["id"] for tag in soup.select("main section.level2, main section.level3")]
    assert listed == wanted


def test_landmarks_title_and_language(soup):
    assert soup.html["lang"] == "en"
    assert soup.title.string == soup.h1.get_text()
    assert len(soup.find_all("main")) == 1
    assert soup.find("nav")["aria-label"] == "Contents"
    assert soup.find("header").find("h1")
    assert soup.select_one("a.skip")["href"] == f"#{soup.main['id']}"
    assert {tag.get_text() for tag in soup.select("[lang='zh-Hans']")} >= {"深圳—香港—广州"}


def test_every_picture_says_what_it_shows(soup):
    pictures = soup.find_all("img")
    assert len(pictures) == 2
    assert [tag for tag in pictures if not tag.get("alt", "").strip()] == []
    assert all(tag.find_parent("figure").figcaption.get_text(strip=True) for tag in pictures)


def test_every_head_of_a_table_says_what_it_heads(soup):
    heads = soup.find_all("th")
    assert heads
    assert {tag.get("scope") for tag in heads} == {"col", "row"}
    assert [tag for tag in heads if not tag.get_text(strip=True)] == []
    assert [t for t in soup.find_all("table") if not t.select("thead th[scope=col]")] == []


def test_every_value_leads_to_a_row_with_the_same_text(soup):
    values = soup.select("a.value")
    assert len(values) == 6
    for link in values:
        row = soup.find(id=link["href"][1:]).find_parent("tr")
        assert link.get_text() in row.get_text()


def test_code_is_folded_and_the_data_of_figures_is_at_hand(soup):
    folded = soup.select("details.code")
    assert folded
    assert not any(tag.has_attr("open") for tag in folded)
    for figure in soup.select("figure.report-figure"):
        assert figure.select_one("a[download]")["href"].startswith("data:text/csv;base64,")
        assert figure.select_one("details.data-table tbody tr")


def test_the_way_back_from_a_footnote_has_a_name(soup):
    backs = soup.select("a[role=doc-backlink]")
    assert [link["aria-label"] for link in backs] == ["Back to the text"] * 2
