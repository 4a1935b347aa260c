from __future__ import annotations

import pytest

from framing.frames.commitment import MARKERS, markers, negates

RAISED = [
    ("Might the mayor have misjudged the price?", {"question", "modal verb"}),
    ("“Who will pay for all this?”", {"question"}),
    ("Has the war been lost?", {"question"}),
    ("The bridge may close for good.", {"modal verb"}),
    ("The bridge may not survive the winter.", {"modal verb"}),
    ("Russia could lose the war.", {"modal verb"}),
    ("THE BRIDGE MAY FALL", {"modal verb"}),
    ("Perhaps the engineers were wrong.", {"adverb"}),
    ("It will possibly end in spring.", {"adverb"}),
    ("This is arguably the worst of all plans.", {"adverb"}),
    ("There is a chance that the talks succeed.", {"possibility"}),
    ("It is possible that he knew.", {"possibility"}),
    ("Nobody knows whether he knew.", {"possibility"}),
    ("One wonders how it came to this.", {"possibility"}),
    ("It is unclear who gave the order.", {"possibility"}),
    ("If the ferry stops, the island is cut off.", {"condition"}),
    ("The island is cut off if the ferry stops.", {"condition"}),
    ("“If they refuse, we leave.”", {"condition"}),
    ("The island—if the ferry stops—is cut off.", {"condition"}),
    ("The talks end unless he gives in.", {"condition"}),
    ("Victory, should he win one, is not cheap.", {"condition"}),
    ("What happens if he loses?", {"question", "condition"}),
]

ASSERTED = [
    "The mayor misjudged the price.",
    "The war began in May.",
    "May 9 is a holiday.",
    "Theresa May resigned.",
    "On 9 May the parade was cancelled.",
    "He behaved as if nothing had happened.",
    "The tax stays even if the council changes.",
    "The military might of the empire is a legend.",
    "He defied the might of the army.",
    "Russia has no chance of victory.",
    "There is no question that he lied.",
    "There was no possibility of a retreat.",
    "It is not likely that they return.",
    "No wonder people are angry.",
    "They could not hold the bridge.",
    "They couldn’t hold the bridge.",
    "“Who goes there?” is what the guard shouts.",
    "The mighty river is wide.",
    "",
]


@pytest.mark.parametrize(("text", "kinds"), RAISED)
def test_words_that_leave_it_open(text, kinds):
    assert set(markers(text)) == kinds


@pytest.mark.parametrize("text", ASSERTED)
def test_words_that_state_a_fact(text):
    assert markers(text) == []


def test_every_kind_of_marker_is_tried():
    assert set().union(*(kinds for _, kinds in RAISED)) == set(MARKERS)


def test_white_space_and_closing_marks_after_the_question_do_not_matter():
    assert markers('Is it lost?") \n') == ["question"]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor denied that the plan was a mistake.",
        "That is not so.",
        "Nobody wants it.",
        "It isn’t true.",
        "It isn't true.",
        "The army is hardly losing.",
        "He rejects the offer.",
        "The claim is false.",
        "WE WILL NEVER PAY.",
        "They cannot win.",
    ],
)
def test_words_of_denial(text):
    assert negates(text)


@pytest.mark.parametrize("text", ["The plan was a mistake.", "The notable nose knows.", "A notice was sent.", ""])
def test_no_words_of_denial(text):
    assert not negates(text)
