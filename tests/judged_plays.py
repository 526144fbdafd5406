"""Judged plays for tests: written by hand, and drawn."""

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from simulator.review.judged import Judged, JudgedMoment, LineChosen
from simulator.scoring.evidence import Outcome

OUTCOMES: tuple[Outcome, ...] = (
    "hit",
    "miss",
    "false_alarm",
    "correct_rejection",
    "left_to_others",
)
OF_CUES = ("hit", "miss", "left_to_others")


def moment(id_: str, noticing: Outcome, **facts: Any) -> JudgedMoment:
    """A judged moment; what is not said of it is as usual."""
    kind = "cue" if noticing in OF_CUES else "leave"
    line = LineChosen(1, 1, 0.5) if noticing == "hit" else None
    usual = {
        "situation": "advice",
        "rules": ("no-advice",),
        "act": "contain" if noticing in ("hit", "false_alarm") else "wait",
        "credit": 1.0 if noticing in ("hit", "correct_rejection") else 0.0,
        "weight": 1.0,
        "cost": 0.0 if noticing in ("hit", "correct_rejection") else 1.0,
        "breaks": (),
        "line": line,
    }
    return JudgedMoment(id=id_, kind=kind, noticing=noticing, **{**usual, **facts})


def play(
    number: int, moments: Sequence[JudgedMoment] = (), scenario: str = "one", **facts: Any
) -> Judged:
    """A judged play on day ``number``; what is not said of it is as usual."""
    usual = {
        "title": f"About {scenario}",
        "at": f"2026-{1 + number // 28:02}-{1 + number % 28:02}T18:00:00+00:00",
        "mode": "guided",
        "counts": True,
        "percent": 50.0,
        "chance": 35.0,
        "noticing": None,
        "words": None,
        "words_chance": None,
        "spoke_between": 0,
    }
    return Judged(
        play=f"play-{number:04}",
        scenario=scenario,
        moments=tuple(moments),
        **{**usual, **facts},
    )


def outcomes(**counts: int) -> list[JudgedMoment]:
    """So many moments of each outcome, each with an id of its own."""
    return [
        moment(f"{noticing}-{at}", noticing)
        for noticing in OUTCOMES
        for at in range(counts.get(noticing, 0))
    ]


@st.composite
def drawn_plays(draw: st.DrawFn) -> list[Judged]:
    """Up to eight plays of up to three scenarios."""
    found = []
    for number in range(draw(st.integers(0, 8))):
        moments = []
        for at in range(draw(st.integers(0, 6))):
            noticing = draw(st.sampled_from(OUTCOMES))
            breaks = draw(st.sampled_from([(), ("respect",), ("no-advice", "respect")]))
            best = draw(st.sampled_from([0.5, 1.0]))
            line = LineChosen(draw(st.sampled_from([0.0, best])), best, 0.25)
            facts = {"breaks": breaks, "cost": draw(st.sampled_from([0.0, 0.5]))}
            if noticing == "hit":
                facts["line"] = line
            moments.append(moment(f"m{at}", noticing, **facts))
        found.append(
            play(
                draw(st.integers(0, 300)) * 10 + number,
                moments,
                draw(st.sampled_from(["one", "two", "three"])),
                at=f"2026-0{draw(st.integers(1, 9))}-0{number + 1}T08:00:00+00:00",
                counts=draw(st.booleans()),
                percent=float(draw(st.integers(0, 100))),
            )
        )
    return found
