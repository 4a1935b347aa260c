from __future__ import annotations

import re

import pytest
from pydantic import ValidationError

from framing.errors import FramingError
from framing.frames.codebook import Codebook, codebook_text, codebooks, load_codebook, parse_codebook
from framing.frames.codebook_wording import raise_wording

MINI = """\
name: mini
title: A small codebook
description: For tests.
version: "1"
threshold: 0.5
stance_threshold: 0.6
frames:
  - key: off_ramp
    label: Off-ramp
    level: issue
    definition: A way out.
    wordings:
      - The West should offer a way out.
    near_miss: We need peace.
  - key: cost
    label: Cost
    level: generic
    function: moral
    threshold: 0.7
    definition: People suffer.
    wordings:
      - People suffer.
      - Kherson suffers.
    denied_wordings:
      - Nobody suffers.
    near_miss: A tank burned.
targets:
  - key: kremlin
    label: Kremlin
    phrase: the Kremlin
    aliases: [Kremlin, Moscow]
    side: russia
  - key: troops
    label: Troops
    favor: [The troops are right.]
"""


def changed(old, new):
    assert MINI.count(old) >= 1
    return MINI.replace(old, new, 1)


def complaint(text):
    with pytest.raises(FramingError) as caught:
        parse_codebook(text, where="mini.yaml")
    return str(caught.value)


class TestShipped:
    def test_every_shipped_codebook_loads_under_its_own_name(self):
        assert "ukraine_war" in codebooks()
        for name in codebooks():
            assert load_codebook(name).name == name

    def test_ukraine_war_has_the_frames_of_the_design_with_their_functions(self):
        functions = {frame.key: frame.function for frame in load_codebook("ukraine_war").frames}
        assert functions == {
            "putin_miscalculated": "cause",
            "russia_failing": "problem",
            "off_ramp": "remedy",
            "russians_turn": "problem",
            "ukrainian_resistance": "problem",
            "russia_prevails": "problem",
            "human_cost": "moral",
            "illegitimate_aggression": "moral",
            "western_responsibility": "remedy",
            "provocation_threat": "cause",
        }

    def test_ukraine_war_has_several_wordings_a_frame_and_the_targets_with_sides(self):
        book = load_codebook("ukraine_war")
        assert all(len(frame.wordings) >= 3 and frame.denied_wordings for frame in book.frames)
        assert {target.key: target.side for target in book.targets} == {
            "putin": "russia",
            "russian_government": "russia",
            "russian_troops": "russia",
            "ukraine": "ukraine",
            "zelensky": "ukraine",
            "west": "west",
        }
        assert all(target.label in target.aliases or target.phrase for target in book.targets)

    @pytest.mark.parametrize("name", ["ukraine_war", "generic_frames", "policy_frames"])
    @pytest.mark.parametrize("unit", ["turn", "article"])
    def test_every_hypothesis_is_a_sentence_without_placeholders(self, name, unit):
        hypotheses = load_codebook(name).hypotheses(unit=unit)["hypothesis"]
        assert hypotheses.is_unique
        assert all(re.fullmatch(r"[A-Z][^{}]*\.", hypothesis) for hypothesis in hypotheses)

    @pytest.mark.parametrize("name", ["ukraine_war", "generic_frames", "policy_frames"])
    def test_every_frame_and_target_is_described_in_full(self, name):
        book = load_codebook(name)
        for frame in book.frames:
            assert all([frame.function, frame.definition, frame.near_miss, frame.source, frame.notes]), frame.key
            assert len(frame.wordings) >= 3
        assert all(target.aliases and target.side for target in book.targets)

    def test_generic_frames_are_batteries_about_the_whole_article(self):
        book = load_codebook("generic_frames")
        assert {frame.key: len(frame.wordings) for frame in book.frames} == {
            "conflict": 4,
            "human_interest": 4,  # the fifth question is about pictures
            "economic_consequences": 3,
            "morality": 3,
            "responsibility": 5,
        }
        assert {frame.level for frame in book.frames} == {"generic"}
        assert book.frames_of("article") == book.frames
        assert book.hypotheses(unit="turn").empty
        assert book.targets == ()

    def test_policy_frames_are_fourteen_dimensions_for_turns_and_articles(self):
        book = load_codebook("policy_frames")
        assert len(book.frames) == 14
        assert '"other" is left out' in book.description  # the fifteenth
        assert book.frames_of("article") == book.frames_of("turn") == book.frames


