"""Texts that were coded twice: the two codings agree, and the table says how far."""

from __future__ import annotations

import coders
import pytest
from gold import texts


def test_two_codings_of_the_same_text_agree(capsys):
    table = coders.agreement()
    with capsys.disabled():
        print(f"\nTwo independent codings (language models'):\n{table.round(2).to_string()}")
    assert list(table.columns) == ["agency_report", "moscow_view", "security_column"]
    assert table.loc["attributions: F1"].min() >= 0.85
    assert table.loc[["form", "source", "type", "nesting"]].min().min() >= 0.9
    assert table.loc["frames: kappa"].min() >= 0.8
    assert table.loc["stance: kappa"].min() >= 0.7


def test_a_coding_agrees_with_itself_and_less_with_a_spoilt_copy():
    gold, article = next((g, a) for g, a in texts() if "agency-report" in a.article_id)
    same = coders.coder_agreement(article, gold, gold)
    assert all(v == pytest.approx(1) for k, v in same.items() if not k.startswith("attributions, "))
    spoilt = gold | {"attributions": gold["attributions"][:-4], "frames": gold["frames"][:-2]}
    less = coders.coder_agreement(article, gold, spoilt)
    n = len(gold["attributions"])
    assert less["attributions: F1"] == pytest.approx(2 * (n - 4) / (2 * n - 4))
    assert less["frames: kappa"] < 1
