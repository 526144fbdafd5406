"""Hypothesis strategies: small nasty scenarios as data, condition trees, and arbitrary leaders.

Hypothesis validates each new strategy when it first draws from it, which takes longer than the
drawing. What is drawn inside a scenario is therefore drawn from strategies that are made once.
"""

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from itertools import combinations
from typing import Any

import yaml
from hypothesis import strategies as st

from simulator.engine.acts import BEGIN, LET_GO, WAIT, Act, Remark, Take
from simulator.engine.pause import pause
from simulator.engine.session import Session
from simulator.engine.setup import Setup
from simulator.engine.state import State
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

Data = dict[str, Any]
Steps = list[Data]


class _Dumper(yaml.CSafeDumper):
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


_NUMBER_LEAVES: tuple[Tree, ...] = (
    *(("name", name) for name in NUMBERS),
    *(("number", text) for text in ("0", "1", "2", "0.5", "5")),
)
_numbers: st.SearchStrategy[Tree] = st.recursive(
    st.sampled_from(_NUMBER_LEAVES),
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(SIGNS), inner, inner),
        inner.map(lambda tree: ("minus", tree)),
    ),
    max_leaves=2,
)
_trees: st.SearchStrategy[Tree] = st.recursive(
    st.one_of(
        st.tuples(st.sampled_from(OPERATORS), _numbers, _numbers),
        st.sampled_from(
            (
                *((">", ("name", name), ("number", "0")) for name in ("trust", "count")),
                *(("name", name) for name in FLAGS),
                ("true",),
                ("false",),
            )
        ),
        st.integers(0, 15).map(lambda place: ("asked", place)),
    ),
    lambda inner: st.one_of(
        inner.map(lambda tree: ("not", tree)),
        st.tuples(st.sampled_from(("and", "or", "==", "!=")), inner, inner),
    ),
    max_leaves=3,
)


def conditions(moments: Moments) -> st.SearchStrategy[Tree]:
    """Yes/no trees that speak of ``moments``."""
    questions = _questions(moments)
    return _trees.map(lambda tree: _asking(tree, questions))


def _questions(moments: Moments) -> list[Tree]:
    """Return what a condition can ask about moments."""
    asked = [("waited" if leave else "missed", moment) for moment, (leave, _) in moments.items()]
    for moment, (_, options) in moments.items():
        asked += [("did", f"{moment}.{option}") for option in options]
    asked += [("did", moment) for moment in moments]
    return asked


def _asking(tree: Tree, questions: Sequence[Tree]) -> Tree:
    """Put one of ``questions`` in the place of each ``("asked", number)``."""
    if tree[0] == "asked":
        place: int = tree[1]
        return questions[place % len(questions)]
    return tuple(_asking(part, questions) if isinstance(part, tuple) else part for part in tree)


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
            moment, _, option = name.partition(".")
            act = world.done.get(moment, "wait")
            return bool(act == option) if option else bool(act != "wait")
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

_between = cache(st.integers)
_EITHER = st.booleans()
_LEVEL = st.integers(0, 10)
_CREDIT = st.sampled_from(CREDITS)
_RULES = st.lists(st.sampled_from(("no-advice", "respect")), max_size=2, unique=True)
_OPTIONS = st.lists(st.sampled_from((*KINDS, "other")), min_size=1, max_size=3, unique=True)


def _turns(breaches: Iterable[Sequence[str]]) -> st.SearchStrategy[Data]:
    return st.sampled_from(
        [
            {speaker: text, **({"breaks": [*rules]} if rules else {})}
            for rules in breaches
            for speaker in ("priya", "ben", "leader", "silence", "aside")
            for text in WORDS
        ]
    )


_SPOKEN = _turns([(), ("no-advice",)])
# Two of these rules are about safety.
_BREACHES = _turns([(), ("protect-presenter",), ("no-advice", "no-criticism"), ("no-advice",)])

# What follows is drawn at once, because each draw costs more than what is drawn.
_MODES = st.sampled_from([*({},) * 3, {"modes": ["live"]}])
_TIMINGS: tuple[Data, ...] = (
    {"early": 1},
    {"late": 0.3},
    {"early": 0, "late": 1},
    {"early": 1, "timely": 0.5},
)
_PASSINGS = st.sampled_from([*({},) * len(CREDITS), *({"credit": credit} for credit in CREDITS)])
_BY_OTHERS: st.SearchStrategy[Data] = st.sampled_from(
    [*({},) * 5, {"by": "ben"}, {"by": "ben", "credit": 0.7}]
)
_WEIGHTS = st.sampled_from([*({},) * 6, *({"weight": weight} for weight in (2, 0.5, 0.1))])
_FACTORS = st.sampled_from([*({},) * 6, *({"timing": factors} for factors in _TIMINGS[:3])])


