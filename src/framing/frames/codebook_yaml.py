"""A codebook's YAML: read as plain data, and every complaint about it as one sentence with file, line and key.

This module knows nothing of what a codebook must hold; the models in :mod:`framing.frames.codebook` do. It does not run
YAML tags: a codebook that somebody sends you is data, never code.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from framing.errors import FramingError

Place = tuple[int | str, ...]
"""Where a value stands: ("frames", 3, "wordings", 0)."""

_ENTRY = {"frames": "frame", "targets": "target"}
_ONE_OF = {
    "wordings": "wording",
    "denied_wordings": "denied wording",
    "favor": "'favor' wording",
    "against": "'against' wording",
    "aliases": "alias",
    "units": "unit",
}
_ADVICE = {
    "wordings": "add at least one full sentence",
    "denied_wordings": "add at least one full sentence, or delete the key",
    "favor": "add at least one full sentence, or delete the key",
    "against": "add at least one full sentence, or delete the key",
    "frames": "add at least one frame",
    "units": "write turn, article or both, or delete the key",
    "key": "add a short name in lower-case letters, such as 'off_ramp'",
    "definition": "say in one sentence when it counts",
    "near_miss": "add an example that comes close and must not count",
    "threshold": "add a number from 0 to 1",
    "stance_threshold": "add a number from 0 to 1",
}


def read_yaml(text: str, *, where: str) -> tuple[Any, Any]:
    """Return the data of a YAML text, and its tree, which :func:`line_of` asks for line numbers.

    Raises
    ------
    FramingError
        If the text is empty or is not YAML, holds a key twice, or a tag that asks for more than plain data.
    """
    try:
        # pure: the same parser, and so the same messages, on every computer.
        data = YAML(typ="safe", pure=True).load(text)
        tree = YAML(typ="safe", pure=True).compose(text)
    except (YAMLError, ValueError) as error:
        raise FramingError(_not_yaml(error, text, where)) from None
    if data is None:
        raise FramingError(f"{where} is empty; copy a codebook that comes with the package and change it.")
    return data, tree


def line_of(tree: Any, place: Place) -> int:
    """Return the line, from 1, of the value at `place`, or of the innermost block around it that exists."""
    line, node = tree.start_mark.line + 1, tree
    for part in place:
        if node.id == "sequence" and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line + 1
        elif node.id == "mapping" and (pair := next((p for p in node.value if p[0].value == str(part)), None)):
            line, node = pair[0].start_mark.line + 1, pair[1]
        else:
            break
    return int(line)


def complaint(
    errors: Sequence[ErrorDetails], *, data: Any, tree: Any, where: str, keys: Mapping[str, list[str]]
) -> str:
    """Return the first of pydantic's complaints as one sentence.

    `keys` lists the valid keys of the codebook itself (""), of its "frames", its "targets" and its "stance_wordings".
    A misspelt key comes first: the same slip usually makes another key seem to be missing.
    """

    def line(error: ErrorDetails) -> int:
        return line_of(tree, _place(error))

    # pydantic also calls a list too short when all of its entries are wrong; what is wrong with them is said apart.
    real = [error for error in errors if error["type"] != "too_short" or not error["input"]]
    first = min(real, key=lambda error: (error["type"] != "extra_forbidden", line(error)))
    return f"{where}, line {line(first)}: {_sentence(first, data, keys)}."


def subject_of(place: Place, data: Any) -> str:
    """Return what is called by its place: "wording 2 of frame 'off_ramp'", "target 'kremlin'", "'threshold'"."""
    block, field = _names(place, data)
    return f"{field} of {block}" if field and block != "the codebook" else field or block


def _place(error: ErrorDetails) -> Place:
    # A rule about the codebook as a whole says for itself where its value stands.
    return tuple(error.get("ctx", {}).get("at", error["loc"]))


def _sentence(error: ErrorDetails, data: Any, keys: Mapping[str, list[str]]) -> str:
    kind, value, place = error["type"], error["input"], _place(error)
    block, _ = _names(place, data)
    key = str(place[-1]) if place else ""
    if kind == "extra_forbidden":
        valid = keys.get(str(place[0]) if len(place) > 1 else "", [])
        close = difflib.get_close_matches(key, valid, n=1)
        hint = f"perhaps you mean '{close[0]}'" if close else f"choose from {', '.join(valid)}"
        return f"{block} has an unknown key '{key}'; {hint}"
    if kind in {"missing", "too_short"} or (value is None and key in _ADVICE):
        return f"{block} has no '{key}'; {_ADVICE.get(key, 'add it')}"
    if kind == "invalid_key":
        return f"{block} has the key {_short(value)}, which is not text; put it in quotation marks"
    subject = subject_of(place, data)
    if kind == "string_too_short" or value is None:
        return f"{subject} is empty; write it or delete the line"
    if kind == "rule":
        return f"{subject} {error['msg']}"
    if kind == "literal_error":
        return f"{subject} is {_short(value)}; write {error['ctx']['expected'].replace(chr(39), '')}"
    if kind == "tuple_type":
        return f"{subject} must be a list; put each entry on a line of its own after a dash"
    if kind == "string_type":
        return f"{subject} must be text, and {_short(value)} is not; put it in quotation marks"
    if kind in {"model_type", "dict_type"}:
        return f"{subject} must be a block of lines with a key, a colon and a value, and {_short(value)} is not"
    if key.endswith("threshold"):
        return f"{subject} is {_short(value)}; it must be a number from 0 to 1"
    return f"{subject} is {_short(value)}, which does not fit; compare it with a codebook that comes with the package"


def _names(place: Place, data: Any) -> tuple[str, str]:
    """Return the words for the block that `place` leads to ("frame 'off_ramp'") and for what is in it ("wording 2")."""
    block, rest = "the codebook", place
    if len(place) > 1 and place[0] in _ENTRY and isinstance(place[1], int):
        entries = data[place[0]]
        entry = entries[place[1]] if isinstance(entries, list) else None
        key = entry.get("key") if isinstance(entry, dict) else None
        noun = _ENTRY[str(place[0])]
        block, rest = f"{noun} '{key}'" if isinstance(key, str) else f"{noun} number {place[1] + 1}", place[2:]
    elif len(place) > 1 and place[0] == "stance_wordings":
        block, rest = "'stance_wordings'", place[1:]
    if not rest:
        return block, ""
    if len(rest) > 1 and isinstance(rest[1], int):
        return block, f"{_ONE_OF.get(str(rest[0]), str(rest[0]))} {rest[1] + 1}"
    return block, f"'{rest[0]}'"


def _not_yaml(error: Exception, text: str, where: str) -> str:
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error).split("\n", maxsplit=1)[0]
    mark, position = getattr(error, "problem_mark", None), getattr(error, "position", None)
    line = mark.line + 1 if mark else text.count("\n", 0, position) + 1 if isinstance(position, int) else None
    start = where if line is None else f"{where}, line {line}"
    if found := re.match(r'found duplicate key "([^"]*)"', problem):
        return f"{start}: the key '{found[1]}' stands twice in the same block; keep one of them."
    if found := re.search(r"constructor for the tag '([^']*)'", problem):
        tag = found[1].replace("tag:yaml.org,2002:", "!!")
        return f"{start}: the tag '{tag}' is not allowed; a codebook holds only text, numbers and lists."
    return (
        f"{start}: this is not valid YAML ({problem}); indent with spaces, and put a text that holds a colon, or begins"
        " with a sign such as { [ * & or #, between quotation marks."
    )


def _short(value: Any) -> str:
    shown = str(value)
    return f"'{shown}'" if len(shown) <= 40 else f"'{shown[:37]}…'"