class TestHypotheses:
    def test_readings_of_frames_and_targets_in_order(self):
        table = parse_codebook(MINI).hypotheses()
        assert list(table.itertuples(index=False, name=None)) == [
            ("frame", "off_ramp", "asserted", 1, "The West should offer a way out."),
            ("frame", "off_ramp", "raised", 1, "The text raises the possibility that the West should offer a way out."),
            ("frame", "cost", "asserted", 1, "People suffer."),
            ("frame", "cost", "asserted", 2, "Kherson suffers."),
            ("frame", "cost", "raised", 1, "The text raises the possibility that people suffer."),
            ("frame", "cost", "raised", 2, "The text raises the possibility that Kherson suffers."),
            ("frame", "cost", "denied", 1, "Nobody suffers."),
            ("stance", "kremlin", "favor", 1, "The speaker supports the Kremlin."),
            ("stance", "kremlin", "favor", 2, "The speaker speaks favorably of the Kremlin."),
            ("stance", "kremlin", "favor", 3, "The Kremlin is in the right."),
            ("stance", "kremlin", "against", 1, "The speaker opposes the Kremlin."),
            ("stance", "kremlin", "against", 2, "The speaker speaks unfavorably of the Kremlin."),
            ("stance", "kremlin", "against", 3, "The Kremlin is in the wrong."),
            ("stance", "troops", "favor", 1, "The troops are right."),
            ("stance", "troops", "against", 1, "The speaker opposes Troops."),
            ("stance", "troops", "against", 2, "The speaker speaks unfavorably of Troops."),
            ("stance", "troops", "against", 3, "Troops is in the wrong."),
        ]

    def test_columns_have_the_dtypes_of_the_tables(self):
        types = parse_codebook(MINI).hypotheses().dtypes.astype(str).to_dict()
        assert types == {"kind": "str", "name": "str", "reading": "str", "wording": "int64", "hypothesis": "str"}

    def test_templates_of_the_codebook_are_used(self):
        text = MINI + "raised_wording: It may be that {wording}\nstance_wordings:\n  favor: ['Up with {target}!']\n"
        table = parse_codebook(text).hypotheses()
        assert table.loc[table["reading"] == "raised", "hypothesis"].iloc[0] == (
            "It may be that the West should offer a way out."
        )
        favor = table[(table["name"] == "kremlin") & (table["reading"] == "favor")]
        assert favor["hypothesis"].tolist() == ["Up with the Kremlin!"]

    def test_each_call_returns_a_fresh_table(self):
        book = parse_codebook(MINI)
        first = book.hypotheses()
        first["hypothesis"] = "changed"
        assert (book.hypotheses()["hypothesis"] != "changed").all()

    def test_of_an_article_only_frames_are_asked_and_only_whether_they_are_there(self):
        text = changed("threshold: 0.5\n", "threshold: 0.5\nunits: [article, turn]\n")
        table = parse_codebook(text).hypotheses(unit="article")
        assert list(table.itertuples(index=False, name=None)) == [
            ("frame", "off_ramp", "asserted", 1, "The West should offer a way out."),
            ("frame", "cost", "asserted", 1, "People suffer."),
            ("frame", "cost", "asserted", 2, "Kherson suffers."),
        ]

    def test_nothing_to_ask_is_a_table_with_its_dtypes(self):
        table = parse_codebook(MINI).hypotheses(unit="article")
        assert table.empty
        assert table.dtypes.astype(str).to_dict()["wording"] == "int64"

    def test_an_unknown_unit_lists_the_valid_ones(self):
        with pytest.raises(FramingError, match="a unit 'claim'; choose one of turn, article"):
            parse_codebook(MINI).hypotheses(unit="claim")

    @pytest.mark.parametrize(
        ("wording", "within"),
        [
            ("A deal is near.", "a deal is near."),
            ("Some Russians, rich or poor, object.", "some Russians, rich or poor, object."),
            ("Western countries must act.", "western countries must act."),
            ("Letting Putin save face helps.", "letting Putin save face helps."),
            ("Here, nobody wins.", "here, nobody wins."),
            ("Putin's plans failed.", "Putin's plans failed."),
            ("Beijing is waiting.", "Beijing is waiting."),
            ("I was wrong.", "I was wrong."),
            ("NATO is a danger!", "NATO is a danger!"),
        ],
    )
    def test_raised_form_writes_only_known_first_words_small_and_keeps_punctuation(self, wording, within):
        assert raise_wording(wording) == f"The text raises the possibility that {within}"


