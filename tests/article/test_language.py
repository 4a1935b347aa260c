from __future__ import annotations

import pytest
from written import PARAGRAPHS, TEXT

from framing.article.language import detect_language, language_name, require_english
from framing.article.read import article_from_text
from framing.errors import FramingError

OTHERS = {
    "de": "Der Stadtrat stimmt am Montag darüber ab, ob die Straßenbahn gebaut wird. Niemand will sagen, wie "
    "die Abstimmung ausgehen wird, obwohl jeder eine Meinung dazu hat.",
    "fr": "Le conseil municipal vote lundi sur le tramway. Personne ne veut dire comment le vote se terminera, bien "
    "que chacun ait une opinion sur la question.",
    "ru": "В понедельник городской совет решит, строить ли трамвай. Никто не хочет говорить, чем закончится "
    "голосование, хотя у каждого есть своё мнение об этом.",
    "zh": "市议会将于星期一就是否修建电车进行表决。虽然每个人对此都有自己的看法，但没有人愿意说出表决的结果会是什么。"
    * 5,
}


@pytest.mark.parametrize("code", OTHERS)
def test_other_languages_are_known(code):
    assert detect_language(OTHERS[code]) == code
    assert article_from_text(OTHERS[code]).language == code


@pytest.mark.parametrize("text", [*PARAGRAPHS[1:], TEXT, TEXT.upper(), TEXT + OTHERS["de"]])
def test_english_is_not_taken_for_another(text):
    assert detect_language(text) in ("en", "")
    require_english(text, name="It")


@pytest.mark.parametrize(
    "text", ["", "Der Stadtrat stimmt am Montag ab.", "word " * 19, "1 2 3 " * 30, "市议会将于星期一"]
)
def test_a_short_text_is_not_judged(text):
    assert detect_language(text) == ""
    require_english(text, name="It")


def test_what_the_file_says_goes_before_what_is_detected():
    assert article_from_text(f"---\nlanguage: en\n---\n{OTHERS['de']}").language == "en"
    assert article_from_text(TEXT).language == "en"


def test_another_language_is_one_sentence_that_says_how_to_go_on():
    with pytest.raises(FramingError) as caught:
        require_english(OTHERS["de"], name="Straßenbahn")
    message = str(caught.value)
    assert message.startswith("Straßenbahn is in German, and framing is made and tested for English only")
    assert "any_language=True" in message
    assert "--any-language" in message


def test_a_language_without_a_name():
    assert (language_name("nl"), language_name("qqq")) == ("Dutch", "qqq")
