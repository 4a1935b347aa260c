"""A file of logits computed before, so that a rerun, a resumed run and a second notebook need not compute them again.

It makes things faster and never wrong: whatever is the matter with the file, scores are computed as if there were none.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import warnings
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from framing.errors import FramingError

_APPLICATION = 0x4652414D  # "FRAM": tells our files from somebody's database
_SECONDS = 30  # how long to wait while another notebook writes
_CHUNK = 500  # keys asked for at once; SQLite allows 999 parameters in its oldest builds

_TABLE = "CREATE TABLE IF NOT EXISTS logits (key BLOB PRIMARY KEY, value BLOB, truncated INTEGER) WITHOUT ROWID"

Entry = tuple[NDArray[np.float64], bool]


class CacheWarning(UserWarning):
    """The cache of scores could not be used as intended; the scores themselves are unaffected."""


def key(*parts: str) -> bytes:
    """Return the hash that stands for `parts`, in their order."""
    digest = hashlib.sha256()
    for part in parts:
        encoded = part.encode("utf-8", "surrogatepass")
        digest.update(len(encoded).to_bytes(8, "big") + encoded)  # so that ("ab", "c") is not ("a", "bc")
    return digest.digest()


class Cache:
    """Logits by key, in an SQLite file. Several processes may use the same file at once.

    Without WAL, on purpose: it does not work on network drives, and our transactions are short.

    Parameters
    ----------
    path
        The file; it is made if it does not exist. None: nothing is kept.

    Raises
    ------
    FramingError
        If the file is a database that something else has made.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        if path is not None:
            with self._guarded():
                path.parent.mkdir(parents=True, exist_ok=True)
                self._open(path)

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def find(self, keys: Sequence[bytes], *, labels: int) -> dict[bytes, Entry]:
        """Return what is known of `keys`: logits of `labels` values, and whether the pair was truncated."""
        found: dict[bytes, Entry] = {}
        for start in range(0, len(keys), _CHUNK):
            chunk = keys[start : start + _CHUNK]
            with self._guarded():
                if self._connection is None:
                    break
                marks = ",".join("?" * len(chunk))
                for name, value, truncated in self._connection.execute(
                    f"SELECT key, value, truncated FROM logits WHERE key IN ({marks})", chunk
                ):
                    if isinstance(value, bytes) and len(value) == 8 * labels:
                        found[name] = (np.frombuffer(value, dtype="<f8").astype(np.float64), bool(truncated))
        return found

    def keep(self, entries: Iterable[tuple[bytes, Entry]]) -> None:
        """Write `entries` in one transaction."""
        rows = [(name, values.astype("<f8").tobytes(), int(truncated)) for name, (values, truncated) in entries]
        with self._guarded():
            if self._connection is not None:
                with self._connection:
                    self._connection.executemany("INSERT OR REPLACE INTO logits VALUES (?, ?, ?)", rows)

    def _open(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, timeout=_SECONDS)
        # in this order: where there are tables, whoever made them has already signed the file
        (tables,) = self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        (application,) = self._connection.execute("PRAGMA application_id").fetchone()
        if tables and application != _APPLICATION:
            self.close()
            raise FramingError(f"'{path}' is a database, but not one of scores; give the cache another path.")
        if not tables:
            with self._connection:
                self._connection.execute("BEGIN IMMEDIATE")
                self._connection.execute(f"PRAGMA application_id = {_APPLICATION}")
                self._connection.execute(_TABLE)

    @contextlib.contextmanager
    def _guarded(self) -> Iterator[None]:
        """Go on without the cache if the disk or the file fails; set a damaged file aside and begin a new one."""
        try:
            yield
        except (OSError, sqlite3.OperationalError) as error:
            self._give_up(f"cannot be used ({error})")
        except sqlite3.DatabaseError as error:
            self.close()
            self._replace(error)

    def _replace(self, damage: sqlite3.DatabaseError) -> None:
        path = self._path
        if path is None:
            return
        aside = path.with_name(f"{path.name}.damaged-{os.getpid()}")
        try:
            with contextlib.suppress(FileNotFoundError):  # another process was quicker
                os.replace(path, aside)
            # a journal of the damaged file must not be played back into the new one
            path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
            self._open(path)
        except (OSError, sqlite3.Error) as error:
            self._give_up(f"is damaged ({damage}) and cannot be replaced ({error})")
        else:
            warnings.warn(
                f"The cache of scores '{path}' is damaged ({damage}); it is kept as '{aside.name}' and begun anew.",
                CacheWarning,
                stacklevel=2,
            )

    def _give_up(self, reason: str) -> None:
        self.close()
        warnings.warn(
            f"The cache of scores '{self._path}' {reason}; scores are computed, but will not be kept.",
            CacheWarning,
            stacklevel=2,
        )
