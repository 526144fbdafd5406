"""Each kind of edit under a saved play: which decisions are repeated, and the sentences shown."""

import re
from collections.abc import Sequence

import pytest

from simulator.engine.acts import WAIT
from simulator.engine.resume import Repeated, resume_changed
from simulator.engine.session import Session
from simulator.scenario.model import Mode
from tests.scripts import asked, heard, loaded, opened, sentences, spoken

BEFORE = """\
scenario: on-stage
title: On stage
level: foundation
style: guiding
format: intensive-45
cast:
  nell: {name: Dr Nell Farrow, role: presenter}
  omar: {name: Omar, role: member}
cases:
  - {man: Mr Ellis, gift: beans}
state:
  told: false
script:
  - nell: There is {man}, who brings me {gift}.
  - vary:
      - [{omar: Every week?}]
      - [{omar: Again?}]
  - cue: list
    turns:
      - omar: Put him on the list.
      - nell: I could do that.
      - omar: It is a good list.
    ripe: 2
    options:
      - {do: redirect, say: What is he like in the room?, credit: 1}
      - {do: advise, say: The list is good., credit: 0, breaks: [no-advice]}
  - leave: beans
    turns: [{silence: Nell looks at her hands.}]
    options:
      - {do: feeling, say: What do you feel?, credit: 0.3}
  - nell: I do not cook.
  - cue: fault
    turns: [{omar: You should have said so., breaks: [no-criticism]}]
    options:
      - {do: protect, say: Let us stay with what happened., credit: 1}
      - {do: reassure, say: You did well., credit: 0.2}
  - cue: late
    turns: [{omar: It is late.}, {nell: It is.}]
    options:
      - {do: frame, say: We have five minutes., credit: 1}
  - end: Thank you.
"""
DECISIONS = ("redirect", "wait", "protect")
REDIRECT = "      - {do: redirect, say: What is he like in the room?, credit: 1}\n"
ADVISE = "      - {do: advise, say: The list is good., credit: 0, breaks: [no-advice]}\n"
FRESH = (
    "  - cue: fresh\n    turns: [{omar: New.}]\n    options:\n"
    "      - {do: frame, say: Well., credit: 1}\n"
)
LIST = "  - cue: list\n"
LATE = "  - cue: late\n"