class TestCodebook:
    def test_thresholds(self):
        book = parse_codebook(MINI)
        assert book.frame_threshold("off_ramp") == 0.5
        assert book.frame_threshold("cost") == 0.7
        assert book.stance_threshold == 0.6

    def test_a_threshold_of_zero_is_not_taken_for_none(self):
        assert parse_codebook(changed("threshold: 0.7", "threshold: 0")).frame_threshold("cost") == 0

    def test_frame_and_target_by_key(self):
        book = parse_codebook(MINI)
        assert book.frame("cost").label == "Cost"
        assert book.target("kremlin").aliases == ("Kremlin", "Moscow")

    def test_an_unknown_key_lists_the_valid_ones(self):
        book = parse_codebook(MINI)
        with pytest.raises(FramingError, match="has no frame 'kremlin'; choose one of off_ramp, cost"):
            book.frame("kremlin")
        with pytest.raises(FramingError, match="has no target 'cost'; choose one of kremlin, troops"):
            book.target("cost")

    def test_without_targets_there_are_no_stance_hypotheses(self):
        book = parse_codebook(MINI[: MINI.index("targets:")])
        assert set(book.hypotheses()["kind"]) == {"frame"}
        with pytest.raises(FramingError, match="it names no targets"):
            book.target("kremlin")

    def test_units_are_turns_unless_the_codebook_or_the_frame_says_otherwise(self):
        assert parse_codebook(MINI).units == ("turn",)
        own = changed("    threshold: 0.7\n", "    units: [article]\n")
        book = parse_codebook(own)
        assert book.frame_units("off_ramp") == ("turn",)
        assert book.frame_units("cost") == ("article",)
        assert [f.key for f in book.frames_of("turn")] == ["off_ramp"]
        assert set(book.hypotheses()["name"]) == {"off_ramp", "kremlin", "troops"}
        both = parse_codebook(own.replace("threshold: 0.5\n", "threshold: 0.5\nunits: [article, turn]\n", 1))
        assert both.frame_units("off_ramp") == ("turn", "article")
        assert both.frame_units("cost") == ("article",)

    def test_without_targets_no_stance_threshold_is_needed(self):
        text = MINI[: MINI.index("targets:")].replace("stance_threshold: 0.6\n", "")
        assert parse_codebook(text).stance_threshold is None

    def test_is_frozen_and_hashable(self):
        book = parse_codebook(MINI)
        with pytest.raises(ValidationError):
            book.threshold = 0.1
        assert hash(book) == hash(parse_codebook(MINI))

    def test_another_language_needs_its_own_templates(self):
        german = MINI + "language: de\nraised_wording: 'Der Text hält für möglich: {wording}'\n"
        assert complaint(MINI + "language: de\n").endswith("so write 'raised_wording' in that language too.")
        assert complaint(german).endswith("so write 'stance_wordings' in that language too.")
        of_articles = MINI[: MINI.index("targets:")] + "language: de\nunits: [article]\n"
        assert parse_codebook(of_articles).language == "de"  # nothing is raised of an article
        with_both = german + "stance_wordings:\n  favor: ['Für {target}.']\n  against: ['Gegen {target}.']\n"
        assert "Für the Kremlin." in parse_codebook(with_both).hypotheses()["hypothesis"].tolist()


