"""Articles from a web server on this computer; no other network is used."""

from __future__ import annotations

import re
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest
from ruamel.yaml import YAML
from written import FORMS, TEXT, as_html, refusal

import framing.article.download as module
from framing.article.download import is_address, name_of
from framing.article.read import read_article

TYPES = {
    "html": "text/html; charset=utf-8",
    "txt": "text/plain",
    "md": "text/markdown; charset=UTF-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class Newspaper(BaseHTTPRequestHandler):
    """Serves what its ``pages`` hold: path -> (status, headers, body or a function that writes it)."""

    pages: ClassVar[dict] = {}
    asked: ClassVar[list] = []

    def do_GET(self):
        self.asked.append((self.path, dict(self.headers)))
        status, headers, body = self.pages.get(self.path.partition("?")[0], (404, {}, b"not here"))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if isinstance(body, bytes):
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            if isinstance(body, bytes):
                self.wfile.write(body)
            else:
                body(self.wfile)
        except (BrokenPipeError, ConnectionResetError):
            pass

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Newspaper) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_address[1]}"
        running.shutdown()
        thread.join()


@pytest.fixture
def serve(server, monkeypatch):
    """Return a function that puts a page on the server and returns its address."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Newspaper, "pages", {})
    monkeypatch.setattr(Newspaper, "asked", [])

    def put(body=b"", path="/news/2022/town-weighs-a-tram.html", *, status=200, kind="text/html", **headers):
        stated = {"Content-Type": kind} if kind else {}
        Newspaper.pages[path] = (status, stated | {k.replace("_", "-"): v for k, v in headers.items()}, body)
        return server + path

    return put


@pytest.fixture(autouse=True)
def project(tmp_path, monkeypatch):
    """Return a project's folder."""
    (tmp_path / "data" / "processed").mkdir(parents=True)
    monkeypatch.setenv("FRAMING_ROOT", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", ["stated", "application/octet-stream", ""])
def test_every_form(serve, file, form, kind):
    url = serve(FORMS[form], f"/tram.{form}", kind=TYPES[form] if kind == "stated" else kind)
    article = read_article(url)
    assert article.text == TEXT
    assert article.url == url
    assert article.article_id == read_article(file(FORMS[form], f"tram.{form}")).article_id


def test_the_page_is_kept_and_a_rerun_needs_no_network(serve, project):
    url = serve(as_html())
    article = read_article(url)
    assert Newspaper.asked[0][1]["User-Agent"].startswith("framing/")
    (folder,) = (project / "data" / "processed" / "pages").iterdir()
    kept = folder / "town-weighs-a-tram.html"
    assert article.path == str(kept)
    assert kept.read_bytes() == as_html()
    beside = YAML(typ="safe", pure=True).load(kept.with_suffix(".yml"))
    assert beside["url"] == url
    assert re.fullmatch(rf"downloaded \d{{4}}-\d\d-\d\d \d\d:\d\d UTC from {re.escape(url)}", beside["note"])
    Newspaper.pages.clear()
    assert read_article(url) == article
    assert read_article(kept) == article
    assert len(Newspaper.asked) == 1
    assert article.article_id.startswith("town-weighs-a-tram-")
    assert not (project / "data" / "raw").exists()


def test_pages_of_the_same_name_are_kept_apart(serve):
    first, second = (
        serve(as_html(), "/a/tram.html"),
        serve(as_html(["Another headline", *TEXT.split("\n\n")]), "/b/tram.html"),
    )
    assert read_article(first).title != read_article(second).title
    assert read_article(f"{first}?page=2").path != read_article(first).path


def test_outside_a_project_nothing_is_kept(serve, tmp_path, monkeypatch):
    monkeypatch.setenv("FRAMING_ROOT", str(tmp_path / "elsewhere"))
    article = read_article(serve(as_html()))
    assert article.path == ""
    assert not (tmp_path / "elsewhere").exists()


def test_redirections_lead_to_the_address_that_is_stated(serve):
    url = serve(as_html(), "/tram")
    short = serve(b"", "/short", status=301, Location=url)
    article = read_article(short)
    assert article.url == url
    assert read_article(short) == article


def test_five_redirections_are_followed_and_six_are_not(serve):
    serve(as_html(), "/hop0")
    for n in range(1, 7):
        serve(b"", f"/hop{n}", status=302, Location=f"/hop{n - 1}")
    assert read_article(serve(b"", "/hop5", status=302, Location="/hop4")).text == TEXT
    assert "from one address to the next" in refusal(serve(b"", "/hop6", status=302, Location="/hop5"))


def test_a_circle(serve):
    url = serve(b"", "/circle", status=302, Location="/circle")
    assert "sends from one address to the next without an end; open it in your browser" in refusal(url)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (404, "has no page (404: not found); check the address"),
        (410, "has no page"),
        (401, "refuses the page (a paywall, or no programs are let in); open it in your browser, save the page"),
        (403, "refuses the page"),
        (429, "try again later"),
        (503, "try again later"),
        (500, "answers with an error (500)"),
    ],
)
def test_what_the_server_answers(serve, project, status, words):
    assert words in refusal(serve(as_html(), status=status))
    assert not (project / "data" / "processed" / "pages").exists()


