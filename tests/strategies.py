"""Hypothesis strategies: small nasty scenarios as data, condition trees, and arbitrary leaders."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from typing import Any

import yaml
from hypothesis import strategies as st

from simulator.engine.session import Session
from simulator.engine.step import (
    BEGIN,
    LET_GO,
    WAIT,
    Act,
    Remark,
    Setup,
    State,
    Take,
    pause,
)
from simulator.scenario.model import Scenario
from tests.scripts import loaded

FLAGS = ("told", "closed")
NUMBERS = ("trust", "count", "safety")
KINDS = ("contain", "redirect", "protect", "advise", "interrogate")
PHASES = ("opening", "presentation", "questions", "group-work", "closing")
WORDS = (
    "I see.",
    "It is the {sign}.",
    "{patient} waits",
    "{ben} and {{ so on",
    "no",
    "12:30",
    "# no comment",
    "'",
    "yes: no",
)
CREDITS = (0, 0.2, 0.25, 0.5, 0.7, 1, {"guiding": 0.3, "analytic": 1})

SETTINGS: dict[str, st.SearchStrategy[Any]] = {
    **dict.fromkeys(FLAGS, st.booleans()),
    "trust": st.integers(-2, 2),
    "count": st.integers(0, 3),
}

Data = dict[str, Any]
Steps = list[Data]


class _Dumper(yaml.SafeDumper):
    """Writes everything out: the language knows no aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def as_yaml(data: Data) -> str:
    """Write a scenario down."""
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=200)


def as_scenario(data: Data) -> Scenario:
    """Load made-up data, which must load."""
    return loaded(as_yaml(data))


# Conditions: a tree, its text, and what it means.

Tree = tuple[Any, ...]
Moments = Mapping[str, tuple[bool, Sequence[str]]]
"""Each moment's id with whether it is a leave, and its option ids."""

OPERATORS = ("<", "<=", ">", ">=", "==", "!=")
SIGNS = ("+", "-", "*")


@cache
def numbers() -> st.SearchStrategy[Tree]:
    """Number trees."""
    leaves = st.one_of(
        st.sampled_from(NUMBERS).map(lambda name: ("name", name)),
        st.sampled_from(("0", "1", "2", "0.5", "5")).map(lambda text: ("number", text)),
    )
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.tuples(st.sampled_from(SIGNS), inner, inner),
            inner.map(lambda tree: ("minus", tree)),
        ),
        max_leaves=2,
    )


def conditions(moments: Moments) -> st.SearchStrategy[Tree]:
    """Yes/no trees that speak of ``moments``."""
    leaves = [
        st.tuples(st.sampled_from(OPERATORS), numbers(), numbers()),
        st.tuples(
            st.just(">"),
            st.sampled_from((("name", "trust"), ("name", "count"))),
            st.just(("number", "0")),
        ),
        st.sampled_from(FLAGS).map(lambda name: ("name", name)),
        st.sampled_from(("true", "false")).map(lambda word: (word,)),
    ]
    asked = [("waited" if leave else "missed", moment) for moment, (leave, _) in moments.items()]
    asked += [
        ("did", f"{moment}.{option}")
        for moment, (_, options) in moments.items()
        for option in options
    ]
    if asked:
        leaves.append(st.sampled_from(asked))
    return st.recursive(
        st.one_of(leaves),
        lambda inner: st.one_of(
            inner.map(lambda tree: ("not", tree)),
            st.tuples(st.sampled_from(("and", "or")), inner, inner),
            st.tuples(st.sampled_from(("==", "!=")), inner, inner),
        ),
        max_leaves=3,
    )


def written(tree: Tree) -> str:
    """Write a tree as a condition, every part in brackets."""
    match tree:
        case ("name" | "number", text):
            return str(text)
        case ("minus", inner):
            return f"-({written(inner)})"
        case ("not", inner):
            return f"not ({written(inner)})"
        case ("did" | "missed" | "waited" as function, moment):
            return f"{function}('{moment}')"
        case (word,):
            return str(word)
        case (sign, left, right):
            return f"({written(left)}) {sign} ({written(right)})"
        case _:
            raise AssertionError(tree)


@dataclass(frozen=True)
class World:
    """What a tree is true or false of: values by name, and what was done by moment (an option,
    wait, or nothing yet).
    """

    values: Mapping[str, int]
    done: Mapping[str, str] = field(default_factory=dict)


