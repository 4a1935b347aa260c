"""What a methodologist would object to in a codebook that loads: questions to its author, and no errors.

Every rule is a rule of thumb on words and has false alarms; none needs a model, and none says whether a wording
measures what it should: that takes a coded sample. The rules are in :data:`RULES`, each with what speaks for it, an
example that it is for and one that it is not for. What is asked of a wording is what survey research asks of a question
(Schuman, H., and Presser, S., 1981, Questions and answers in attitude surveys): one thing at a time, in plain words,
in several forms, without leading by strength.
"""

from __future__ import annotations

import pandas as pd

from framing.frames.codebook import Codebook
from framing.frames.codebook_rules.frame import FRAME_RULES
from framing.frames.codebook_rules.rule import Rule
from framing.frames.codebook_rules.target import TARGET_RULES
from framing.frames.codebook_rules.wording import WORDING_RULES
from framing.frames.codebook_yaml import line_of, read_yaml, subject_of

RULES: tuple[Rule, ...] = (*WORDING_RULES, *FRAME_RULES, *TARGET_RULES)
"""The rules: for a wording by itself, for what belongs to a frame, for targets and thresholds."""

_COLUMNS = {"line": "int64", "frame": "str", "rule": "str", "finding": "str", "advice": "str"}


def check_codebook(codebook: Codebook, *, text: str = "") -> pd.DataFrame:
    """Return what a methodologist would ask the author of a codebook.

    In other languages than English, wordings are only looked at side by side, not by themselves.

    Parameters
    ----------
    codebook
        From :func:`framing.frames.codebook.load_codebook`.
    text
        The YAML that it was read from; it gives the findings their lines.

    Returns
    -------
    pandas.DataFrame
        One row a finding, in the order of the file: ``line`` (from 1; 0 without `text`), ``frame`` (its key; empty for
        a target, or the codebook as a whole), ``rule`` (its name in :data:`RULES`), ``finding`` and ``advice`` (each
        half a sentence).
    """
    tree = read_yaml(text, where="codebook")[1] if text else None
    data = codebook.model_dump(mode="json")
    rows = []
    for rule in RULES if codebook.language == "en" else (*FRAME_RULES, *TARGET_RULES):
        for place, what, advice in rule.look(codebook):
            frame = codebook.frames[int(place[1])].key if place[0] == "frames" and len(place) > 1 else ""
            line = 0 if tree is None else line_of(tree, place)
            rows.append((line, frame, rule.name, f"{subject_of(place, data)} {what}", advice))
    table = pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)
    return table.sort_values("line", kind="stable", ignore_index=True)
