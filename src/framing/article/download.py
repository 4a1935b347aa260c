"""An article from the web: its page is downloaded once and kept, so that a rerun needs no network."""

from __future__ import annotations

import hashlib
import json
import re
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from pathlib import Path
from urllib.parse import unquote, urlsplit

from framing.article.forms import FORMS
from framing.article.identity import slug
from framing.errors import FramingError
from framing.project import root
from framing.storage import replace_file

MAX_BYTES = 5_000_000
MAX_REDIRECTS = 5
TIMEOUTS = (10.0, 20.0)
"""Seconds to wait for a connection, and for each answer."""
LONGEST = 60.0
"""Seconds that a download may take in all."""
_ENDINGS = {
    **{"text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "text/markdown": ".md"},
    **{"application/pdf": ".pdf", "application/x-pdf": ".pdf"},
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
"""The ending of a file by the content type that the server states."""
_BY_HAND = "open it in your browser, save the page as .html, and name that file"
_PROBLEMS = {
    **dict.fromkeys((404, 410), "has no page (404: not found); check the address in your browser"),
    **dict.fromkeys((401, 402, 403, 407, 451), f"refuses the page (a paywall, or no programs are let in); {_BY_HAND}"),
    **dict.fromkeys((429, 503), f"is busy or wants no more visits; try again later, or {_BY_HAND}"),
}
"""What to say for a status that a server answers with."""


@dataclass(frozen=True)
class Download:
    """What an address gave: the bytes, the ending that fits them, and the address that redirections led to."""

    raw: bytes
    ending: str
    url: str


def is_address(source: object) -> bool:
    """Tell whether `source` is a web address (``http://`` or ``https://``)."""
    return re.match(r"https?://", str(source), re.IGNORECASE) is not None


def download(url: str) -> Download:
    """Return what an address gives: at most 5 MB, after at most 5 redirections, within a minute.

    Proxies are those of the environment (``HTTPS_PROXY``). No cookies, no scripts, no second try.

    Raises
    ------
    FramingError
        If the address cannot be reached or is refused, is no page, too large, too slow, or redirects in a circle.
    """
    import requests
    from requests import exceptions as failures

    from framing import __version__

    headers = {
        "User-Agent": f"framing/{__version__} (media research; reads single articles)",
        "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.8,*/*;q=0.1",
        "Accept-Language": "en",
    }
    deadline = time.monotonic() + LONGEST
    try:
        with requests.Session() as session:
            session.max_redirects = MAX_REDIRECTS
            with session.get(url, headers=headers, stream=True, timeout=TIMEOUTS) as response:
                _check_status(url, response.status_code)
                ending, charset = _ending(url, response.headers.get("Content-Type", ""))
                stated = response.headers.get("Content-Length", "")
                if stated.isdigit() and int(stated) > MAX_BYTES:
                    raise FramingError(_too_large(url))
                raw = bytearray()
                for piece in response.iter_content(65536):
                    raw += piece
                    if len(raw) > MAX_BYTES:
                        raise FramingError(_too_large(url))
                    if time.monotonic() > deadline:
                        raise failures.Timeout
                return Download(_in_unicode(bytes(raw), charset), ending, response.url)
    except failures.TooManyRedirects as error:
        raise FramingError(f"{url} sends from one address to the next without an end; {_BY_HAND}.") from error
    except failures.Timeout as error:
        raise FramingError(_too_slow(url)) from error
    except failures.SSLError as error:
        raise FramingError(f"{url} has no valid certificate, so the connection is not safe; {_BY_HAND}.") from error
    except (failures.InvalidURL, failures.InvalidSchema, failures.MissingSchema, UnicodeError) as error:
        raise FramingError(f"{url} is no address that can be opened; copy it again from your browser.") from error
    except (failures.RequestException, OSError) as error:
        if "timed out" in str(error):  # a page that stops half-way is no Timeout to requests
            raise FramingError(_too_slow(url)) from error
        raise FramingError(
            f"{url} cannot be reached; check the address and your internet connection, or {_BY_HAND}."
        ) from error


def _check_status(url: str, status: int) -> None:
    """Say so if a server answers with anything but a page."""
    if status in _PROBLEMS:
        raise FramingError(f"{url} {_PROBLEMS[status]}.")
    if status != 200:
        raise FramingError(f"{url} answers with an error ({status}); try again later, or {_BY_HAND}.")


def _too_slow(url: str) -> str:
    return f"{url} does not answer in time; try again later, or {_BY_HAND}."


def _too_large(url: str) -> str:
    return f"{url} has more than {MAX_BYTES // 1_000_000} MB, more than an article can have; {_BY_HAND}."


def _ending(url: str, stated: str) -> tuple[str, str]:
    """Return the ending for a content type (of the address, where the type says nothing) and the encoding it states."""
    header = Message()
    header["Content-Type"] = stated or "application/octet-stream"
    kind = header.get_content_type()
    charset = str(header.get_content_charset() or "")
    if kind in _ENDINGS:
        return _ENDINGS[kind], charset
    if kind in {"application/octet-stream", "binary/octet-stream"}:
        ending = Path(urlsplit(url).path).suffix.lower()
        return (ending if ending in FORMS else ""), charset
    raise FramingError(f"{url} is no page but a file of the type {kind}; name the address of an article.")


def _in_unicode(raw: bytes, charset: str) -> bytes:
    """Return a page as UTF-8 where only the server, not the page, says which encoding it is in."""
    with suppress(UnicodeDecodeError):
        raw.decode("utf-8")
        return raw
    with suppress(UnicodeDecodeError, LookupError):
        return raw.decode(charset).encode("utf-8") if charset else raw
    return raw


# -- kept pages ----------------------------------------------------------------------------------------------------


def name_of(url: str) -> str:
    """Return the readable part of an address: the last part of its path, or the site."""
    parts = urlsplit(url)
    last = next((p for p in reversed(unquote(parts.path).split("/")) if re.search(r"[^\W\d_]", p)), "")
    return slug(re.sub(r"\.\w{2,5}$", "", last) or parts.hostname or "")


def _folder(url: str) -> Path | None:
    """Return where the page of an address is kept; None outside a project."""
    data = root() / "data" / "processed"
    return data / "pages" / hashlib.sha256(url.encode("utf-8")).hexdigest()[:8] if data.is_dir() else None


def kept(url: str) -> Path | None:
    """Return the file in which the page of an address was kept; None if it was not."""
    folder = _folder(url)
    found = sorted(folder.glob(f"{name_of(url)}.*")) if folder is not None and folder.is_dir() else []
    return next((path for path in found if path.suffix in FORMS), None)


def keep(page: Download, url: str) -> Path | None:
    """Keep the page of an address in ``data/processed/pages/``, and return its file; None outside a project.

    The file beside it (``.yml``) says where the page is from and when it was downloaded.
    """
    folder = _folder(url)
    if folder is None:
        return None
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    note = f"downloaded {now} from {url}"
    beside = f"url: {json.dumps(page.url)}\nnote: {json.dumps(note)}\n"
    replace_file(folder / f"{name_of(url)}.yml", beside.encode("utf-8"))
    return replace_file(folder / f"{name_of(url)}{page.ending or '.txt'}", page.raw)