EDITS: dict[str, tuple[Sequence[tuple[str, str]], int, Sequence[str]]] = {
    "a comment": ([("script:", "script: # the evening")], 3, []),
    "the option is moved": ([(REDIRECT + ADVISE, ADVISE + REDIRECT)], 3, []),
    "another option is reworded": ([("The list is good.", "Do use the list.")], 3, []),
    "the option is removed": ([(REDIRECT, "")], 0, ["in 'list' (redirect) is no longer available"]),
    "the option is renamed": (
        [("{do: redirect,", "{do: redirect, id: other,")],
        0,
        ["(redirect) is no longer available"],
    ),
    "the option is reworded": (
        [("What is he like in the room?", "How is he?")],
        3,
        ["Your line in 'list' now reads: How is he?"],
    ),
    "the credit changes": (
        [("room?, credit: 1", "room?, credit: 0.5")],
        3,
        ["Your choice in 'list' is now judged differently: its credit."],
    ),
    "the words break a rule": (
        [("room?, credit: 1", "room?, credit: 1, breaks: [no-therapy]")],
        3,
        ["Your choice in 'list' is now judged differently: the ground rules it breaks."],
    ),
    "the weight changes": (
        [(LIST, f"{LIST}    weight: 2\n")],
        3,
        ["Your choice in 'list' is now judged differently: the weight of the moment."],
    ),
    "other rules are at stake": (
        [(LIST, f"{LIST}    rules: [no-advice]\n")],
        3,
        ["Your choice in 'list' is now judged differently: the ground rules at stake."],
    ),
    "waiting earns something else": (
        [("  - nell: I do not cook.", "    waited: {credit: 0.5}\n  - nell: I do not cook.")],
        3,
        ["Your choice in 'beans' is now judged differently: its credit."],
    ),
    "the house style changes": (
        [
            ("style: guiding", "style: analytic"),
            ("room?, credit: 1", "room?, credit: {guiding: 1, analytic: 0.4}"),
        ],
        3,
        ["Your choice in 'list' is now judged differently: its credit."],
    ),
    "a cue becomes a leave": (
        [("  - cue: fault\n", "  - leave: fault\n")],
        3,
        ["Your choice in 'fault' is now judged differently: it is now best left alone."],
    ),
    "a leave becomes a cue": (
        [("  - leave: beans\n", "  - cue: beans\n")],
        3,
        [
            "Your choice in 'beans' is now judged differently: "
            "it now calls for the leader; its credit."
        ],
    ),
    "a moment is added before": (
        [(LIST, FRESH + LIST)],
        0,
        ["The moment 'fresh' is new here; from here on you decide."],
    ),
    "a moment is added where one stands": ([(LATE, FRESH + LATE)], 3, []),
    "the decided moment is renamed": (
        [("cue: list", "cue: phone-list")],
        0,
        [
            "The moment 'list', where you made a decision, is gone or has another name; "
            "from 'phone-list' on you decide."
        ],
    ),
    "the decided moment is removed": (
        [(BEFORE[BEFORE.index(LIST) : BEFORE.index("  - leave: beans")], "")],
        0,
        [
            "The moment 'list', where you made a decision, is gone or has another name; "
            "from 'beans' on you decide."
        ],
    ),
    "two moments change places": (
        [
            ("  - leave: beans\n", "  - leave: swap\n"),
            ("  - cue: fault\n", "  - leave: beans\n"),
            ("  - leave: swap\n", "  - cue: fault\n"),
        ],
        1,
        ["The moment 'fault' comes earlier than before; from here on you decide."],
    ),
    "the words before a decision change": (
        [("I could do that.", "I never could.")],
        3,
        ["The group now says something else before you decide in 'list'."],
    ),
    "a turn is added between two decisions": (
        [("I do not cook.", "I do not cook.\n  - omar: At all?")],
        3,
        ["The group now says something else before you decide in 'fault'."],
    ),
    "the question comes later": (
        [("ripe: 2", "ripe: 3")],
        0,
        ["'list' the decision now comes at a different turn"],
    ),
    "another case is drawn": (
        [("{man: Mr Ellis, gift: beans}", "{man: Mrs Okoro, gift: yams}")],
        3,
        ["The case has changed (Mrs Okoro in place of Mr Ellis, yams in place of beans)"],
    ),
    "the drawn words are others": (
        [("omar: Every week?", "omar: Each week?"), ("omar: Again?", "omar: Once more?")],
        3,
        ["The group now says something else before you decide in 'list'."],
    ),
    "a condition takes the decided moment away": (
        [("  - cue: fault\n", "  - cue: fault\n    when: told\n")],
        2,
        ["The moment 'late' comes earlier than before; from here on you decide."],
    ),
    "the meeting ends before a decided moment": (
        [("  - nell: I do not cook.", "  - end: That is all.\n  - nell: I do not cook.")],
        2,
        ["The moment 'fault', where you made a decision, no longer occurs."],
    ),
    "a jump goes past a decided moment": (
        [
            ("  - nell: I do not cook.", "  - goto: on\n  - nell: I do not cook."),
            (LATE, f"  - label: on\n{LATE}"),
        ],
        2,
        ["The moment 'late' comes earlier than before"],
    ),
    "a state is added": ([("  told: false", "  told: false\n  more: true")], 3, []),
    "the moment where one stands is gone": (
        [(BEFORE[BEFORE.index(LATE) : BEFORE.index("  - end")], "")],
        3,
        [],
    ),
}