def meaning(tree: Tree, world: World) -> Fraction | bool:
    """Say what a tree means, as a trainer would work it out."""
    match tree:
        case ("name", name):
            value = world.values[name]
            return bool(value) if name in FLAGS else Fraction(value)
        case ("number", text):
            return Fraction(text)
        case ("true",):
            return True
        case ("false",):
            return False
        case ("minus", inner):
            return -Fraction(meaning(inner, world))
        case ("not", inner):
            return not meaning(inner, world)
        case ("did", name):
            moment, option = name.split(".")
            return bool(world.done.get(moment) == option)
        case ("missed" | "waited", moment):
            return bool(world.done.get(moment) == "wait")
        case (sign, left, right):
            return _combined(sign, meaning(left, world), meaning(right, world))
        case _:
            raise AssertionError(tree)


def _combined(sign: str, a: Any, b: Any) -> Fraction | bool:
    results: dict[str, Fraction | bool] = {
        "and": a and b,
        "or": a or b,
        "+": a + b,
        "-": a - b,
        "*": a * b,
        "<": a < b,
        "<=": a <= b,
        ">": a > b,
        ">=": a >= b,
        "==": a == b,
        "!=": a != b,
    }
    return results[sign]


# Scenarios.


@dataclass
class _Writer:
    """Writes a script with ``draw``; each of the ``moments`` is written once, wherever the script
    gets to it.
    """

    draw: st.DrawFn
    moments: Moments
    labels: Sequence[str]
    left: list[str] = field(init=False)
    conditions: st.SearchStrategy[Tree] = field(init=False)

    def __post_init__(self) -> None:
        self.left = list(self.moments)
        self.conditions = conditions(self.moments)

    def script(self) -> Steps:
        steps = self.steps(0, 1, 5)
        while self.left:
            steps.insert(self.draw(st.integers(0, len(steps))), self.moment(0))
        for label in self.labels:
            at = self.draw(st.integers(0, len(steps)))
            steps[at:at] = [
                {"label": label},
                *([{"aside": f"label {label}"}] if label == "marked" else []),
            ]
        return steps

    def steps(self, depth: int, least: int, most: int) -> Steps:
        return [self.step(depth) for _ in range(self.draw(st.integers(least, most)))]

    def step(self, depth: int) -> Data:
        kinds = ["turn", "change", "phase", "vary", "end"]
        kinds += ["if", "if"] if depth < 2 else []
        kinds += ["moment"] * 3 if self.left and depth < 3 else []
        kinds += ["goto"] if self.labels else []
        kind = self.draw(st.sampled_from(kinds))
        if kind == "moment":
            return self.moment(depth)
        step: Data = getattr(self, kind)(depth)
        likely = 5 if kind in ("end", "goto") else 2
        if self.draw(st.integers(0, 5)) < likely:
            step["when"] = self.condition()
        return step

    def condition(self) -> str | bool:
        tree = self.draw(self.conditions)
        return tree == ("true",) if tree in (("true",), ("false",)) else written(tree)

    def words(self) -> str:
        return self.draw(st.sampled_from(WORDS))

    def plain(self) -> Data:
        speaker = self.draw(st.sampled_from(("priya", "ben", "leader", "silence", "aside")))
        return {
            speaker: self.words(),
            **({"breaks": ["no-advice"]} if self.draw(st.booleans()) else {}),
        }

    def turn(self, depth: int) -> Data:
        return self.plain()

    def phase(self, depth: int) -> Data:
        return {"phase": self.draw(st.sampled_from(PHASES))}

    def vary(self, depth: int) -> Data:
        return {
            "vary": [[self.plain() for _ in range(self.draw(st.integers(1, 2)))] for _ in range(2)]
        }

    def end(self, depth: int) -> Data:
        return {"end": self.draw(st.sampled_from((None, "We stop.")))}

    def goto(self, depth: int) -> Data:
        return {"goto": self.draw(st.sampled_from(self.labels))}

    def change(self, depth: int) -> Data:
        changed = self.changes()
        return changed or {"effect": {"count": 1}}

    def changes(self) -> Data:
        changes: Data = {}
        if self.draw(st.booleans()):
            changes["effect"] = self.draw(
                st.dictionaries(st.sampled_from(NUMBERS), st.sampled_from((1, -1, 2)), max_size=2)
            )
        if self.draw(st.booleans()):
            values: Data = {
                "told": st.booleans(),
                "closed": st.booleans(),
                "trust": st.integers(-2, 2),
                "count": st.integers(0, 3),
            }
            names = self.draw(st.lists(st.sampled_from(sorted(values)), max_size=2, unique=True))
            changes["set"] = {name: self.draw(values[name]) for name in names}
        return changes

    def if_(self, depth: int) -> Data:
        step = {"if": self.condition(), "then": self.steps(depth + 1, 0, 3)}
        if self.draw(st.booleans()):
            step["else"] = self.steps(depth + 1, 0, 3)
        return step

    def consequence(self, depth: int) -> Data:
        found = self.changes() or self.changes()
        if self.draw(st.integers(0, 2)) == 0:
            found["then"] = self.steps(depth + 1, 0, 2)
        if self.labels and self.draw(st.integers(0, 3)) == 0:
            found["goto"] = self.draw(st.sampled_from(self.labels))
        return found

    def moment(self, depth: int) -> Data:
        name = self.left.pop(0)
        leave, options = self.moments[name]
        turns = [self.plain() for _ in range(self.draw(st.integers(1, 3)))]
        step: Data = {
            "leave" if leave else "cue": name,
            "turns": turns,
            **self.window(leave, len(turns)),
        }
        if self.draw(st.integers(0, 2)) == 0:
            step["weight"] = self.draw(st.sampled_from((2, 0.5, 0.1)))
        step["rules"] = self.draw(
            st.lists(st.sampled_from(("no-advice", "respect")), max_size=2, unique=True)
        )
        step["options"] = [self.option(option, depth) for option in options]
        passing = self.consequence(depth)
        if self.draw(st.booleans()):
            passing["credit"] = self.draw(st.sampled_from(CREDITS))
        step["waited" if leave else "missed"] = passing
        if self.draw(st.integers(0, 2)) == 0:
            step["when"] = self.condition()
        return step

    def window(self, leave: bool, turns: int) -> Data:
        if self.draw(st.booleans()):
            return {}
        if leave:
            return {"ask": self.draw(st.integers(1, turns))}
        ripe = self.draw(st.integers(1, turns))
        return {"ripe": ripe, "late": self.draw(st.integers(ripe, turns))}

    def option(self, option: str, depth: int) -> Data:
        kind = option if option in KINDS else "contain"
        step: Data = {"do": kind, **({} if kind == option else {"id": option})}
        step |= {"say": f"I {option}.", "credit": self.draw(st.sampled_from(CREDITS))}
        if self.draw(st.booleans()):
            step["when"] = self.condition()
        return step | self.consequence(depth)


