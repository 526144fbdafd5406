"""A debrief shows how a panel was spread, and why; nothing of a panel is known before the act."""

import ast
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import simulator
from simulator.authoring.write_panel import panel_yaml
from simulator.library.panels import FILE
from simulator.library.scenarios import Loaded
from simulator.plain.page_lines import page_lines
from simulator.practice.debriefs import debrief_of
from simulator.practice.play_options import PlayOptions
from simulator.practice.plays import begin, look_back
from simulator.practice.saved_play import SavedPlay
from simulator.render.debrief import FORMATS, Format, render
from simulator.render.debrief_sections import page
from simulator.review.debrief import Debrief
from simulator.review.panel import STALE
from simulator.scenario.panel import Panel
from simulator.store.sqlite import SqliteStore
from tests.branching_scenario import TEXT
from tests.cli.balint import balint
from tests.panels import DAY, panel_of
from tests.plays import NOWHERE, play_to_the_end, written

SOURCE = Path(simulator.__file__).parent
RARE = "Xylophone"
"""A word that only the reasons of the panel have."""


def beside(loaded: Loaded, panel: Panel | None = None) -> Panel:
    panel = panel or panel_of(loaded.scenario, reason=f"{RARE} {{act}}.")
    (loaded.path.parent / FILE).write_text(panel_yaml(panel), "utf-8")
    return panel


def played(store: SqliteStore, loaded: Loaded, speak: bool = True) -> SavedPlay:
    saved = begin(NOWHERE, store, loaded, PlayOptions("guided", "end", 1))
    play_to_the_end(saved, speak)
    return saved


@pytest.fixture
def loaded(tmp_path: Path) -> Loaded:
    return written(tmp_path / "branches", TEXT)


@pytest.fixture
def made(store: SqliteStore, loaded: Loaded) -> Debrief:
    beside(loaded)
    return debrief_of(NOWHERE, played(store, loaded))


def test_a_scenario_without_a_panel_has_a_debrief_without_one(
    store: SqliteStore, loaded: Loaded
) -> None:
    made = debrief_of(NOWHERE, played(store, loaded))
    assert made.panel is None
    assert json.loads(render(made, "json"))["panel"] is None
    words = " ".join(render(made, "text").split())
    assert "panel" not in words.replace("not reviewed by a panel", "")


def test_each_moment_has_the_spread_of_what_was_done_and_of_the_better(made: Debrief) -> None:
    assert made.panel is not None
    assert (made.panel.members, made.panel.date) == (4, DAY)
    assert made.moments
    for moment in made.moments:
        review = made.panel.moments[moment.id]
        assert review.decisions == {"speak": 1, "wait": 3}
        acts = [spread.act for spread in review.spreads]
        assert acts[0] == moment.did.act
        assert acts[1:] == [act.act for act in moment.better if act.act != moment.did.act]
        for spread in review.spreads:
            assert sum(spread.ratings.values()) == 4
            assert [reason.text for reason in spread.reasons] == [f"{RARE} {spread.act}."]


def test_whoever_waited_sees_how_waiting_was_marked(store: SqliteStore, loaded: Loaded) -> None:
    beside(loaded)
    made = debrief_of(NOWHERE, played(store, loaded, speak=False))
    assert made.panel is not None
    first = made.panel.moments["first"]
    # Its second moment mends the first, so the best way leads through the advice.
    better = next(moment for moment in made.moments if moment.id == "first").better
    assert [(spread.act, spread.role) for spread in first.spreads] == [
        ("wait", "did"),
        *((act.act, "better") for act in better),
    ]
    assert first.spreads[0].ratings == {"never": 4}


def written_as(made: Debrief, form: Format | None) -> str:
    """A debrief in a format; without one, as plain mode shows it."""
    return "\n".join(page_lines(page(made))) if form is None else render(made, form)