def edited(changes: Sequence[tuple[str, str]]) -> str:
    text = BEFORE
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def left(mode: Mode) -> Session:
    """A play left at the question of the moment ``late``."""
    session = opened(loaded(BEFORE), mode)
    for act in DECISIONS:
        asked(session)
        while mode == "live" and session.pause.after < session.pause.moment.ask:  # type: ignore[union-attr]
            session.act(WAIT)
        session.act(spoken(act))
    return asked(session)


def resumed(session: Session, changes: Sequence[tuple[str, str]]) -> tuple[Session, Repeated]:
    again = opened(loaded(edited(changes)), session.setup.mode)
    return again, resume_changed(again, session.records, session)


def decided(session: Session) -> list[tuple[str, str]]:
    """The decision in each moment, the last in it."""
    return list(
        {
            record.moment: record.option or record.act
            for record in session.records
            if record.moment
        }.items()
    )


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_under_a_saved_play_keeps_what_fits_and_says_what_changed(edit: str) -> None:
    changes, saved, said = EDITS[edit]
    before = left("guided")
    again, outcome = resumed(before, changes)
    assert decided(again) == decided(before)[:saved]
    assert outcome.whole == (saved == 3)
    assert len(sentences(outcome)) == len(said), sentences(outcome)
    for sentence, wanted in zip(sentences(outcome), said, strict=True):
        assert wanted in sentence


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("ripe: 2", "ripe: 3"), "it was timely before and is early now"),
        (("ripe: 2", "ripe: 1\n    late: 1"), "it was timely before and is late now"),
    ],
)
def test_in_live_play_another_timing_of_a_choice_is_said(
    change: tuple[str, str], said: str
) -> None:
    again, outcome = resumed(left("live"), [change])
    assert sentences(outcome) == [f"Your choice in 'list' is now judged differently: {said}."]
    assert outcome.whole
    assert decided(again)[0] == ("list", "redirect")


def test_a_moment_that_is_longer_in_live_play_is_named() -> None:
    session = opened(loaded(BEFORE), "live")
    asked(session)
    while session.pause.moment is None or session.pause.moment.id == "list":
        session.act(WAIT)
    session.act(WAIT)
    again, outcome = resumed(
        session, [("It is a good list.", "It is a good list.\n      - omar: It is long.")]
    )
    assert (
        sentences(outcome)[-1]
        == "The moment 'list' is longer than before; from here on you decide."
    )
    assert "It is long." in heard(again.events)


@pytest.mark.parametrize("edit", EDITS)
def test_every_sentence_about_an_edit_is_one_sentence(edit: str) -> None:
    _, outcome = resumed(left("guided"), EDITS[edit][0])
    for sentence in sentences(outcome):
        assert re.fullmatch(r"[A-Z][^\n]*[.?!]", sentence), sentence


@pytest.mark.parametrize("seed", range(6))
def test_the_case_that_is_named_as_changed_is_the_one_that_the_seed_draws(seed: int) -> None:
    one, other = "{man: Mr Ellis, gift: beans}", "{man: Mr Brook, gift: plums}"
    text = BEFORE.replace(f"  - {one}", f"  - {one}\n  - {other}")
    before = opened(loaded(text), seed=seed)
    asked(before).act(spoken("redirect"))
    drawn = "Mr Ellis" if "Mr Ellis" in heard(before.events)[0] else "Mr Brook"
    now = opened(loaded(text.replace("Mr Ellis", "Mr E").replace("Mr Brook", "Mr B")), seed=seed)
    assert sentences(resume_changed(now, before.records, before)) == [
        f"The case has changed ({drawn[:4]} in place of {drawn}), so some lines are different now.",
    ]


def test_two_decisions_before_which_the_group_says_something_else_are_both_named() -> None:
    changes = [("Put him on the list.", "Put him there."), ("I do not cook.", "I cannot cook.")]
    _, outcome = resumed(left("guided"), changes)
    assert sentences(outcome) == [
        "The group now says something else before you decide in 'list' and 'fault'.",
    ]
