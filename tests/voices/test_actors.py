"""Actors: who is named, quoted or silent, on which side, and under which names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.article.furniture import furniture
from framing.article.read import article_from_text
from framing.article.segment import paragraphs
from framing.schema import check, empty
from framing.voices.actors import actors
from framing.voices.named import Named
from framing.voices.register import Register

Read = Callable[[str], Any]


@dataclass(frozen=True)
class Target:
    key: str
    label: str
    aliases: tuple[str, ...]
    side: str = ""


HARBOR = Target("harbor", "The harbor", ("Alda", "Harbor Office", "harbor pilots"), "sea")
BERG = Target("berg", "Mayor Berg", ("Berg", "Ann Berg"), "town")


def of(read: Read, body: str, *targets: Target) -> pd.DataFrame:
    """Return the actors of a body, by name."""
    reading = read(body)
    tables = (reading.mentions, reading.sources, reading.claims)
    found = check(actors(reading.article, reading.parts, *tables, targets=targets), "actors")
    text = reading.article.text
    for row in found.itertuples():
        assert 0 <= row.first < len(text)
        assert row.mentions >= 1
    return found.set_index("name")


def silent(body: str, *targets: Target, headline: str = "The pier after the storm") -> pd.DataFrame:
    """Return the actors of an article in which nobody is quoted, without a tagger."""
    article = article_from_text(f"{headline}\n\n{body}")
    parts = paragraphs(article, furniture(article))
    nothing = (empty(name) for name in ("mentions", "sources", "claims"))
    return check(actors(article, parts, *nothing, targets=targets), "actors").set_index("name")


def test_the_silent_are_listed_beside_the_quoted(read: Read) -> None:
    found = of(read, "Hugh Hill said that the boats of Ann Berg were lost. Nobody asked Berg, and nobody asked Hill.")
    assert found["source_id"].tolist() == ["s1", ""]
    assert found.loc["Hugh Hill", "quoted"] > 0
    assert found.loc["Ann Berg", "quoted"] == 0
    assert found["mentions"].tolist() == [2, 2]
    assert found.loc["Ann Berg", "called"] == ["Ann Berg", "Berg"]


def test_quoted_is_the_share_of_the_words_of_the_innermost_voice(read: Read) -> None:
    reading = read("“The pier is gone,” said Hugh Hill. He lives in the town.")
    claims = reading.claims[~reading.claims["reporting"]]
    own = claims.loc[claims["source_id"] == "s1", "words"].sum()
    found = of(read, "“The pier is gone,” said Hugh Hill. He lives in the town.")
    assert found.loc["Hugh Hill", "quoted"] == pytest.approx(own / claims["words"].sum())


def test_sources_keep_their_names_and_get_what_they_are_called(read: Read) -> None:
    found = of(
        read, "Hugh Hill, a doctor, said the water was clean. “I drink it,” the doctor said.\n\nHill left early."
    )
    assert found.index.tolist() == ["Hugh Hill"]
    assert set(found.loc["Hugh Hill", "called"]) == {"Hugh Hill", "Hill", "a doctor", "the doctor"}
    assert (found.loc["Hugh Hill", "kind"], found.loc["Hugh Hill", "named"]) == ("person", True)


def test_a_source_without_a_name_is_an_actor_and_says_so(read: Read) -> None:
    found = of(read, "A retired judge said that the pier would be missed in the whole town.")
    assert found.loc["A retired judge", ["named", "kind", "mentions"]].tolist() == [False, "person", 1]


def test_nobody_is_no_actor(read: Read) -> None:
    assert of(read, "It was said that the pier would fall. “It is gone,” went the cry.").empty


def test_the_codebooks_names_are_one_actor_with_its_side(read: Read) -> None:
    found = of(
        read,
        "In Alda the Harbor Office said that the pier was safe. The harbor pilots knew it well. Hugh Hill left.",
        HARBOR,
    )
    row = found.loc["The harbor"]
    assert (row["target"], row["side"], row["mentions"], row["kind"]) == ("harbor", "sea", 3, "organisation")
    assert row["called"] == ["Alda", "Harbor Office", "harbor pilots"]
    assert row["quoted"] > 0
    assert row["source_id"] == "s1"
    assert found.loc["Hugh Hill", ["target", "side"]].tolist() == ["", ""]


def test_a_spokesman_is_not_his_office(read: Read) -> None:
    found = of(read, "The Harbor Office’s spokesman said that the pier was safe.", HARBOR)
    assert found.loc["The harbor", "quoted"] == 0


@pytest.mark.parametrize(
    ("body", "mentions"),
    [
        ("The boat left Alda for the islands.", 1),
        ("Alda’s pier fell, and so did the Alda Times.", 1),  # the newspaper is another name
        ("The man read about the Alda Times.", 0),
        ("The old alda and the Aldas were sold.", 0),
        ("The anti-Alda party met.", 0),
    ],
)
def test_aliases_are_whole_words_as_written_and_no_part_of_a_longer_name(body: str, mentions: int) -> None:
    found = silent(body, HARBOR)
    assert found.loc["The harbor", "mentions"] == mentions if mentions else "The harbor" not in found.index


def test_another_form_of_a_name_with_the_same_last_word_counts_for_the_target() -> None:
    found = silent("The crowd saw Ann Berg. Later Ann Maria Berg waved, and Berg left.", BERG)
    assert found["mentions"].tolist() == [3]
    assert set(found.loc["Mayor Berg", "called"]) == {"Ann Berg", "Ann Maria Berg", "Berg"}


def test_a_headline_in_title_case_is_searched_for_the_codebooks_names_only() -> None:
    found = silent("The pier was gone by noon.", BERG, headline="Mayor Berg Blames Hugh Hill Over the Lost Pier")
    assert found.index.tolist() == ["Mayor Berg"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Storms broke the pier. The pier fell.", []),
        ("Lida came. Lida left.", []),  # a single word that only opens sentences
        ("Then Lida came. The men saw Lida.", ["Lida"]),
        ("The Russian side and the Western press met on a Monday in March, Feb. 2 apart.", []),
        ("The Cold War was over, and so was the Paris Agreement.", []),
        ("The town feared the Russians.", []),
        ("Might Hugh Hill have seen it? The men knew Hill.", ["Hugh Hill"]),
        ("Mr. Hill met President Ann Berg.", ["Hill", "Ann Berg"]),
        ("ALDA, Norway, March 7 — The men met Hugh Hill.", ["Hugh Hill"]),
        ("The Securities Office met the S.O. again.", ["Securities Office"]),
    ],
)
def test_who_is_named(body: str, expected: list[str]) -> None:
    assert silent(body).index.tolist() == expected


@pytest.mark.parametrize(
    ("body", "name", "kind"),
    [
        ("The men met Judge Ann Berg.", "Ann Berg", "person"),
        ("The men met Ms. Berg.", "Berg", "person"),
        ("The men met Hugh Hill, a doctor, and left.", "Hugh Hill", "person"),
        ("The men met Ann Berg.", "Ann Berg", "unknown"),
        ("The men wrote to the Alda Institute.", "Alda Institute", "organisation"),
        ("The men lived in Alda.", "Alda", "place"),
        ("The men sailed the Black Sea.", "Black Sea", "place"),
    ],
)
def test_kinds_only_where_the_text_has_a_word_for_it(body: str, name: str, kind: str) -> None:
    assert silent(body).loc[name, "kind"] == kind


def test_actors_come_in_order_of_their_first_mention() -> None:
    found = silent("The men met Hugh Hill. The women met Ann Berg, then Hill.", BERG)
    assert found["actor_id"].tolist() == ["n1", "n2"]
    assert found["first"].is_monotonic_increasing


def test_an_article_that_names_nobody_gives_an_empty_table() -> None:
    assert silent("The pier was gone by noon.").reset_index()[list(empty("actors").columns)].equals(empty("actors"))


NAMES = st.lists(
    st.sampled_from(
        ["Alda", "the Harbor Office", "Ann Berg", "Berg", "Alda Times", "men", "Hugh Hill", "harbor pilots"]
    ),
    min_size=1,
    max_size=8,
)


@given(NAMES)
def test_places_of_names_are_slices_that_do_not_overlap(words: list[str]) -> None:
    text = "The pier after the storm\n\n" + " ".join(f"They saw {w} there." for w in words)
    article = article_from_text(text)
    parts = paragraphs(article, empty("furniture"))
    named = Named.of(text, parts, Register(text, parts, []), [HARBOR, BERG])
    places = sorted([*named.aliases, *named.others])
    assert all(end <= start for (_, end), (start, _) in pairwise(places))
    assert all(text[a:b] in (*HARBOR.aliases, *BERG.aliases) for a, b in named.aliases)
    assert all(text[a].isupper() for a, _ in named.others)
