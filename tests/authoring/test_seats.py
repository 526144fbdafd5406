"""Lines of people who are out of the circle, on some play, and steps that change no seat."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.analysis.explore import Graph, explore
from simulator.authoring import seats
from simulator.authoring.discovery import Discovery
from simulator.authoring.reachability import discoveries
from simulator.engine.execution import Position, advance, beginning
from simulator.engine.program import compile_scenario
from simulator.scenario.model import Place, SeatStep, walk
from tests.examples import examples
from tests.scripts import CUE, scripted

LEAVES = """\
- cue: {name}
  turns: [{{priya: one}}]
  options:
    - {{do: contain, say: I contain., credit: 1, {then}}}
    - {{do: advise, say: I advise., credit: 0}}
"""


def explored(script: str) -> Graph:
    return explore(compile_scenario(scripted(script)))


def found(script: str, code: str = "R409") -> list[Discovery]:
    return [one for one in discoveries(explored(script)) if one.problem.code == code]


def test_a_line_of_somebody_who_is_out_is_found_with_the_shortest_play() -> None:
    script = (
        LEAVES.format(name="first", then="then: [{out: ben}]")
        + LEAVES.format(name="second", then="")
        + "- ben: still here?\n"
    )
    (discovery,) = found(script)
    assert discovery.place == ("script", 2, "ben")
    assert discovery.play == (("first", "contain"), ("second", "contain"))


def test_a_line_after_coming_back_is_no_finding() -> None:
    assert not found("- out: ben\n- priya: one\n- in: ben\n- ben: two\n")
    assert not found("- ben: one\n- out: ben\n- priya: two\n")


def test_everybody_else_may_speak() -> None:
    assert not found("- out: ben\n- priya: one\n- leader: two\n- silence: three\n")


@pytest.mark.parametrize(
    ("script", "place"),
    [
        ("- out: ben\n- vary: [[{priya: x}], [{ben: x}]]\n", ("script", 1, "vary", 1, 0, "ben")),
        (f"- out: ben\n{CUE}", ("script", 1, "turns", 0, "ben")),
        (
            LEAVES.format(name="first", then="then: [{out: ben}, {ben: x}]"),
            ("script", 0, "options", 0, "then", 1, "ben"),
        ),
        (
            LEAVES.format(name="first", then="").rstrip()
            + "\n  missed: {then: [{out: ben, text: He goes.}]}\n- ben: x\n",
            ("script", 1, "ben"),
        ),
        # In a moment that is met again, its turns are heard once more.
        (
            f"- label: again\n{CUE}- if: told\n  then: [{{priya: x}}]\n"
            "  else: [{out: ben}, {set: {told: true}}, {goto: again}]\n",
            ("script", 1, "turns", 0, "ben"),
        ),
        # In a loop that no play leaves.
        ("- label: round\n- ben: x\n- out: ben\n- goto: round\n", ("script", 1, "ben")),
    ],
)
def test_lines_are_found_wherever_they_are(script: str, place: Place) -> None:
    assert place in [discovery.place for discovery in found(script)]


def test_a_condition_that_keeps_the_two_apart_is_followed() -> None:
    leaves = LEAVES.format(name="first", then="then: [{out: ben}], set: {told: true}")
    assert not found(f"{leaves}- ben: x\n  when: not told\n")
    assert found(f"{leaves}- ben: x\n  when: told\n")


def test_a_step_under_a_condition_leaves_both_ways_open() -> None:
    leaves = LEAVES.format(name="first", then="set: {told: true}")
    script = f"{leaves}- out: ben\n  when: told\n- in: ben\n- ben: x\n"
    assert not found(script)
    assert not found(script, "R410")


def test_leaving_twice_and_coming_back_without_having_left_is_advice() -> None:
    (twice,) = found("- out: ben\n- out: ben\n- in: ben\n", "R410")
    assert (twice.place, twice.problem.message) == (("script", 1, "out"), "R410.out")
    (back,) = found("- in: ben\n- ben: x\n", "R410")
    assert (back.place, back.problem.message) == (("script", 0, "in"), "R410.in")


def test_leaving_on_one_path_only_is_no_advice() -> None:
    leaves = LEAVES.format(name="first", then="then: [{out: ben}]")
    assert not found(f"{leaves}- out: ben\n- in: ben\n", "R410")


def test_a_search_that_was_stopped_claims_nothing_of_all_paths() -> None:
    graph = explored("- ben: x\n- in: ben\n")
    assert list(seats.seat_discoveries(graph))
    assert not list(seats.seat_discoveries(graph, most=1))


STEPS = st.sampled_from([
    "{out: ben}", "{in: ben}", "{ben: x}", "{priya: x}", "{out: priya}", "{in: priya}",
    "{set: {told: true}}", "{set: {told: false}}", "{out: ben, when: told}",
    "{in: ben, when: not told}", "{ben: x, when: told}", "{effect: {trust: 1}}",
    "{if: trust > 1, then: [{out: ben}], else: [{in: priya}]}",
])  # fmt: skip


@st.composite
def scripts(draw: st.DrawFn) -> str:
    lines = []
    for number in range(draw(st.integers(1, 4))):
        lines += [f"- {step}\n" for step in draw(st.lists(STEPS, max_size=3))]
        then = ", ".join(draw(st.lists(STEPS, max_size=2)))
        lines.append(LEAVES.format(name=f"cue-{number}", then=f"then: [{then}]"))
    lines += [f"- {step}\n" for step in draw(st.lists(STEPS, max_size=3))]
    return "".join(lines)


def by_playing(graph: Graph) -> set[Place]:
    """The lines that somebody who is out speaks in some play, found by playing all of them."""
    program = graph.program
    steps = {
        program.starts[step.place] + (step.when is not None): step
        for step in walk(program.scenario.script)
        if isinstance(step, SeatStep)
    }
    lines: set[Place] = set()

    def play(node: int, position: Position, target: int, out: frozenset[str]) -> None:
        at: Position | None = position
        while at is not None:
            for turn in seats._turns(program, at.at):
                if turn.speaker in out:
                    lines.add((*turn.place, turn.speaker))
            if at.at in steps:
                step = steps[at.at]
                out = out | {step.person} if step.out else out - {step.person}
            at = advance(program, at)
        if target >= 0:
            for departure in graph.departures(target):
                play(target, departure.position, departure.target, out)

    play(-1, beginning(program), graph.first, frozenset())
    return lines


@examples(60)
@given(scripts())
def test_exactly_the_lines_are_found_that_some_play_hears(script: str) -> None:
    graph = explored(script)
    places = {one.place for one in discoveries(graph) if one.problem.code == "R409"}
    assert places == by_playing(graph)
