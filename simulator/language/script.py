"""Build the script: turn the shapes of steps into the frozen steps that the engine plays."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from simulator.language import simple_step_shapes, step_shapes
from simulator.language.changes import change_of
from simulator.language.document import Place
from simulator.language.scope import Scope
from simulator.language.shape_types import Credit
from simulator.scenario.condition import Condition
from simulator.scenario.model import (
    LEADER,
    ChangeStep,
    End,
    Form,
    Goto,
    If,
    Label,
    Moment,
    Option,
    Passing,
    PhaseStep,
    Reflect,
    SeatStep,
    Step,
    Style,
    Timing,
    Turn,
    Vary,
    below,
)
from simulator.scenario.placeholders import Words

_FORMS: Mapping[str, Form] = {
    LEADER: "leader",
    "silence": "silence",
    "aside": "aside",
    "coach": "coach",
}
"""The form of a turn by its speaker; everybody else says something."""


def passing_key(
    moment: step_shapes.AnyMomentShape,
) -> tuple[str, step_shapes.PassingShape]:
    """Return the key and the value that say what happens in a moment if nobody acts."""
    if isinstance(moment, step_shapes.LeaveShape):
        return "waited", moment.waited
    return "missed", moment.missed


def build_script(scope: Scope, style: Style, steps: Sequence[Any]) -> tuple[Step, ...]:
    """Return a scenario's script; ``style`` selects the credit if one is given for each style."""
    return _ScriptBuilder(scope, style).steps(steps, ("script",))


