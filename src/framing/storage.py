"""Tables and other files on disk: written whole or not at all, read back as they were."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd

from framing.errors import FramingError
from framing.schema import conform, known

__all__ = [
    "MANIFEST",
    "as_csv",
    "known",
    "read_manifest",
    "read_table",
    "replace_file",
    "write_manifest",
    "write_table",
]

MANIFEST = "run.json"


def replace_file(path: Path, data: bytes) -> Path:
    """Write `data` to `path` in one step: whoever reads it sees the old file or the new one, never half of one.

    Raises
    ------
    FramingError
        If the folder cannot be written to, the disk is full, or the file is open in another program (Excel on Windows).
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise FramingError(
            f"{path.parent} cannot be written to ({error.strerror or error}); "
            "choose another folder with --out, or free some space."
        ) from error
    try:
        os.replace(part, path)
    except PermissionError as error:  # Windows does not replace what Excel holds open
        raise FramingError(f"{path} is open in another program; close it in Excel and run again.") from error
    except OSError as error:
        raise FramingError(
            f"{path} cannot be replaced ({error.strerror or error}); move it away and run again."
        ) from error
    finally:
        with suppress(OSError):
            part.unlink()
    return path


def as_csv(frame: pd.DataFrame) -> bytes:
    """Return a table as csv that Excel opens with its letters right (utf-8-sig); lists as JSON strings."""
    plain = frame.copy()
    for column in plain.columns:
        if plain[column].dtype == object:
            plain[column] = [
                json.dumps(v, ensure_ascii=False) if isinstance(v, list | tuple) else v for v in plain[column]
            ]
    return plain.to_csv(index=False, lineterminator="\n").encode("utf-8-sig")


def write_table(frame: pd.DataFrame, name: str, folder: Path) -> list[Path]:
    """Write the table `name` into a folder as parquet and csv."""
    buffer = BytesIO()
    frame.to_parquet(buffer, index=False)
    return [
        replace_file(folder / f"{name}.parquet", buffer.getvalue()),
        replace_file(folder / f"{name}.csv", as_csv(frame)),
    ]


def read_table(name: str, folder: Path) -> pd.DataFrame:
    """Return the table `name` of a folder; :func:`write_table` wrote it.

    Raises
    ------
    FramingError
        If it is missing or damaged.
    """
    path = folder / f"{name}.parquet"
    try:
        return conform(pd.read_parquet(path), name)
    except Exception as error:
        raise FramingError(f"{path} is missing or damaged; delete the folder and run again.") from error


def write_manifest(manifest: dict[str, Any], folder: Path) -> Path:
    """Write ``run.json``."""
    return replace_file(folder / MANIFEST, (json.dumps(manifest, indent=2, ensure_ascii=False) + "\n").encode("utf-8"))


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return what ``run.json`` of a folder says; empty if there is none or it cannot be read."""
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