class TestSha256:
    def test_is_the_same_on_every_computer(self):
        # A fixed value: if it changes, every study that names its codebook by this hash loses it.
        assert parse_codebook(MINI).sha256 == "f7601d15ac222251a58a763c72059b8b5d8ba3498b17e7617da128effb0a56d8"

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("name: mini\n", "# a comment\nname: mini\n\n"),
            ("name: mini\ntitle: A small codebook\n", "title: A small codebook\nname: mini\n"),
            ("threshold: 0.5\n", "threshold: 0.50\n"),
            ("[Kremlin, Moscow]", "\n      - Kremlin\n      - 'Moscow'"),
            ("title: A small codebook", "title: >-\n  A small\n  codebook"),
            ("threshold: 0.5\n", "threshold: 0.5\nunits: [turn]\n"),
        ],
    )
    def test_comments_layout_and_order_of_keys_do_not_count(self, old, new):
        assert parse_codebook(changed(old, new)).sha256 == parse_codebook(MINI).sha256

    def test_the_order_of_units_does_not_count(self):
        texts = [
            changed("threshold: 0.5\n", f"threshold: 0.5\nunits: {u}\n") for u in ("[turn, article]", "[article, turn]")
        ]
        assert len({parse_codebook(text).sha256 for text in texts}) == 1

    def test_line_endings_do_not_count(self):
        assert parse_codebook(MINI.replace("\n", "\r\n")).sha256 == parse_codebook(MINI).sha256

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("threshold: 0.5", "threshold: 0.55"),
            ("People suffer.\n      - Kherson suffers.", "Kherson suffers.\n      - People suffer."),
            ("a way out.\n    near", "a good way out.\n    near"),
            ("Moscow]", "Moskva]"),
            ("threshold: 0.5\n", "threshold: 0.5\nunits: [turn, article]\n"),
            ("level: issue\n", "level: issue\n    units: [turn]\n"),
        ],
    )
    def test_content_counts(self, old, new):
        assert parse_codebook(changed(old, new)).sha256 != parse_codebook(MINI).sha256