class _ScriptBuilder:
    """Builds steps in one scope; each step records its place in the file.

    Errors are reported to the scope and building continues with a stand-in value. The scenario is
    not used if there was an error.
    """

    def __init__(self, scope: Scope, style: Style) -> None:
        self.scope = scope
        self.style = style
        self.unknown_speakers: set[str] = set()
        # With the heads of steps, because a misspelt head is read as a speaker.
        self.speakers = (*scope.cast, *simple_step_shapes.SPEAKERS, *step_shapes.HEADS)

    def steps(self, steps: Sequence[Any], place: Place) -> tuple[Step, ...]:
        """Build the list of steps at ``place``."""
        return tuple(self.step(step, below(place, i)) for i, step in enumerate(steps))

    def step(self, step: Any, place: Place) -> Step:
        """Build one step."""
        if isinstance(step, simple_step_shapes.TurnShape):
            return self.turn(step, place)
        if isinstance(step, step_shapes.AnyMomentShape):
            return self.moment(step, place)
        if isinstance(step, simple_step_shapes.LabelShape):
            # checked but without effect: a label is a name, and cannot be skipped
            self.scope.optional_condition(step.when, place)
            return Label(step.label, step.note, place=place)
        return self.conditional_step(step, self.scope.optional_condition(step.when, place), place)

    def conditional_step(self, step: Any, when: Condition | None, place: Place) -> Step:
        """Build a step that play skips if its condition does not hold."""
        match step:
            case simple_step_shapes.PhaseShape():
                self.phase(step.phase, below(place, "phase"))
                return PhaseStep(step.phase, step.clock, step.note, when, place)
            case simple_step_shapes.GotoShape():
                self.goto(step.goto, below(place, "goto"))
                return Goto(step.goto, step.note, when, place)
            case simple_step_shapes.ChangeShape():
                return ChangeStep(change_of(self.scope, step, place), step.note, when, place)
            case simple_step_shapes.EndShape():
                words = self.scope.words(step.end, below(place, "end")) if step.end else None
                return End(words, step.note, when, place)
            case simple_step_shapes.OutShape():
                return self.seat(step, "out", step.out, when, place)
            case simple_step_shapes.InShape():
                return self.seat(step, "in", step.in_, when, place)
            case simple_step_shapes.ReflectShape():
                question = self.scope.words(step.reflect, below(place, "reflect"))
                return Reflect(question, step.note, when, place)
            case simple_step_shapes.VaryShape():
                return self.vary(step, when, place)
            case step_shapes.IfShape():
                return self.branches(step, when, place)
            case _:
                raise AssertionError(f"no such step: {step!r}")

    def seat(
        self,
        step: simple_step_shapes.OutShape | simple_step_shapes.InShape,
        key: str,
        person: str,
        when: Condition | None,
        place: Place,
    ) -> SeatStep:
        """Build the step with which somebody leaves the circle (``key`` is out) or comes back."""
        self.person(person, below(place, key))
        words = self.optional_words(step.text, below(place, "text"))
        return SeatStep(person, key == "out", words, step.note, when, place)

    def vary(
        self, step: simple_step_shapes.VaryShape, when: Condition | None, place: Place
    ) -> Vary:
        """Build the alternatives of which the seed draws one."""
        lists = []
        for i, turns in enumerate(step.vary):
            lists.append(self.alternative(turns, below(place, "vary", i)))
        return Vary(tuple(lists), step.note, when, place)

    def branches(self, step: step_shapes.IfShape, when: Condition | None, place: Place) -> If:
        """Build two branches and the condition that chooses between them."""
        condition = self.scope.condition(step.if_, below(place, "if"))
        then = self.steps(step.then, below(place, "then"))
        otherwise = self.steps(step.else_, below(place, "else"))
        return If(condition, then, otherwise, step.note, when, place)

    def alternative(
        self, turns: Sequence[simple_step_shapes.TurnShape], place: Place
    ) -> tuple[Turn, ...]:
        """Build one of the alternatives of a vary."""
        return tuple(
            self.plain_turn(turn, below(place, k), "M309.vary") for k, turn in enumerate(turns)
        )

    def phase(self, phase: str, place: Place) -> None:
        """Check that the scenario's format has this phase; an unknown format is reported once."""
        scenario_format = self.scope.catalogue.formats.get(self.scope.document.data.get("format"))
        if scenario_format is not None:
            phases = [p.phase for p in scenario_format.phases]
            self.scope.known("M301.phase", place, phase, phases)

    def goto(self, label: str | None, place: Place) -> str | None:
        """Return the label of a jump after checking it."""
        if label is not None:
            self.scope.known("M301.label", place, label, self.scope.labels)
        return label

    def turn(self, turn: simple_step_shapes.TurnShape, place: Place) -> Turn:
        form = _FORMS.get(turn.speaker, "say")
        here = below(place, turn.speaker)
        if form == "say" and turn.speaker not in self.scope.cast:
            self.no_speaker(turn.speaker, here)
        if turn.seconds is not None and form != "silence":
            self.scope.error("M360", below(place, "seconds"), "take_it_out", key=True)
        return Turn(
            form,
            turn.speaker if form in ("say", LEADER) else "",
            self.scope.words(turn.text, here),
            self.rules(turn.breaks, below(place, "breaks")),
            seconds=turn.seconds or 0,
            note=turn.note,
            when=self.scope.optional_condition(turn.when, place),
            place=place,
        )

    def no_speaker(self, speaker: str, place: Place) -> None:
        """Report a speaker who is absent, or a key that is neither a speaker nor a kind of step."""
        if speaker in self.scope.absent:
            self.scope.error("M330", place, "somebody_else_says_it", key=True, name=speaker)
            return
        if speaker in self.unknown_speakers:  # reported once, at the first line
            return
        self.unknown_speakers.add(speaker)
        near = self.scope.findings.nearest(speaker, self.speakers)
        self.scope.error("M301.speaker", place, "add_to_cast", near, key=True, name=speaker)

    def rules(self, rules: Sequence[str], place: Place) -> tuple[str, ...]:
        for i, rule in enumerate(rules):
            self.scope.listed("M301.rule", below(place, i), rule, self.scope.catalogue.rules)
        return tuple(rules)

    def credit(self, credit: Credit | None, default: int, place: Place) -> Fraction:
        """Return the credit for the scenario's style; ``default`` if none is given.

        A float goes through its decimal text, so that 0.1 becomes exactly 1/10.
        """
        if isinstance(credit, dict):
            if self.style not in credit:
                self.scope.error("M307", place, style=self.style)
            # A style that is missing was reported above; 0 is a stand-in.
            shares = {str(style): share for style, share in credit.items()}
            return Fraction(str(shares.get(self.style, 0)))
        return Fraction(default) if credit is None else Fraction(str(credit))

    def moment(self, shape: step_shapes.AnyMomentShape, place: Place) -> Moment:
        leave = isinstance(shape, step_shapes.LeaveShape)
        key, passing = passing_key(shape)
        ripe, late, ask = self.windows(shape, place)
        if leave and shape.timing is not None:
            self.no_timing(below(place, "timing"))
        return Moment(
            id=step_shapes.moment_id(shape),
            leave=leave,
            about=self.scope.words(shape.about, below(place, "about")),
            turns=tuple(
                self.plain_turn(turn, below(place, "turns", i), "M309.moment")
                for i, turn in enumerate(shape.turns)
            ),
            options=self.options(shape, below(place, "options")),
            passing=self.passing(passing, 1 if leave else 0, below(place, key)),
            rules=self.rules(shape.rules, below(place, "rules")),
            situation=self.situation(shape.situation, below(place, "situation")),
            ripe=ripe,
            # After somebody broke a safety rule, stepping in is never early.
            timely_from=ripe if leave else min(ripe, self.first_breach(shape.turns)),
            late=late,
            ask=ask,
            # Through its decimal text, as in ``credit``.
            weight=Fraction(str(shape.weight)),
            title=self.optional_words(shape.title, below(place, "title")),
            aim=self.optional_words(shape.aim, below(place, "aim")),
            mends=self.mends(shape, below(place, "mends")),
            twin=self.twin(shape.twin, below(place, "twin")),
            note=shape.note,
            when=self.scope.optional_condition(shape.when, place),
            place=place,
        )

    def situation(self, situation: str | None, place: Place) -> str | None:
        """Return the id of a hard moment after checking it."""
        if situation is not None:
            situations = self.scope.catalogue.situations
            self.scope.listed("M301.situation", place, situation, situations)
        return situation

    def first_breach(self, turns: Sequence[simple_step_shapes.TurnShape]) -> int:
        """Return the first turn that breaks a safety rule; if there is none, the last turn."""
        rules = self.scope.catalogue.rules
        for number, turn in enumerate(turns, 1):
            if any(rule in rules and rules[rule].safety for rule in turn.breaks):
                return number
        return len(turns)

    def optional_words(self, text: str | None, place: Place) -> Words | None:
        return None if text is None else self.scope.words(text, place)

    def mends(self, shape: step_shapes.AnyMomentShape, place: Place) -> str:
        """Return the id of the moment that this one mends; "" if it mends none."""
        if shape.mends is None:
            return ""
        name = step_shapes.moment_id(shape)
        if shape.mends == name:
            self.scope.error("M333.itself", place, name=name)
        elif shape.mends in self.scope.mending:
            self.scope.error("M333", place, name=shape.mends)
        else:
            self.scope.known("M301.moment", place, shape.mends, self.scope.moments)
        return shape.mends

    def twin(self, twin: str | None, place: Place) -> str:
        """Return the name of a moment's twin; one of another scenario is looked up by ``check``."""
        if twin is not None and "." not in twin:
            self.scope.known("M301.moment", place, twin, self.scope.moments)
        return twin or ""

    def person(self, name: str | None, place: Place) -> str:
        """Return the id of somebody in the cast after checking it; "" if none is given."""
        if name is not None:
            self.scope.known("M301.person", place, name, sorted(self.scope.cast))
        return name or ""

    def no_timing(self, place: Place) -> None:
        """Report timing factors in a leave, where an act is never early or late."""
        self.scope.findings.add("M345", self.scope.document.key(place), "take_it_out")

    def plain_turn(self, turn: simple_step_shapes.TurnShape, place: Place, message: str) -> Turn:
        """Build a turn that cannot have a condition; if it has one, report ``message``."""
        if turn.when is not None:
            self.scope.error(message, below(place, "when"), "on_the_whole_step", key=True)
        return self.turn(turn, place)

    def windows(self, shape: step_shapes.AnyMomentShape, place: Place) -> tuple[int, int, int]:
        """Return ripe, late and ask; report each that is outside the moment's turns."""
        last = len(shape.turns)
        if isinstance(shape, step_shapes.LeaveShape):
            self.within(shape.ask, last, below(place, "ask"))
            # Speaking in a leave is wrong at any time, so the whole moment counts as timely.
            return 1, last, shape.ask or last
        self.within(shape.ripe, last, below(place, "ripe"))
        self.within(shape.late, last, below(place, "late"))
        late = shape.late or last
        if shape.late is not None and late < shape.ripe:
            self.scope.error("M331.late", below(place, "late"), late=late, ripe=shape.ripe)
        return shape.ripe, late, shape.ripe

    def within(self, turn: int | None, last: int, place: Place) -> None:
        if turn is not None and turn > last:
            self.scope.error("M331", place, name=place[-1], turn=turn, last=last)

    def options(self, moment: step_shapes.AnyMomentShape, place: Place) -> tuple[Option, ...]:
        """Build a moment's options; report an id that is used twice or reserved."""
        built: dict[str, Option] = {}
        for i, shape in enumerate(moment.options):
            # Built even if it is a duplicate, so that all its other mistakes are reported, too.
            option = self.option(shape, moment, below(place, i))
            if option.id in built:
                key = "id" if shape.id else "do"
                where = below(place, i, key)
                self.scope.error("M302.option", where, "give_an_id", name=option.id)
            # In plans and records ``wait`` is the act of saying nothing.
            if option.id == "wait":
                self.scope.error("M304.wait", below(place, i, "id"))
            built.setdefault(option.id, option)
        return tuple(built.values())

    def option(
        self,
        shape: step_shapes.OptionShape,
        moment: step_shapes.AnyMomentShape,
        place: Place,
    ) -> Option:
        self.scope.listed("M301.kind", below(place, "do"), shape.do, self.scope.catalogue.kinds)
        self.within(shape.after, len(moment.turns), below(place, "after"))
        if isinstance(moment, step_shapes.LeaveShape) and shape.timing is not None:
            self.no_timing(below(place, "timing"))
        # The shape has exactly one of the two.
        said = "say" if shape.gesture is None else "gesture"
        return Option(
            id=shape.id or shape.do,
            do=shape.do,
            say=self.scope.words(shape.say or shape.gesture or "", below(place, said)),
            credit=self.credit(shape.credit, 0, below(place, "credit")),
            why=self.scope.words(shape.why, below(place, "why")),
            breaks=self.rules(shape.breaks, below(place, "breaks")),
            timing=self.timing(shape.timing, moment.timing),
            after=shape.after,
            to=self.person(shape.to, below(place, "to")),
            gesture=shape.gesture is not None,
            note=shape.note,
            change=change_of(self.scope, shape, place),
            then=self.steps(shape.then, below(place, "then")),
            goto=self.goto(shape.goto, below(place, "goto")),
            when=self.scope.optional_condition(shape.when, place),
            place=place,
        )

    def timing(self, *shapes: step_shapes.TimingShape | None) -> dict[Timing, Fraction]:
        """Return the factors by their names.

        Each is that of the first of the shapes that gives it, or else that of the catalogue.
        """
        catalogue = self.scope.catalogue.timing
        names: tuple[Timing, ...] = ("early", "timely", "late")
        factors = {name: catalogue[name].factor for name in names}
        # The first shape comes last, so that its factors replace those of the others.
        for shape in reversed(shapes):
            for name in names:
                factor = getattr(shape, name, None)
                if factor is not None:
                    factors[name] = Fraction(str(factor))
        return factors

    def passing(self, shape: step_shapes.PassingShape, default: int, place: Place) -> Passing:
        return Passing(
            credit=self.credit(shape.credit, default, below(place, "credit")),
            why=self.scope.words(shape.why, below(place, "why")),
            by=self.person(
                shape.by if isinstance(shape, step_shapes.MissedShape) else None,
                below(place, "by"),
            ),
            change=change_of(self.scope, shape, place),
            then=self.steps(shape.then, below(place, "then")),
            goto=self.goto(shape.goto, below(place, "goto")),
            place=place,
        )