def test_a_page_that_is_no_article_is_not_kept(serve, project):
    url = serve(b"<html><body><p>Subscribe to continue reading</p></body></html>")
    assert "holds a paywall" in refusal(url)
    assert not (project / "data" / "processed" / "pages").exists()
    serve(as_html())
    assert read_article(url).text == TEXT


def test_a_picture(serve):
    assert "is no page but a file of the type image/png" in refusal(serve(b"\x89PNG", kind="image/png"))


@pytest.mark.parametrize("stated", [True, False])
def test_more_than_five_megabytes(serve, stated):
    large = b"word " * 1_000_001
    url = serve(large if stated else lambda out: out.write(large))
    assert "has more than 5 MB" in refusal(url)


def test_a_server_that_does_not_answer(serve, monkeypatch):
    monkeypatch.setattr(module, "TIMEOUTS", (1.0, 0.1))
    assert "does not answer in time" in refusal(serve(lambda out: time.sleep(0.3)))


def test_a_server_that_answers_drop_by_drop(serve, monkeypatch):
    monkeypatch.setattr(module, "LONGEST", 0.2)

    def drip(out):
        for _ in range(40):
            out.write(b"<p>" * 30_000)
            out.flush()
            time.sleep(0.02)

    assert "does not answer in time" in refusal(serve(drip))


def test_no_network(serve):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert "cannot be reached; check the address and your internet connection" in refusal(f"http://127.0.0.1:{port}/a")


def test_a_server_that_is_no_web_server(serve):
    url = serve(as_html())
    assert "https" in refusal(url.replace("http://", "https://"))


@pytest.mark.parametrize("url", ["http://", "https://[", "http:///tram"])
def test_what_is_no_address(serve, url):
    assert "is no address that can be opened" in refusal(url)


def test_an_address_without_https(serve):
    assert "write https:// before it" in refusal("www.example.org/tram")


@pytest.mark.parametrize("encoding", ["iso-8859-2", "utf-8"])
def test_the_encoding_that_only_the_server_states(serve, encoding):
    page = as_html().decode().replace('<meta charset="utf-8">', "").replace("Anna Lind", "Łucja Wąż")
    page = page.translate(str.maketrans("“”’–å", '""\'-a')).replace("ø", "o")
    url = serve(page.encode(encoding), kind=f"text/html; charset={encoding}")
    assert "said Łucja Wąż" in read_article(url).text
    assert "said Łucja Wąż" in read_article(url).text


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://example.org/2022/03/Could-Putin_Lose.html?ref=home#top", "could-putin-lose"),
        ("https://example.org/news/the-tram/12345/", "the-tram"),
        ("https://www.example.org/", "www-example-org"),
        ("https://example.org/caf%C3%A9", "cafe"),
    ],
)
def test_the_readable_part_of_an_address(url, name):
    assert name_of(url) == name


def test_what_is_an_address():
    assert is_address("HTTPS://example.org")
    assert not is_address("data/raw/http.txt")
