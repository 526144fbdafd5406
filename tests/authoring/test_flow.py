"""The flow as data: its edges are those that plays take; unreachable parts stay, and are marked."""

from itertools import pairwise

import pytest

from simulator.analysis.explore import explore
from simulator.authoring.flow import NEVER_OVER, OVER, START, Flow, decisions, flow
from simulator.engine.program import compile_scenario
from simulator.engine.session import Session
from simulator.engine.setup import Setup
from simulator.scenario.model import Scenario
from tests.plays import flagship_scenario
from tests.scripts import CUE, LEAVE, acted, scripted

THIRD = CUE.replace("drift", "third")


def flow_of(scenario: Scenario, *acts: str) -> Flow:
    """The flow of a scenario; with ``acts``, these are the exemplary play's."""
    program = compile_scenario(scenario)
    session = (
        acted(Session(Setup(program, "guided", 1), lambda record: None), *acts) if acts else None
    )
    return flow(explore(program), decisions(session.events) if session else ())


def arrows(found: Flow, source: str) -> dict[str, list[str]]:
    """Where each act leads."""
    ways: dict[str, list[str]] = {}
    for arrow in found.arrows:
        if arrow.source == source and arrow.taken:
            ways.setdefault(arrow.act, []).append(arrow.target)
    return ways


def test_every_moment_of_the_flagship_is_there_and_every_act_leads_somewhere() -> None:
    scenario = flagship_scenario()
    found = flow_of(scenario)
    assert [moment.id for moment in found.moments] == [moment.id for moment in scenario.moments()]
    for moment in scenario.moments():
        assert set(arrows(found, moment.id)) == {*(option.id for option in moment.options), "wait"}
    assert not found.unreached
    assert all(arrow.taken for arrow in found.arrows)


def test_an_act_leads_from_moment_to_moment_and_to_the_end() -> None:
    found = flow_of(scripted(CUE + LEAVE))
    assert arrows(found, START) == {"": ["drift"]}
    assert arrows(found, "drift") == {"contain": ["quiet"], "advise": ["quiet"], "wait": ["quiet"]}
    assert arrows(found, "quiet") == {"feeling": [OVER], "wait": [OVER]}


def test_the_condition_that_decides_stands_on_the_arrow() -> None:
    found = flow_of(scripted(CUE + LEAVE + "  when: did('drift.contain')\n" + THIRD))
    ways = {
        (arrow.act, arrow.target): arrow.reasons
        for arrow in found.arrows
        if arrow.source == "drift"
    }
    assert ways == {
        ("contain", "quiet"): ("did('drift.contain')",),
        ("advise", "third"): ("not (did('drift.contain'))",),
        ("wait", "third"): ("not (did('drift.contain'))",),
    }
    assert found.moments[1].when == "did('drift.contain')"


def test_a_condition_on_words_alone_decides_nothing() -> None:
    found = flow_of(scripted(CUE + "- ben: So.\n  when: missed('drift')\n" + LEAVE))
    assert all(arrow.reasons == () for arrow in found.arrows)


def test_several_ways_to_the_same_moment_are_told_each() -> None:
    script = f"""
{CUE}{LEAVE}
- if: did('drift.contain') and waited('quiet')
  then: [{{goto: far}}]
- if: missed('drift')
  then: [{{goto: far}}]
{THIRD}
- label: far
- end: So.
"""
    waits = [
        arrow
        for arrow in flow_of(scripted(script)).arrows
        if (arrow.source, arrow.act) == ("quiet", "wait")
    ]
    far = next(arrow for arrow in waits if arrow.target == OVER)
    assert far.reasons == (
        "did('drift.contain') and waited('quiet')",
        "not (did('drift.contain') and waited('quiet')) and missed('drift')",
    )
    assert far.labels == ("far",)


