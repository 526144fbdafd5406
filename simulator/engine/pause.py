"""Find the acts available in a state: a decision with its lines, or the lines between moments."""

from simulator.engine.acts import Remark
from simulator.engine.between import drawn_lines, own_line, wording
from simulator.engine.draw import draw, order
from simulator.engine.setup import Setup, WrittenOptions
from simulator.engine.state import Pause, State
from simulator.scenario.model import Moment, Option

REMARKS = 5
"""The number of lines available outside moments in a scenario that has no moments."""


# Shared, because they are immutable and most turns of guided play return one of them.
_OVER, _NOTHING = Pause(ended=True), Pause()


def is_over(setup: Setup, state: State) -> bool:
    """Return whether the meeting is over; cheaper than ``pause``."""
    return state.at == setup.program.over


def open_moment(setup: Setup, state: State) -> Moment | None:
    """Return the moment in which an act is judged now; None outside moments.

    This is cheaper than ``pause``, because it draws no lines.
    """
    if not state.open:
        return None
    # Not checked by ``isinstance``, because every turn comes here: only a ``Meet`` opens a state.
    moment: Moment = setup.program.code[state.at].moment  # type: ignore[union-attr]
    return moment if state.spoken == moment.ask or setup.mode == "live" else None


def pause(setup: Setup, state: State) -> Pause:
    """Return the acts available in ``state``."""
    moment = open_moment(setup, state) if state.open else None
    if moment is not None:
        offered = options_available(setup, state, moment)
        place = state.at, state.spoken, state.speaking, offered
        found = setup.cache.pauses.get(place)
        if found is None:
            options = _shown(setup, moment, offered)
            found = Pause(False, True, moment, state.spoken, options, speaking=state.speaking)
            setup.cache.pauses[place] = found
        return found
    if state.at == setup.program.over:
        return _OVER
    if setup.mode == "guided":
        return _NOTHING
    return Pause(remarks=remarks_available(setup, state), speaking=state.speaking)


def remark_words(setup: Setup, act: Remark) -> str:
    """Return what a remark says; an empty text if there is no such line."""
    if act.said:  # from a saved play
        return act.said
    scenario = setup.program.scenario
    if act.between:
        line = own_line(scenario, act.kind, act.wording)
        return setup.fill(line.say) if line is not None else ""
    return wording(scenario.catalogue.kinds.get(act.kind), act.wording)


def options_available(setup: Setup, state: State, moment: Moment) -> tuple[int, ...]:
    """Return the indexes of the available options, in the file's order."""
    place = state.at, state.spoken
    written = setup.cache.options.get(place)
    if written is None:
        numbers = moment.offered(state.spoken)
        conditions = [moment.options[number].when for number in numbers]
        tests = tuple(each.evaluate if each is not None else None for each in conditions)
        written = setup.cache.options[place] = WrittenOptions(numbers, tests if any(tests) else ())
    if not written.conditions:
        return written.numbers
    offered = []
    for number, holds in zip(written.numbers, written.conditions, strict=True):
        if holds is None or holds(state.values, state.judged):
            offered.append(number)
    return tuple(offered)


def _shown(setup: Setup, moment: Moment, offered: tuple[int, ...]) -> tuple[Option, ...]:
    """Return the available options in the order of the screen."""
    shuffled = order_of_options(setup.seed, moment.id, len(moment.options))
    return tuple([moment.options[i] for i in shuffled if i in offered])


def order_of_options(seed: int, moment: str, count: int) -> tuple[int, ...]:
    """Return the indexes of a moment's options in the order of the screen."""
    # The order depends on no turn, so that lines do not move while the leader reads them.
    return order(seed, f"options/{moment}", count)


def remarks_available(setup: Setup, state: State) -> tuple[Remark, ...]:
    """Return the lines drawn for this turn, as many as one of the moments would have now."""
    scenario = setup.program.scenario
    place = f"{state.at}/{state.spoken}"
    lines = drawn_lines(scenario, setup.seed, place, _count(setup, state, place))
    return tuple([Remark(kind, i, between=bool(scenario.between)) for kind, i in lines])


def _count(setup: Setup, state: State, place: str) -> int:
    """Return the number of lines available after a drawn turn of a drawn moment, if met now.

    The length of the list must not reveal whether this is a moment.
    """
    moments = setup.program.moments
    if not moments:
        return REMARKS
    moment = moments[draw(setup.seed, f"count/{place}", len(moments))]
    turns = moment.pauses("live")
    after = turns[draw(setup.seed, f"count/{place}/turn", len(turns))]
    return sum(_holds(state, moment.options[i]) for i in moment.offered(after))


def _holds(state: State, option: Option) -> bool:
    return option.when is None or bool(option.when.evaluate(state.values, state.judged))
