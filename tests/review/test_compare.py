"""A branch is compared with the first play: acts, credit, and which of them counts."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given

from simulator.analysis.exact import Exact
from simulator.cli import main
from simulator.engine.acts import WAIT
from simulator.engine.program import Program
from simulator.engine.records import act_of
from simulator.messages import say
from simulator.practice.debriefs import beside_first
from simulator.practice.play_options import PlayOptions
from simulator.practice.plays import branch
from simulator.practice.saved_play import SavedPlay, moments_met
from simulator.render import debrief_words as words
from simulator.render.debrief import FORMATS, Format, render
from simulator.render.debrief_sections import sections
from simulator.render.sections import Bullets, Paragraph
from simulator.review import compare as comparing
from simulator.review.compare import Comparison, Done
from simulator.review.debrief import debrief
from simulator.scenario.model import Mode
from simulator.scoring.evidence import evidence
from simulator.store.sqlite import SqliteStore
from tests.examples import examples
from tests.plays import NOWHERE, begin, begun, go_on, look_back, play_to_the_end, written
from tests.practice.test_branch import BOTH, place
from tests.scripts import CUE, HEAD, spoken
from tests.strategies import CHOICES, Data, as_yaml, lead, scenarios
from tests.workspaces import load_text

pytestmark = pytest.mark.slow

MARKS = re.compile(r"<[^>]+>|\*\*")
"""What HTML and Markdown write round words."""

WORSE = "- cue: worse\n  turns: [{ben: worse}]\n  options: [{do: contain, say: I hold it., credit: 0.5}]\n"
BETTER = WORSE.replace("worse", "better").replace("0.5", "0.75")
FORK = CUE.replace("credit: 1}", "credit: 1, set: {told: true}}").replace(
    "credit: 0}", "credit: 0, breaks: [no-advice]}"
)
LAST = CUE.replace("drift", "last")
SCRIPT = f"{HEAD}script:\n" + (
    f"- ben: before\n{CUE.replace('drift', 'start')}{FORK}- ben: between\n"
    f"{BETTER}  when: told\n{WORSE}  when: not told\n{LAST}- end: Thank you.\n"
)


def started(store: SqliteStore, folder: Path, mode: Mode = "guided") -> SavedPlay:
    return begun(store, written(folder, SCRIPT), PlayOptions(mode, seed=1))


def answered(saved: SavedPlay, *acts: str) -> SavedPlay:
    """Answer as many questions as there are ``acts``; where there are no more, stop before the
    next.
    """
    left = list(acts)
    while not saved.session.ended and (left or not saved.session.pause.asks):
        saved.act(spoken(left.pop(0)) if saved.session.pause.asks else WAIT)
    return saved


def exact_of(saved: SavedPlay) -> Exact:
    return Exact.of(saved.session.setup.program)


def compare(first: SavedPlay, branch: SavedPlay, exact: Exact) -> Comparison:
    one, other = (comparing.Side(saved.play.number, saved.session) for saved in (first, branch))
    return comparing.compare(one, other, branch.play.branched_at, exact)


def compared(saved: SavedPlay) -> Comparison:
    found = beside_first(NOWHERE, saved, exact_of(saved), Exact.of)
    assert found is not None
    return found


def rows(found: Comparison) -> list[tuple[str, str, str]]:
    """Each moment with what was done in it on the first way and on the other."""
    return [(moment.id, act(moment.first), act(moment.branch)) for moment in found.moments]


def attempts(branch: SavedPlay) -> list[tuple[str, list[str]]]:
    """What the debrief of a branch says of each compared moment, under its heading."""
    made = debrief(branch.session, exact_of(branch), branch.said_own, compared(branch))
    (both,) = (one for one in sections(made) if one.id == "attempts" and one.level == 3)
    found = []
    for name, done in zip(both.parts[::2], both.parts[1::2], strict=True):
        assert isinstance(name, Paragraph)
        assert isinstance(done, Bullets)
        found.append((name.text, [sentence(item) for item in done.items]))
    return found


def sentence(shown: Paragraph) -> str:
    return f"{shown.label} {shown.text} {shown.aside}".strip()


def act(done: Done | None) -> str:
    return done.act if done is not None else "did not come"


def test_from_where_they_part_each_moment_says_what_either_did_and_earned(
    store: SqliteStore, tmp_path: Path
) -> None:
    first = answered(started(store, tmp_path / "s"), "contain", "advise", "contain", "wait")
    other = answered(branch(store, first, "drift"), "contain", "wait", "wait")
    found = compared(other)
    assert rows(found) == [
        ("drift", "advise", "contain"),
        ("better", "did not come", "wait"),
        ("last", "wait", "wait"),
        ("worse", "contain", "did not come"),
    ]
    assert found.branched_at == "drift"
    assert found.moments[0].first == Done("advise", "I advise.", "timely", 0.0, ("no-advice",))
    assert found.moments[0].branch == Done("contain", "I contain.", "timely", 1.0, ())
    assert found.moments[3].first == Done("contain", "I hold it.", "timely", 0.5, ())


@BOTH
def test_the_numbers_are_those_of_either_debrief(
    store: SqliteStore, tmp_path: Path, mode: Mode
) -> None:
    first = started(store, tmp_path / "s", mode)
    play_to_the_end(first)
    other = branch(store, first, "drift")
    play_to_the_end(other, speak=True)
    found = compared(other)
    for way, saved in ((found.first, first), (found.branch, other)):
        made = debrief(saved.session, exact_of(saved))
        assert (way.play, way.finished) == (saved.play.number, True)
        assert (way.percent, way.credit, way.best, way.chance) == (
            made.figures.percent,
            made.figures.credit,
            made.figures.best,
            made.figures.chance,
        )
        judged = {
            moment.id: (moment.did.act, moment.timing, moment.credit) for moment in made.moments
        }
        done = {
            moment.id: moment.first if saved is first else moment.branch for moment in found.moments
        }
        assert {i: (d.act, d.timing, d.credit) for i, d in done.items() if d} == {
            i: judged[i] for i in judged if i != "start"
        }


def test_a_branch_of_a_branch_is_compared_from_where_it_left_the_first_play(
    store: SqliteStore, tmp_path: Path
) -> None:
    first = answered(started(store, tmp_path / "s"), "contain", "advise", "contain", "wait")
    second = answered(branch(store, first, "drift"), "contain", "wait", "wait")
    third = answered(branch(store, second, "last"), "advise")
    found = compared(third)
    assert (found.first.play, found.branch.play, found.branched_at) == (
        first.play.number,
        third.play.number,
        "last",
    )
    assert rows(found)[0] == ("drift", "advise", "contain")
    assert ("last", "wait", "advise") in rows(found)


def test_doing_the_same_again_is_said_once_for_both(store: SqliteStore, tmp_path: Path) -> None:
    first = answered(started(store, tmp_path / "s"), "contain", "advise", "contain", "wait")
    other = answered(branch(store, first, "drift"), "advise", "contain", "contain")
    assert [said for _, said in attempts(other)] == [
        ["Both: I advise. (0 of 1, breaking No advice)"],
        ["Both: I hold it. (0.5 of 1)"],
        ["First attempt: you said nothing. (0 of 1)", "This attempt: I contain. (1 of 1)"],
    ]


def test_a_compared_moment_is_called_by_its_title_or_its_situation_or_its_id(
    store: SqliteStore, tmp_path: Path
) -> None:
    text = SCRIPT.replace("- cue: drift\n", "- cue: drift\n  title: 'The father of {priya}'\n")
    text = text.replace("- cue: better\n", "- cue: better\n  situation: tears\n")
    saved = begun(store, written(tmp_path / "s", text), PlayOptions("guided", seed=1))
    first = answered(saved, "contain", "advise", "contain", "wait")
    other = answered(branch(store, first, "drift"), "contain", "wait", "wait")
    assert [heading for heading, _ in attempts(other)] == [
        "The father of Dr Priya Nair",
        "Tears",
        "last",
        "worse",
    ]


@BOTH
def test_ways_that_are_not_finished_say_so(store: SqliteStore, tmp_path: Path, mode: Mode) -> None:
    first = answered(started(store, tmp_path / "s", mode), "contain")
    first.act(WAIT)
    other = answered(branch(store, first, "drift"), "contain")
    found = compared(other)
    assert rows(found) == [("drift", "did not come", "contain")]
    assert not found.first.finished
    assert words.attempt(found.first).startswith("Not finished; so far ")
    assert attempts(other)[0][1][0] == "First attempt: this moment has not been decided."
    fresh = branch(store, first, "drift")
    assert rows(compared(fresh)) == []
    assert say("debrief.only_the_first") in plain(fresh, "text")


def test_a_first_play_is_compared_with_nothing(store: SqliteStore, tmp_path: Path) -> None:
    first = started(store, tmp_path / "s")
    play_to_the_end(first)
    assert beside_first(NOWHERE, first, exact_of(first), Exact.of) is None
    assert "The two attempts" not in render(debrief(first.session, exact_of(first)), "text")
    assert json.loads(render(debrief(first.session, exact_of(first)), "json"))["compared"] is None


def test_an_edit_between_the_two_is_said_and_each_is_valued_by_its_own_version(
    store: SqliteStore, tmp_path: Path
) -> None:
    first = started(store, tmp_path / "s")
    play_to_the_end(first, speak=True)
    other = branch(store, first, "drift")
    written(tmp_path / "s", SCRIPT.replace("cue: start", "cue: start\n  weight: 3"))
    again = go_on(store, other.play)
    play_to_the_end(again, speak=True)
    asked: list[Program] = []

    def valued(program: Program) -> Exact:
        asked.append(program)
        return Exact.of(program)

    found = beside_first(NOWHERE, again, exact_of(again), valued)
    assert found is not None
    assert [program.scenario.digest for program in asked] == [first.play.digest]
    assert (found.first.best, found.branch.best) == (3.75, 5.75)
    assert found.edited
    assert say("debrief.edited") in plain(again, "text", found)


def test_the_same_version_is_not_valued_twice(store: SqliteStore, tmp_path: Path) -> None:
    first = started(store, tmp_path / "s")
    play_to_the_end(first)
    other = branch(store, first, "drift")

    def valued(program: Program) -> Exact:
        raise AssertionError("valued again")

    assert beside_first(NOWHERE, other, exact_of(other), valued) == compare(
        first, other, exact_of(other)
    )


def plain(saved: SavedPlay, form: Format, found: Comparison | None = None) -> str:
    """The debrief of a branch in a format, without what the format writes round words."""
    made = debrief(saved.session, exact_of(saved), saved.said_own, found or compared(saved))
    return " ".join(render(made, form).replace("\\", "").split())


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_has_the_two_ways_and_which_of_them_counts(
    store: SqliteStore, tmp_path: Path, form: Format
) -> None:
    first = answered(started(store, tmp_path / "s"), "contain", "advise", "contain", "wait")
    page = plain(answered(branch(store, first, "drift"), "contain", "wait", "contain"), form)
    assert page.count(say("debrief.only_the_first")) == 1
    if form == "json":
        found = json.loads(page)["compared"]
        assert found["first"]["percent"] < found["branch"]["percent"]
        assert [moment["id"] for moment in found["moments"]] == ["drift", "better", "last", "worse"]
    else:
        page = MARKS.sub("", page)
        assert "The two attempts" in page
        assert (
            "First attempt (1): 40 percent of the best possible score (1.5 of 3.75 credit). Guessing"
            in page
        )
        assert (
            "This attempt (2): 80 percent of the best possible score (3 of 3.75 credit). Guessing"
            in page
        )
        assert "First attempt: I advise. (0 of 1, breaking No advice)" in page
        assert "First attempt: you did not reach this moment." in page


@examples(30)
@BOTH
@given(data=scenarios(), picked=CHOICES, other_picks=CHOICES)
def test_all_that_was_judged_stands_either_before_the_parting_or_in_the_comparison(
    data: Data, picked: list[int], other_picks: list[int], mode: Mode
) -> None:
    with place() as store:
        first = begin(
            store, load_text(as_yaml(data).encode(), "made-up.yaml"), PlayOptions(mode, seed=3)
        )
        lead(first.session, picked)
        met = moments_met(first)
        exact = exact_of(first)
        for moment, _ in met[:: max(1, len(met) - 1)]:
            other = branch(store, first, moment)
            lead(other.session, other_picks)
            found = compare(first, other, exact)
            ways = (
                (first, [p.id for p in found.moments if p.first]),
                (other, [p.id for p in found.moments if p.branch]),
            )
            before: list[list[str]] = []
            for saved, here in ways:
                judged = [
                    j.moment.id
                    for j in evidence(saved.session.setup.program.scenario, saved.session.events)
                ]
                before.append(judged[: len(judged) - len(here)])
                assert sorted(judged[len(before[-1]) :]) == sorted(here)
            assert before[0] == before[1]
            assert moment not in before[0]


@examples(20)
@BOTH
@given(data=scenarios(), picked=CHOICES)
def test_the_same_acts_again_are_both_ways_in_every_moment(
    data: Data, picked: list[int], mode: Mode
) -> None:
    with place() as store:
        first = begin(
            store, load_text(as_yaml(data).encode(), "made-up.yaml"), PlayOptions(mode, seed=3)
        )
        lead(first.session, picked)
        for moment, index in moments_met(first)[:1]:
            other = branch(store, first, moment)
            for record in first.session.records[index:]:
                other.act(act_of(record))
            found = compare(first, other, exact_of(first))
            assert all(parting.first == parting.branch for parting in found.moments)
            assert found.first.percent == found.branch.percent


def test_the_command_shows_the_two_ways_of_a_branch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BALINT_SIM_HOME", str(tmp_path))
    store = SqliteStore(tmp_path / "learner.sqlite3")
    first = started(store, tmp_path / "s")
    play_to_the_end(first)
    other = branch(store, look_back(store, first.play), "drift")
    other.own_words("Stay with her.")
    play_to_the_end(other, speak=True)
    store.close()
    assert main(["debrief"]) == 0
    assert "The two attempts" in capsys.readouterr().out
    assert main(["debrief", "--format", "text"]) == 0
    shown = capsys.readouterr().out
    assert "The two attempts" in shown
    assert "In your own words: Stay with her." in shown
    assert main(["debrief", str(first.play.number)]) == 0
    shown = capsys.readouterr().out
    assert "The two attempts" not in shown
    assert "Stay with her." not in shown