setattr(_Writer, "if", _Writer.if_)  # the step's word is one of Python's own


@st.composite
def outlines(draw: st.DrawFn, most_moments: int) -> dict[str, tuple[bool, list[str]]]:
    """Which moments a scenario has, with their options."""
    ids = [f"m{i}" for i in range(draw(st.sampled_from((3, 4, 2, 1, most_moments))))][:most_moments]
    options = st.lists(st.sampled_from((*KINDS, "other")), min_size=1, max_size=3, unique=True)
    return {moment: (draw(st.booleans()), draw(options)) for moment in ids}


@st.composite
def scenarios(draw: st.DrawFn, most_moments: int = 4) -> Data:
    """A whole scenario: nested branches, jumps both ways, conditions on everything, changes of
    everything.
    """
    labels = draw(st.sampled_from((("marked", "bare"), ("marked",), ("bare",), ())))
    level = st.integers(0, 10)
    return {
        "scenario": "made-up",
        "title": "Made up",
        "level": "foundation",
        "style": "guiding",
        "format": "intensive-45",
        "cast": {
            "priya": {"name": "Dr Priya Nair", "role": "presenter"},
            "ben": {"name": "Ben", "role": "member"},
        },
        "absent": {"patient": {"name": "{patient}"}},
        "cases": [
            {"patient": "Mr Ellis", "sign": "cough"},
            {"patient": "Mrs Okoro", "sign": "tremor"},
        ],
        "climate": {"safety": draw(level), "focus": draw(level), "depth": draw(level)},
        "state": {
            "told": draw(st.booleans()),
            "closed": draw(st.booleans()),
            "trust": {"start": 0, "min": -2, "max": 2},
            "count": {"start": 0, "min": 0, "max": 3},
        },
        "script": _Writer(draw, draw(outlines(most_moments)), labels).script(),
    }


# Leaders.

SEEDS = st.integers(-5, 2**40)
CHOICES = st.lists(st.integers(0, 1_000), max_size=40)
"""One number an act; ``lead`` turns it into whatever is on offer then."""


def on_offer(setup: Setup, state: State) -> list[Act]:
    """Every act that may be done now: waiting or letting go first, beginning to speak last.

    Outside moments live play has one remark of each kind, or those that are drawn once the leader
    has begun to speak.
    """
    now = pause(setup, state)
    acts: list[Act] = [LET_GO if now.speaking else WAIT]
    acts += [Take(option) for option in sorted(option.id for option in now.options)]
    if now.speaking:
        return [*acts, *now.remarks]
    if setup.mode == "live" and not now.ended:
        if now.moment is None:
            acts += [Remark(kind) for kind in setup.program.scenario.catalogue.kinds]
        acts.append(BEGIN)
    return acts


def lead(session: Session, choices: Sequence[int]) -> Session:
    """Do one act a choice, until the meeting is over."""
    for choice in choices:
        if session.ended:
            break
        acts = on_offer(session.setup, session.state)
        session.act(acts[choice % len(acts)])
    return session