@pytest.mark.parametrize("form", [*FORMATS, None])
def test_every_format_shows_it_at_each_moment(made: Debrief, form: Format | None) -> None:
    text = written_as(made, form)
    # The reasons for what was done, for the better, and for the decision.
    assert made.panel is not None
    shown = sum(
        len(review.reasons) + sum(len(spread.reasons) for spread in review.spreads)
        for review in made.panel.moments.values()
    )
    assert text.count(RARE) == shown
    if form != "json":
        assert text.count("The panel, 4 members:") == len(made.moments)
        words = " ".join(text.split())
        assert "AMEE Guide No. 141" in words.replace("\\", "")
        assert "not reviewed by a panel" not in words


def test_a_pdf_and_the_full_screen_have_the_same_sections(made: Debrief) -> None:
    from tests.render.on_screen import section_text

    screen = "\n".join(section_text(section).plain for section in page(made).sections)
    assert screen.count("The panel, 4 members:") == len(made.moments)


def test_no_figure_depends_on_a_panel(store: SqliteStore, loaded: Loaded) -> None:
    saved = played(store, loaded)
    before = debrief_of(NOWHERE, saved)
    beside(loaded)
    after = debrief_of(NOWHERE, saved)
    assert after.panel is not None
    assert replace(after, panel=None) == before


def test_a_panel_on_other_lines_is_named_and_not_shown(store: SqliteStore, tmp_path: Path) -> None:
    other = written(tmp_path / "branches", TEXT.replace("Ring in the morning.", "Ring tonight."))
    panel = panel_of(other.scenario, reason=f"{RARE}.")
    loaded = written(tmp_path / "branches", TEXT)
    beside(loaded, panel)
    made = debrief_of(NOWHERE, played(store, loaded))
    assert made.panel == STALE
    text = " ".join(render(made, "text").split())
    assert RARE not in text
    assert "other lines than those of this session" in text


def test_it_is_the_lines_of_the_session_that_count(store: SqliteStore, tmp_path: Path) -> None:
    old = written(tmp_path / "branches", TEXT)
    saved = played(store, old)
    # The lines were edited after the session, and the panel marked the new ones.
    beside(written(tmp_path / "branches", TEXT.replace("Ring in the", "Ring him in the")))
    (play,) = store.plays()
    assert debrief_of(NOWHERE, look_back(NOWHERE, store, play)).panel == STALE
    beside(old)
    assert debrief_of(NOWHERE, saved).panel not in (None, STALE)


@pytest.mark.parametrize("text", ["", "panel: [", "panel: another\n", "members: 1\n"])
def test_a_panel_with_errors_does_not_spoil_a_debrief(
    store: SqliteStore, loaded: Loaded, text: str
) -> None:
    (loaded.path.parent / FILE).write_text(text, "utf-8")
    assert debrief_of(NOWHERE, played(store, loaded)).panel is None


# Nothing before the act.


def test_a_meeting_in_plain_mode_shows_nothing_of_the_panel(tmp_path: Path, loaded: Loaded) -> None:
    beside(loaded)
    folder = str(loaded.path.parent)
    words = ("--plain", "--seed", "1", "--feedback", "now")
    shown = balint(tmp_path, "play", folder, *words, typed="\n" * 4 + "1\n\n" * 3)
    assert "Who has a case?" in shown.stdout
    assert RARE not in shown.stdout
    assert "panel" not in shown.stdout.lower()


def readers(name: str) -> Iterator[str]:
    """The modules that import a module, by their paths."""
    for file in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == name:
                yield file.relative_to(SOURCE).as_posix()


def test_only_a_debrief_an_author_and_a_pack_read_a_panel() -> None:
    assert set(readers("simulator.library.panels")) == {
        "authoring/check.py",
        "cli/panel.py",
        "cli/print_.py",
        "library/packs.py",
        "practice/debriefs.py",
        "web/packaged/choose.py",
    }


def test_no_front_end_and_no_engine_knows_what_a_panel_is() -> None:
    # The pages on which members mark are no front end of a learner.
    found = [path for path in readers("simulator.scenario.panel") if "/marking" not in path]
    folders = {path.split("/")[0] for path in found}
    assert not folders & {"engine", "scoring", "analysis", "store", "plain", "tui", "web"}
