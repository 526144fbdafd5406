"""Play by leaps: from one decision of guided play to the next at once, with everything that is heard on the way.

For looking at very many plays (policies, samples, benches). It hears and comes to exactly what ``step`` does; a play goes by
``step``, because people go turn by turn.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from simulator.play.draw import draw
from simulator.play.events import Acted, Ended, Event, Passed, PhaseBegan, Spoken, Waited
from simulator.play.program import MOST_SILENT, Begin, Draw, Finish, Meet, Say
from simulator.play.runs import Adjustment, Met, Run, Way, cut
from simulator.play.step import Setup
from simulator.scenario.condition import Evaluate, Judged, Values
from simulator.scenario.model import LEADER, Moment, Option, Turn

WAITING = -1
"""The act of saying nothing; an option is its place in the file's order."""


class NeverAsks(Exception):
    """The group goes on and on: this play comes to no decision and to no end."""


@dataclass(slots=True, eq=False)
class Scene:
    """A run with its words: what is heard in it, and the scenes that follow."""

    heard: tuple[Event, ...] = ()
    changes: tuple[Adjustment, ...] = ()
    condition: Evaluate | None = None
    on: "Scene | None" = None
    otherwise: "Scene | None" = None
    halt: "Halt | None" = None


@dataclass(slots=True, eq=False)
class Deed:
    """What an act is heard as, what it adds to what was judged, the scene it leads to, and when it is on offer."""

    heard: tuple[Event, ...]
    judged: Judged
    scene: Scene
    when: Evaluate | None = None


@dataclass(slots=True, eq=False)
class Halt:
    """A moment: what is heard until the leader is asked, or (``again``, where it was judged before) all of it.

    ``acts`` are the options, then waiting; ``free`` are the options if nothing decides whether they are on offer.
    """

    meet: Meet
    own: Judged
    opening: tuple[Event, ...]
    again: tuple[Event, ...]
    after: Scene
    acts: tuple[Deed, ...] = ()
    free: tuple[int, ...] | None = None


class Stand(NamedTuple):
    """Where a play stands: asked at a moment, or (``halt`` is None) at its end.

    ``judged`` has the bits that something later may ask for, and no others.
    """

    halt: Halt | None
    values: Values
    judged: Judged


class Course:
    """A setup made ready for leaps: every word filled in, every way looked up beforehand."""

    def __init__(self, setup: Setup) -> None:
        """Make all scenes; takes time in proportion to the script."""
        self.setup = setup
        runs = cut(setup.program)
        self._scenes = {at: Scene() for at in runs}
        for at, run in runs.items():
            self._fill(self._scenes[at], run)

    def begin(self) -> tuple[Stand, list[Event]]:
        """Play from the start to the first decision, or the end."""
        return _play(self._scenes[0], self.setup.program.start_values, 0, [])

    def leap(self, stand: Stand, act: int) -> tuple[Stand, list[Event]]:
        """Do an act that is on offer and play to the next decision, or the end; raises NeverAsks."""
        halt, values, judged = stand
        assert halt is not None, "the meeting is over"
        chosen = halt.acts[act]
        return _play(chosen.scene, values, judged | chosen.judged, [*chosen.heard])

    def on_offer(self, stand: Stand) -> tuple[int, ...]:
        """The options on offer, in the file's order."""
        halt, values, judged = stand
        assert halt is not None, "the meeting is over"
        if halt.free is not None:
            return halt.free
        return tuple([i for i, act in enumerate(halt.acts[:-1]) if act.when is None or act.when(values, judged)])

    def _fill(self, scene: Scene, run: Run) -> None:
        scene.heard = tuple(event for at in run.loud for event in self._heard(at))
        scene.changes, scene.condition = run.changes, run.condition
        scene.on = self._scenes[run.on.at] if run.on else None
        scene.otherwise = self._scenes[run.otherwise.at] if run.otherwise else None
        scene.halt = self._halt(run.met) if run.met else None

    def _halt(self, met: Met) -> Halt:
        moment, ask = met.meet.moment, met.meet.moment.ask
        turns = tuple(self._spoken(turn, moment.id, i) for i, turn in enumerate(moment.turns, 1))
        halt = Halt(met.meet, met.own, turns[:ask], turns, self._scenes[met.after.at])
        waiting = self._act(met.passing, Waited(moment.id, ask), *turns[ask:], Passed(moment.id))
        halt.acts = (*(self._taking(moment, *pair) for pair in zip(moment.options, met.options, strict=True)), waiting)
        if all(way.when is None for way in met.options):
            halt.free = tuple(range(len(met.options)))
        return halt

    def _taking(self, moment: Moment, option: Option, way: Way) -> Deed:
        said = Spoken(LEADER, LEADER, self.setup.fill(option.say), option.breaks)
        return self._act(way, Acted(moment.id, option.id, moment.ask, moment.timing(moment.ask)), said)

    def _act(self, way: Way, *heard: Event) -> Deed:
        return Deed(heard, way.judged, self._scenes[way.run.at], way.when)

    def _heard(self, at: int) -> Iterator[Event]:
        match self.setup.program.code[at]:
            case Say(turn=turn):
                yield self._spoken(turn)
            case Begin(phase=phase):
                yield PhaseBegan(phase)
            case Draw(number=number, alternatives=alternatives):
                chosen = draw(self.setup.seed, f"vary/{number}", len(alternatives))
                yield from (self._spoken(turn) for turn in alternatives[chosen])
            case Finish(step=end, reason=reason):
                if end is not None and end.words is not None:
                    yield Spoken(LEADER, LEADER, self.setup.fill(end.words))
                yield Ended(reason)
            case _:
                pass

    def _spoken(self, turn: Turn, moment: str | None = None, number: int = 0) -> Spoken:
        return Spoken(turn.form, turn.speaker, self.setup.fill(turn.words), turn.breaks, moment, number)


def _play(scene: Scene, values: Values, judged: Judged, heard: list[Event]) -> tuple[Stand, list[Event]]:
    for _ in range(MOST_SILENT):
        heard += scene.heard
        if scene.changes:
            after = list(values)
            for place, amount, low, high in scene.changes:
                value = after[place] + amount
                after[place] = low if value < low else high if value > high else value
            values = tuple(after)
        following = scene.on
        if scene.condition is not None:
            following = scene.on if scene.condition(values, judged) else scene.otherwise
        elif scene.halt is not None:
            if not judged & scene.halt.own:
                heard += scene.halt.opening
                return Stand(scene.halt, values, judged), heard
            heard += scene.halt.again
            following = scene.halt.after
        if following is None:
            return Stand(None, values, judged), heard
        scene = following
    raise NeverAsks
