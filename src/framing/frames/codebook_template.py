"""A new codebook to begin with: a commented file that loads as it is, for the researcher to change step by step."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from framing.errors import FramingError
from framing.frames.codebook import codebooks
from framing.storage import replace_file


def template(name: str) -> str:
    """Return the YAML of a small codebook with this name, its frames made up, a comment wherever something is to do.

    Raises
    ------
    FramingError
        If the name cannot be that of a codebook, or is that of one that comes with the package.
    """
    if name.lower().endswith((".yaml", ".yml")):
        raise FramingError(f"'{name}' ends like a file; give the name alone, such as {Path(name).stem}.")
    if not (name.isascii() and name.isidentifier() and name == name.lower()):
        raise FramingError(
            f"'{name}' cannot be the name of a codebook; use lower-case letters, digits and underscores, and begin "
            "with a letter, such as tram_line."
        )
    if name in codebooks():
        raise FramingError(f"The codebook '{name}' comes with the package; choose another name, such as my_{name}.")
    text = (resources.files("framing.frames") / "codebook_template.yaml").read_text(encoding="utf-8")
    return text.replace("name: my_codebook", f"name: {name}", 1)


def new_codebook(name: str, folder: Path) -> Path:
    """Write :func:`template` to ``NAME.yaml`` in a folder and return its path. What is there is never overwritten.

    Raises
    ------
    FramingError
        As for :func:`template`; if there is such a file already, or the folder cannot be made or written to.
    """
    text = template(name)
    path = folder / f"{name}.yaml"
    if path.exists():
        raise FramingError(f"{path} is there already; choose another name, or move it away.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FramingError(
            f"The folder {folder} cannot be made ({error.strerror or error}); choose another one with --folder."
        ) from error
    return replace_file(path, text.encode("utf-8"))