class TestErrors:
    @pytest.mark.parametrize(
        ("old", "new", "message"),
        [
            (
                "    wordings:\n      - The West should offer a way out.\n",
                "",
                "mini.yaml, line 8: frame 'off_ramp' has no 'wordings'; add at least one full sentence.",
            ),
            (
                "wordings:\n      - The West should offer a way out.",
                "wordings: []",
                "mini.yaml, line 12: frame 'off_ramp' has no 'wordings'; add at least one full sentence.",
            ),
            (
                "wordings:\n      - The West should offer a way out.",
                "wordings: The West should offer a way out.",
                "mini.yaml, line 12: 'wordings' of frame 'off_ramp' must be a list; put each entry on a line of its own"
                " after a dash.",
            ),
            (
                "wordings:\n      - The West",
                "wording:\n      - The West",
                "mini.yaml, line 12: frame 'off_ramp' has an unknown key 'wording'; perhaps you mean 'wordings'.",
            ),
            (
                "- Kherson suffers.",
                "- ''",
                "mini.yaml, line 23: wording 2 of frame 'cost' is empty; write it or delete the line.",
            ),
            (
                "- Kherson suffers.",
                "-",
                "mini.yaml, line 23: wording 2 of frame 'cost' is empty; write it or delete the line.",
            ),
            (
                "- Kherson suffers.",
                "- Kherson suffers",
                "mini.yaml, line 23: wording 2 of frame 'cost' must be a full sentence that ends with a full stop.",
            ),
            (
                "- Kherson suffers.",
                "- Who suffers?",
                "mini.yaml, line 23: wording 2 of frame 'cost' is a question; write it as a"
                " statement that can be true or"
                " false.",
            ),
            (
                "- Kherson suffers.",
                "- '{target} suffers.'",
                "mini.yaml, line 23: wording 2 of frame 'cost' must be a plain sentence, without braces.",
            ),
            (
                "- Kherson suffers.",
                "- people suffer.",
                "mini.yaml, line 21: 'wordings' of frame 'cost' holds the same sentence twice; keep one of them.",
            ),
            (
                "- Kherson suffers.",
                "- 1941",
                "mini.yaml, line 23: wording 2 of frame 'cost' must be text, and '1941' is not; put"
                " it in quotation marks.",
            ),
            (
                "- Nobody suffers.",
                "- Nobody suffers",
                "mini.yaml, line 25: denied wording 1 of frame 'cost' must be a full sentence that"
                " ends with a full stop.",
            ),
            (
                "level: generic",
                "level: general",
                "mini.yaml, line 17: 'level' of frame 'cost' is 'general'; write generic or issue.",
            ),
            (
                "function: moral",
                "function: morals",
                "mini.yaml, line 18: 'function' of frame 'cost' is 'morals'; write problem, cause, moral or remedy.",
            ),
            (
                "threshold: 0.7",
                "threshold: 1.7",
                "mini.yaml, line 19: 'threshold' of frame 'cost' is '1.7'; it must be a number from 0 to 1.",
            ),
            (
                "threshold: 0.5",
                "threshold: -0.5",
                "mini.yaml, line 5: 'threshold' is '-0.5'; it must be a number from 0 to 1.",
            ),
            (
                "threshold: 0.5",
                "threshold: .nan",
                "mini.yaml, line 5: 'threshold' is 'nan'; it must be a number from 0 to 1.",
            ),
            (
                "threshold: 0.5",
                "threshold: yes",
                "mini.yaml, line 5: 'threshold' is 'yes'; it must be a number from 0 to 1.",
            ),
            (
                "threshold: 0.5",
                "threshold: true",
                "mini.yaml, line 5: 'threshold' is 'True'; it must be a number from 0 to 1.",
            ),
            ("threshold: 0.5\n", "", "mini.yaml, line 1: the codebook has no 'threshold'; add a number from 0 to 1."),
            (
                "stance_threshold: 0.6\n",
                "",
                "mini.yaml, line 26: 'targets' need a 'stance_threshold'; add one beside 'threshold', a number from"
                " 0 to 1.",
            ),
            (
                "threshold: 0.5",
                "threshold: 0.5\nunits: [turn, claim]",
                "mini.yaml, line 6: unit 2 is 'claim'; write turn or article.",
            ),
            (
                "level: generic",
                "level: generic\n    units: [turns]",
                "mini.yaml, line 18: unit 1 of frame 'cost' is 'turns'; write turn or article.",
            ),
            (
                "threshold: 0.5",
                "threshold: 0.5\nunits: []",
                "mini.yaml, line 6: the codebook has no 'units'; write turn, article or both, or delete the key.",
            ),
            (
                "threshold: 0.5",
                "threshold: 0.5\nunits: [turn, turn]",
                "mini.yaml, line 6: 'units' names a unit twice; keep it once.",
            ),
            (
                "threshold: 0.5",
                "threshold: 0.5\nunits: article",
                "mini.yaml, line 6: 'units' must be a list; put each entry on a line of its own after a dash.",
            ),
            (
                "threshold: 0.5",
                "threshold: 0.5\nunits: [article]",
                "mini.yaml, line 28: 'targets' need turn among the 'units', since a stance is a voice's; add it, or"
                " delete the targets.",
            ),
            ("title: A small codebook\n", "", "mini.yaml, line 1: the codebook has no 'title'; add it."),
            ("title: A small codebook", "title:", "mini.yaml, line 2: 'title' is empty; write it or delete the line."),
            (
                'version: "1"',
                "version: 1.0",
                "mini.yaml, line 4: 'version' must be text, and '1.0' is not; put it in quotation marks.",
            ),
            (
                "key: cost",
                "key: off_ramp",
                "mini.yaml, line 15: 'key' of frame 'off_ramp' is used twice; give each of the"
                " frames a key of its own.",
            ),
            (
                "key: troops",
                "key: kremlin",
                "mini.yaml, line 33: 'key' of target 'kremlin' is used twice; give each of the"
                " targets a key of its own.",
            ),
            (
                "favor: [The troops are right.]",
                "aliases: [moscow]",
                "mini.yaml, line 35: alias 1 of target 'troops' ('moscow') stands under target"
                " 'kremlin' too; keep it under"
                " one of them.",
            ),
            (
                "favor: [The troops are right.]",
                "favor: ['{traget} is right.']",
                "mini.yaml, line 35: 'favor' wording 1 of target 'troops' may hold no braces other than {target}.",
            ),
            (
                "key: off_ramp",
                "key: Off-ramp",
                "mini.yaml, line 8: 'key' of frame 'Off-ramp' is 'Off-ramp'; use lower-case letters,"
                " digits and underscores,"
                " and begin with a letter.",
            ),
            ("  - key: off_ramp\n    label", "  - label", "mini.yaml, line 8: frame number 1 has no 'key';"),
            (
                "name: mini\n",
                "name: mini\nname: maxi\n",
                "mini.yaml, line 2: the key 'name' stands twice in the same block;",
            ),
            ("label: Cost\n", "label: Cost\n    label: Costs\n", "mini.yaml, line 17: the key 'label' stands twice"),
            (
                "name: mini\n",
                "name: mini\n7: x\n",
                "mini.yaml, line 2: the codebook has the key '7', which is not text;",
            ),
            (
                "  - key: cost\n",
                "  - cost\n  - key: cost\n",
                "mini.yaml, line 15: frame number 2 must be a block of lines",
            ),
            (
                "label: Cost",
                "label: Cost: high",
                "mini.yaml, line 16: this is not valid YAML (mapping values are not allowed",
            ),
            ("label: Cost", "label: [Cost", "mini.yaml, line 17: this is not valid YAML ("),
            ("label: Cost", "label: \tCost\n\tx: y", "mini.yaml, line 16: this is not valid YAML ("),
            ("label: Cost", "label: 2022-13-44", "mini.yaml: this is not valid YAML (month must be in 1..12);"),
            ("label: Cost", "label: Cost\x07", "mini.yaml, line 16: this is not valid YAML (special characters"),
        ],
    )
    def test_one_sentence_with_file_line_and_key(self, old, new, message):
        assert complaint(changed(old, new)).startswith(message)

    def test_stance_wordings_need_the_target(self):
        text = MINI + "stance_wordings:\n  favor:\n    - The speaker agrees.\n"
        assert complaint(text) == (
            "mini.yaml, line 38: 'favor' wording 1 of 'stance_wordings' must hold {target}, where"
            " the name of each target goes."
        )
        assert "perhaps you mean 'favor'" in complaint(MINI + "stance_wordings:\n  favour: ['Up with {target}.']\n")

    @pytest.mark.parametrize("template", ["It may be so.", "'{wording}'", "It may be that {wording} {wording}"])
    def test_raised_wording_needs_the_wording_once_after_an_opening(self, template):
        assert "must hold {wording} once, after its first words" in complaint(MINI + f"raised_wording: {template}\n")

    def test_an_unknown_key_without_a_close_match_lists_the_valid_ones(self):
        message = complaint(MINI + "colour: red\n")
        assert message.startswith(
            "mini.yaml, line 36: the codebook has an unknown key 'colour'; choose from name, title,"
        )

    @pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n"])
    def test_empty(self, text):
        assert complaint(text).startswith("mini.yaml is empty;")

    @pytest.mark.parametrize("text", ["just text\n", "- a\n- b\n", "7\n"])
    def test_no_block_at_all(self, text):
        assert complaint(text).startswith("mini.yaml, line 1: the codebook must be a block of lines")

    @pytest.mark.parametrize("tag", ["!!python/object/apply:os.system ['exit 1']", "!mine x"])
    def test_tags_are_refused_and_not_run(self, tag, monkeypatch):
        monkeypatch.setattr("os.system", lambda *_: pytest.fail("the tag was run"))
        message = complaint(changed("label: Cost", f"label: {tag}"))
        assert message.startswith(f"mini.yaml, line 16: the tag '{tag.split()[0]}' is not allowed;")

    @pytest.mark.parametrize(
        "frames", ["!!set {a}", "&again [*again]", "{off_ramp: x}", "!!omap [a: 1]", "!!binary aGk="]
    )
    def test_odd_yaml_gets_a_sentence_too(self, frames):
        assert complaint(MINI[: MINI.index("frames:")] + f"frames: {frames}\n").startswith("mini.yaml, line 7: ")

    def test_a_block_that_is_used_twice_by_anchor_is_read_like_any_other(self):
        text = changed("- key: off_ramp", "- &first\n    key: off_ramp").replace(
            "targets:", "  - {<<: *first, key: again}\ntargets:"
        )
        assert parse_codebook(text).frame("again").wordings == ("The West should offer a way out.",)
        assert complaint(text.replace("key: again", "key: again, label: [x]")).startswith("mini.yaml, line 28: 'label'")

    def test_every_message_is_a_single_line_that_ends_with_a_full_stop(self):
        for text in ("", "a: [", "- x", changed("threshold: 0.5", "threshold: 2"), changed("name: mini", "n: 1")):
            message = complaint(text)
            assert "\n" not in message
            assert message.endswith(".")


