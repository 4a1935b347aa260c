"""Where the project is: relative paths mean the same in JupyterLab, in papermill and in a shell.

JupyterLab runs a notebook in its own folder, so the working directory alone does not say where ``data`` is.
"""

from __future__ import annotations

import os
from pathlib import Path


def root() -> Path:
    """Return the project's root.

    The environment variable ``FRAMING_ROOT`` if it is set; else the nearest folder, from the working directory
    upwards, that holds ``notebooks`` and ``data``; else the working directory.
    """
    stated = os.environ.get("FRAMING_ROOT")
    if stated:
        return Path(stated).expanduser().resolve()
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "notebooks").is_dir() and (folder / "data").is_dir():
            return folder
    return here


def resolve(path: str | os.PathLike[str]) -> Path:
    """Return an absolute path; a relative one is taken from the project's root."""
    wanted = Path(path).expanduser()
    return wanted if wanted.is_absolute() else root() / wanted