@cache
def _windows(leave: bool, turns: int, second: bool) -> st.SearchStrategy[Data]:
    """Draw the turns at which a moment asks, is ripe and becomes late: half have the defaults.

    In the second edition few have, because a breach matters only if it comes before ``ripe``.
    """
    every = range(1, turns + 1)
    found: list[Data] = [{"ask": turn} for turn in every]
    if not leave:
        found = [{"ripe": ripe, "late": late} for ripe in every for late in every if ripe <= late]
    return st.sampled_from([*({},) * (1 if second else len(found)), *reversed(found)])


@cache
def _times(leave: bool, turns: int) -> st.SearchStrategy[Data]:
    """Draw from which turn on an option is available, and its factors: half have neither."""
    found: list[Data] = [{"after": turn} for turn in range(1, turns + 1)]
    if not leave:
        found += [{"timing": factors} for factors in _TIMINGS]
        found.append({"after": turns, "timing": {"late": 1}})
    return st.sampled_from([*({},) * len(found), *found])


_SEATS = st.sampled_from(
    [
        {way: person, **text}
        for way in ("out", "in")
        for person in ("priya", "ben")
        for text in ({}, {"text": "{patient} rings."})
    ]
)


@cache
def _one_of(choices: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    """Draw one of the choices."""
    return st.sampled_from(choices)


def _at_most_two(values: Mapping[str, Iterable[int | bool]]) -> st.SearchStrategy[Data]:
    """Draw a value for none, one or two of the names."""
    single = [(name, value) for name, choices in values.items() for value in choices]
    pairs = [pair for pair in combinations(single, 2) if pair[0][0] != pair[1][0]]
    return st.sampled_from([{}, *(dict([one]) for one in single), *map(dict, pairs)])


_EFFECTS = _at_most_two(dict.fromkeys(NUMBERS, (1, -1, 2)))
_SETTINGS = _at_most_two(
    {**dict.fromkeys(FLAGS, (False, True)), "trust": range(-2, 3), "count": range(4)}
)


@dataclass
class _Writer:
    """Writes a script with ``draw``; each of the ``moments`` is written once, wherever the script
    gets to it. Only a ``second`` edition has the keys of the language's second edition.
    """

    draw: st.DrawFn
    moments: Moments
    labels: tuple[str, ...]
    second: bool
    left: list[str] = field(init=False)
    mended: dict[str, str] = field(init=False)
    questions: list[Tree] = field(init=False)

    def __post_init__(self) -> None:
        self.left = list(self.moments)
        self.mended = {}
        self.questions = _questions(self.moments)

    def script(self) -> Steps:
        steps = self.steps(0, 1, 5)
        while self.left:
            steps.insert(self.draw(_between(0, len(steps))), self.moment(0))
        for label in self.labels:
            at = self.draw(_between(0, len(steps)))
            steps[at:at] = [
                {"label": label},
                *([{"aside": f"label {label}"}] if label == "marked" else []),
            ]
        return steps

    def steps(self, depth: int, least: int, most: int) -> Steps:
        return [self.step(depth) for _ in range(self.draw(_between(least, most)))]

    def step(self, depth: int) -> Data:
        kinds = ["turn", "change", "phase", "vary", "end", "seat", "reflect"]
        kinds += ["if", "if"] if depth < 2 else []
        kinds += ["moment"] * 3 if self.left and depth < 3 else []
        kinds += ["goto"] if self.labels else []
        kind = self.draw(_one_of(tuple(kinds)))
        if kind == "moment":
            return self.moment(depth)
        step: Data = getattr(self, kind)(depth)
        likely = 5 if kind in ("end", "goto") else 2
        if self.draw(_between(0, 5)) < likely:
            step["when"] = self.condition()
        return step

    def condition(self) -> str | bool:
        tree = _asking(self.draw(_trees), self.questions)
        return tree == ("true",) if tree in (("true",), ("false",)) else written(tree)

    def plain(self) -> Data:
        return deepcopy(self.draw(_SPOKEN))

    def turn(self, depth: int) -> Data:
        return self.plain()

    def phase(self, depth: int) -> Data:
        return {"phase": self.draw(_one_of(PHASES)), "note": "On time."}

    def seat(self, depth: int) -> Data:
        return dict(self.draw(_SEATS))

    def reflect(self, depth: int) -> Data:
        return {"reflect": self.draw(_one_of(WORDS))}

    def vary(self, depth: int) -> Data:
        return {
            "vary": [[self.plain() for _ in range(self.draw(_between(1, 2)))] for _ in range(2)]
        }

    def end(self, depth: int) -> Data:
        return {"end": self.draw(_one_of((None, "We stop.")))}

    def goto(self, depth: int) -> Data:
        return {"goto": self.draw(_one_of(self.labels))}

    def change(self, depth: int) -> Data:
        changed = self.changes()
        return changed or {"effect": {"count": 1}}

    def changes(self) -> Data:
        changes: Data = {}
        if self.draw(_EITHER):
            changes["effect"] = dict(self.draw(_EFFECTS))
        if self.draw(_EITHER):
            changes["set"] = dict(self.draw(_SETTINGS))
        return changes

    def if_(self, depth: int) -> Data:
        step = {"if": self.condition(), "then": self.steps(depth + 1, 0, 3)}
        if self.draw(_EITHER):
            step["else"] = self.steps(depth + 1, 0, 3)
        return step

    def consequence(self, depth: int) -> Data:
        found = self.changes() or self.changes()
        if self.draw(_between(0, 2)) == 0:
            found["then"] = self.steps(depth + 1, 0, 2)
        if self.labels and self.draw(_between(0, 3)) == 0:
            found["goto"] = self.draw(_one_of(self.labels))
        return found

    def moment(self, depth: int) -> Data:
        name = self.left.pop(0)
        leave, options = self.moments[name]
        spoken = _BREACHES if self.second else _SPOKEN
        turns = [deepcopy(self.draw(spoken)) for _ in range(self.draw(_between(1, 3)))]
        step: Data = {
            "leave" if leave else "cue": name,
            "title": f"About {name}",
            "turns": turns,
            **self.draw(_windows(leave, len(turns), self.second)),
            **self.draw(_WEIGHTS),
        }
        if self.second:
            step |= self.second_chance(name)
            if not leave:
                step |= self.draw(_FACTORS)
        step["rules"] = self.draw(_RULES)
        step["options"] = [self.option(option, depth) for option in options]
        passing = self.consequence(depth) | self.draw(_PASSINGS)
        if self.second:
            for option in step["options"]:
                option |= self.draw(_times(leave, len(turns)))
            if not leave:
                passing |= self.draw(_BY_OTHERS)
        step["waited" if leave else "missed"] = passing
        if self.draw(_between(0, 2)) == 0:
            step["when"] = self.condition()
        return step

    def second_chance(self, name: str) -> Data:
        """Let about half of the moments mend another one; several may mend the same."""
        if name in self.mended.values():
            return {}  # what is mended may not mend
        others = [other for other in self.moments if other != name and other not in self.mended]
        if not others:
            return {}
        other = self.draw(_one_of((*("",) * len(others), *others)))
        if not other:
            return {}
        self.mended[name] = other
        return {"mends": other}

    def option(self, option: str, depth: int) -> Data:
        kind = option if option in KINDS else "contain"
        step: Data = {"do": kind, **({} if kind == option else {"id": option})}
        step |= {"say": f"I {option}.", "credit": self.draw(_CREDIT)}
        if self.draw(_EITHER):
            step["when"] = self.condition()
        return step | self.consequence(depth)


setattr(_Writer, "if", _Writer.if_)  # the step's word is one of Python's own


@st.composite
def outlines(draw: st.DrawFn, most_moments: int) -> dict[str, tuple[bool, list[str]]]:
    """Which moments a scenario has, with their options."""
    ids = [f"m{i}" for i in range(draw(_one_of((3, 4, 2, 1, most_moments))))][:most_moments]
    return {moment: (draw(_EITHER), draw(_OPTIONS)) for moment in ids}


@st.composite
def scenarios(draw: st.DrawFn, most_moments: int = 4) -> Data:
    """A whole scenario: nested branches, jumps both ways, conditions on everything, changes of
    everything. Half of them have keys of the second edition.
    """
    second = draw(_EITHER)
    labels = draw(_one_of((("marked", "bare"), ("marked",), ("bare",), ())))
    return {
        "scenario": "made-up",
        "title": "Made up",
        "level": "foundation",
        "style": "guiding",
        "format": "intensive-45",
        **(draw(_MODES) if second else {}),
        "cast": {
            "priya": {"name": "Dr Priya Nair", "role": "presenter"},
            "ben": {"name": "Ben", "role": "member"},
        },
        "absent": {"patient": {"name": "{patient}"}},
        "cases": [
            {"patient": "Mr Ellis", "sign": "cough"},
            {"patient": "Mrs Okoro", "sign": "tremor"},
        ],
        "climate": {"safety": draw(_LEVEL), "focus": draw(_LEVEL), "depth": draw(_LEVEL)},
        "state": {
            "told": draw(_EITHER),
            "closed": draw(_EITHER),
            "trust": {"start": 0, "min": -2, "max": 2},
            "count": {"start": 0, "min": 0, "max": 3},
        },
        "script": _Writer(draw, draw(outlines(most_moments)), labels, second).script(),
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