class TestLoad:
    def test_a_path_as_text_or_path(self, tmp_path):
        path = tmp_path / "mine.yaml"
        path.write_text(MINI, encoding="utf-8")
        assert load_codebook(path) == load_codebook(str(path)) == parse_codebook(MINI)
        assert isinstance(load_codebook(path), Codebook)

    @pytest.mark.parametrize("name", ["mine.yml", "mine.YAML"])
    def test_endings(self, tmp_path, name):
        (tmp_path / name).write_text(MINI, encoding="utf-8")
        assert load_codebook(tmp_path / name).name == "mini"

    def test_a_byte_order_mark_does_not_count(self, tmp_path):
        path = tmp_path / "mine.yaml"
        path.write_text(MINI, encoding="utf-8-sig")
        assert load_codebook(path).sha256 == parse_codebook(MINI).sha256

    def test_errors_name_the_file(self, tmp_path):
        path = tmp_path / "mine.yaml"
        path.write_text(changed("threshold: 0.5", "threshold: 5"), encoding="utf-8")
        with pytest.raises(FramingError, match=r"^mine\.yaml, line 5: 'threshold' is '5'"):
            load_codebook(path)

    def test_an_unknown_name_lists_the_shipped_ones_with_the_closest(self):
        with pytest.raises(
            FramingError, match=r"no codebook 'ukrain_war'; perhaps you mean 'ukraine_war'; choose one of .*"
        ):
            load_codebook("ukrain_war")
        with pytest.raises(FramingError, match=r"no codebook 'zzz'; choose one of .*ukraine_war.*, or give the path"):
            load_codebook("zzz")

    def test_a_missing_file(self, tmp_path):
        with pytest.raises(FramingError, match=r"mine\.yaml cannot be read \(No such file"):
            load_codebook(tmp_path / "mine.yaml")
        with pytest.raises(FramingError, match=r"'ukraine_war' comes with the package: leave \.yaml out"):
            load_codebook(tmp_path / "ukraine_war.yaml")

    def test_the_text_of_a_codebook_with_the_name_of_its_file(self, tmp_path):
        (tmp_path / "mine.yaml").write_text("# mine\n" + MINI, encoding="utf-8-sig")
        assert codebook_text(tmp_path / "mine.yaml") == ("# mine\n" + MINI, "mine.yaml")
        text, where = codebook_text("ukraine_war")
        assert (parse_codebook(text), where) == (load_codebook("ukraine_war"), "ukraine_war.yaml")

    def test_a_folder(self, tmp_path):
        (tmp_path / "folder.yaml").mkdir()
        with pytest.raises(FramingError, match="cannot be read"):
            load_codebook(tmp_path / "folder.yaml")

    def test_another_kind_of_file(self, tmp_path):
        path = tmp_path / "mine.docx"
        path.write_bytes(b"PK")
        with pytest.raises(FramingError, match=r"mine\.docx is no YAML file; save the codebook under a name"):
            load_codebook(path)

    def test_another_encoding(self, tmp_path):
        path = tmp_path / "mine.yaml"
        path.write_bytes(MINI.replace("small", "größere").encode("cp1252"))
        with pytest.raises(FramingError, match=r"mine\.yaml is not saved as UTF-8"):
            load_codebook(path)