@pytest.mark.parametrize("reasons", [1, 4, 5, 6])
def test_up_to_four_reasons_stand_on_an_arrow_and_more_are_summed_up(reasons: int) -> None:
    moments = "".join(CUE.replace("drift", f"drift-{i}") for i in range(reasons))
    jumps = "".join(f"- goto: far\n  when: did('drift-{i}.contain')\n" for i in range(reasons))
    found = flow_of(scripted(f"{moments}{LEAVE}{jumps}{THIRD}- label: far\n- end: So.\n"))
    (far,) = (
        arrow
        for arrow in found.arrows
        if (arrow.source, arrow.act, arrow.target) == ("quiet", "wait", OVER)
    )
    if reasons > 4:
        assert far.reasons == ("many conditions",)
    else:
        assert len(far.reasons) == reasons
        assert far.reasons[0] == "did('drift-0.contain')"


def test_an_option_that_jumps_names_its_label() -> None:
    jump = CUE.replace("say: I advise., credit: 0", "say: I advise., credit: 0, goto: far")
    found = flow_of(scripted(f"{jump}{LEAVE}- label: far\n- end: So.\n"))
    assert next(arrow.labels for arrow in found.arrows if arrow.act == "advise") == ("far",)
    assert arrows(found, "drift")["advise"] == [OVER]


def test_the_exemplary_play_is_marked_on_its_way() -> None:
    found = flow_of(scripted(CUE + LEAVE + "  when: missed('drift')\n" + THIRD), "contain", "wait")
    assert [moment.visited for moment in found.moments] == ["contain", "", "wait"]
    way = [(arrow.source, arrow.act, arrow.target) for arrow in found.arrows if arrow.exemplary]
    assert way == [(START, "", "drift"), ("drift", "contain", "third"), ("third", "wait", OVER)]
    assert all(before[2] == after[0] for before, after in pairwise(way))


def test_what_no_play_reaches_is_kept_and_marked() -> None:
    found = flow_of(scripted(CUE + LEAVE + "  when: safety > 9\n" + THIRD))
    assert [moment.reached for moment in found.moments] == [True, False, True]
    assert found.unreached == ("quiet",)
    lost = {
        (arrow.source, arrow.target, arrow.reasons) for arrow in found.arrows if not arrow.taken
    }
    assert lost == {("drift", "quiet", ("safety > 9",)), ("quiet", "third", ())}


def test_an_option_that_is_never_on_offer_is_marked() -> None:
    found = flow_of(scripted(CUE.replace("credit: 0}", "credit: 0, when: trust > 3}")))
    (lost,) = [arrow for arrow in found.arrows if not arrow.taken]
    assert (lost.act, lost.when, lost.target) == ("advise", "trust > 3", OVER)
    assert found.unreached == ("drift.advise",)


def test_a_script_that_comes_back_for_ever_leads_to_no_end() -> None:
    found = flow_of(scripted(f"- label: again\n{CUE}- ben: On.\n- goto: again\n"))
    assert all(targets == [NEVER_OVER] for targets in arrows(found, "drift").values())


def test_where_not_every_play_was_looked_at_nothing_is_called_unreached() -> None:
    graph = explore(compile_scenario(scripted(CUE + LEAVE + THIRD)), limit=1)
    found = flow(graph)
    assert found.truncated
    assert not found.unreached
    assert all(moment.reached for moment in found.moments)
    assert {(arrow.source, arrow.target) for arrow in found.arrows} == {
        (START, "drift"),
        ("drift", "quiet"),
        ("quiet", "third"),
        ("third", OVER),
    }


def test_the_decisions_of_live_and_guided_plays_are_told_alike() -> None:
    program = compile_scenario(scripted(CUE + LEAVE))
    live = acted(Session(Setup(program, "live", 1), lambda record: None), "wait", "contain")
    guided = acted(Session(Setup(program, "guided", 1), lambda record: None), "contain")
    assert (
        decisions(live.events)
        == decisions(guided.events)
        == (("drift", "contain"), ("quiet", "wait"))
    )


def test_a_moment_is_shown_by_what_it_is_about_or_its_title_or_its_situation() -> None:
    situation = CUE.replace("  turns", "  situation: tears\n  turns", 1)
    title = situation.replace("  turns", "  title: The father\n  turns", 1)
    about = title.replace("  turns", "  about: She thinks of him.\n  turns", 1)
    shown = [
        flow_of(scripted(script + LEAVE)).moments[0].about
        for script in (CUE, situation, title, about)
    ]
    assert shown == ["", "Tears", "The father", "She thinks of him."]
