"""A debrief says what happened, what it cost, why, and what would be better, in every format."""

import json
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from simulator.analysis.exact import Exact
from simulator.engine.acts import BEGIN, LET_GO, WAIT, Take
from simulator.engine.plan import run_plan
from simulator.engine.program import compile_scenario
from simulator.engine.session import Session
from simulator.engine.setup import Setup
from simulator.messages import say, speaking
from simulator.practice.debriefs import beside_first
from simulator.practice.plays import branch
from simulator.render import debrief_words as words
from simulator.render.debrief import FORMATS, Format, render
from simulator.render.numbers import whole
from simulator.render.transcript import lines_of, transcript
from simulator.render.write_markdown import escape_markdown
from simulator.review.debrief import Debrief, debrief
from simulator.store.sqlite import SqliteStore
from tests import second_edition
from tests.hostile import WORDS, hostile_scenario
from tests.live_scenario import TEXT
from tests.plays import (
    NOWHERE,
    begun,
    flagship,
    flagship_scenario,
    flagship_yardstick,
    play_to_the_end,
    written,
)
from tests.scripts import CUE, LEAVE, acted, loaded, opened, played
from tests.workspaces import load_text

MARKS = re.compile(r"<[^>]+>|\*\*")
"""What HTML and Markdown write round words."""


def of_plan(name: str) -> Debrief:
    from simulator.library.plans import load_plan
    from tests.workspaces import SHIPPED

    scenario = flagship_scenario()
    plan, findings = load_plan(SHIPPED / scenario.id / "plays" / f"{name}.yaml", scenario)
    assert plan is not None, findings
    program = compile_scenario(scenario)
    session = Session(Setup(program, plan.mode, plan.seed), lambda record: None)
    run_plan(session, plan)
    return debrief(session, Exact.of(program))


@pytest.mark.parametrize("play", ["always-waits", "always-speaks", "the-curious", "live"])
def test_what_was_given_away_is_what_is_missing_to_the_best(play: str) -> None:
    made = of_plan(play)
    assert sum(moment.cost for moment in made.moments) == pytest.approx(
        made.figures.best - made.figures.credit
    )
    assert made.figures.percent == pytest.approx(100 * made.figures.credit / made.figures.best)
    assert (
        next(moment.id for moment in made.costliest)
        == max(made.moments, key=lambda moment: moment.cost).id
    )


def test_the_exemplary_play_gives_nothing_away_and_does_no_harm() -> None:
    made = of_plan("exemplary")
    assert made.figures.percent == 100
    assert made.costliest == ()
    assert made.harms == ()
    assert all(moment.better == () for moment in made.moments)


def test_every_moment_that_cost_something_says_what_would_have_been_better_and_why() -> None:
    made = of_plan("the-curious")
    assert made.costliest
    for moment in made.costliest:
        assert moment.better
        assert all(better.why for better in moment.better)
        assert moment.did.why


def test_the_transcript_has_what_was_let_go_as_it_was_seen() -> None:
    session = opened(loaded(TEXT), "live")
    while not session.ended:
        for act in (WAIT, BEGIN, LET_GO):
            if not session.ended:
                session.act(act)
    made = debrief(session, Exact.of(session.setup.program))
    assert say("meeting.let_go") in [line.text for line in transcript(made)]
    assert list(transcript(made)) == list(lines_of(session, session.events))


@pytest.mark.parametrize(
    ("after", "to_come"), [(1, ["I did, and I lay awake.", "I am only asking."]), (3, [])]
)
@pytest.mark.parametrize("factor", [0.8, 1])
def test_who_speaks_early_reads_what_was_still_to_come(
    after: int, to_come: list[str], factor: float
) -> None:
    rules = "    rules: [no-criticism]\n"
    ripe = TEXT.replace(rules, f"{rules}    ripe: 3\n    timing: {{early: {factor}}}\n")
    session = opened(loaded(ripe), "live")
    pause = session.pause
    while pause.moment is None or (pause.moment.id, pause.after) != ("question", after):
        session.act(WAIT)
        pause = session.pause
    for act in (BEGIN, Take("contain")):
        session.act(act)
    while not session.ended:
        session.act(WAIT)
    made = debrief(session, Exact.of(session.setup.program))
    moment = made.moments[0]
    assert moment.timing == ("early" if factor < 1 and to_come else "timely")
    assert [turn.text for turn in moment.to_come] == to_come
    text = render(made, "text")
    assert (say("debrief.to_come") in text) == bool(to_come)
    assert ("I am only asking." in text) or not to_come


def test_what_was_left_alone_in_live_play_is_shown_whole() -> None:
    session = opened(loaded(TEXT), "live")
    while not session.ended:
        session.act(WAIT)
    quiet = debrief(session, Exact.of(session.setup.program)).moments[-1]
    assert [turn.text for turn in quiet.before][-2:] == [
        "He was waiting for me to breathe.",
        "Somebody sighs.",
    ]
    assert [turn.text for turn in quiet.after] == ["And then you both breathed.", "Yes."]


@pytest.mark.parametrize("act", ["wait", "contain"])
@pytest.mark.parametrize("moment", ["leave", "cue"])
def test_a_moment_before_which_nothing_was_said_has_a_debrief(moment: str, act: str) -> None:
    first = (
        f"- {moment}: first\n  turns: [{{coach: Take your time.}}]\n"
        "  options: [{do: contain, say: I contain., credit: 0.2}]\n"
    )
    session = played(first, act)
    made = debrief(session, Exact.of(session.setup.program))
    assert made.moments[0].before == ()
    assert all(render(made, form) for form in FORMATS)


def test_harms_are_listed_with_the_leaders_own_words() -> None:
    made = of_plan("the-curious")
    assert made.harms
    said = {line.text for line in transcript(made) if line.who == "You"}
    assert all(harm.words in said and harm.rules for harm in made.harms)


def test_few_moments_give_counts_and_no_statistics() -> None:
    made = of_plan("the-curious")
    assert made.figures.sensitivity is None
    assert words.statistics(made.figures) == ""
    assert str(made.figures.hits) in words.noticing(made.figures)


@pytest.mark.parametrize("form", FORMATS)
def test_the_chance_line_and_the_honest_note_stand_in_every_format(form: Format) -> None:
    text = render(of_plan("the-curious"), form)
    plain = " ".join(text.replace("\\", "").split())
    chance = whole(flagship_yardstick().chance)
    assert f"Guessing would earn about {chance} percent" in plain
    assert "one author's, with reasons; they were not reviewed by a panel" in unescape(plain)
    assert "experienced" not in plain
    assert "expert" not in plain.lower()


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found.append(tag)
        self.links += [
            value or ""
            for name, value in attributes
            if name in ("href", "src") or name.startswith("on")
        ]


def hostile_debrief(folder: Path) -> Debrief:
    store = SqliteStore(folder / "learner.sqlite3")
    first = begun(store, written(folder / "hostile", hostile_scenario()))
    play_to_the_end(first, speak=True)
    saved = branch(store, first, "moment")
    for words_of_mine in WORDS:
        saved.own_words(words_of_mine)
    saved.own_words("\n".join(WORDS))
    play_to_the_end(saved)
    exact = Exact.of(saved.session.setup.program)
    made = debrief(
        saved.session, exact, saved.said_own, beside_first(NOWHERE, saved, exact, Exact.of)
    )
    store.close()
    return made


def test_hostile_words_are_text_and_nothing_else_in_a_page(tmp_path: Path) -> None:
    tags = Tags()
    tags.feed(render(hostile_debrief(tmp_path), "html"))
    assert "script" not in tags.found
    assert "img" not in tags.found
    assert all(link.startswith("#") for link in tags.links)


def test_hostile_words_mean_only_themselves_in_markdown(tmp_path: Path) -> None:
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable("table").parse(render(hostile_debrief(tmp_path), "md"))
    inside = [child.type for token in tokens for child in token.children or []]
    assert {"link_open", "image", "html_inline", "code_inline"} & set(inside) == set()
    assert "html_block" not in [token.type for token in tokens]
    assert escape_markdown("a\n# b") == "a \\# b"


def test_the_page_loads_nothing_from_anywhere(tmp_path: Path) -> None:
    page = render(of_plan("the-curious"), "html")
    assert "default-src 'none'" in page
    assert "http://" not in page
    assert "https://" not in page


class Languages(HTMLParser):
    """The texts of a page, each with the language that a screen reader reads it in."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = [("", "")]
        self.texts: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "meta":
            self.open.append((tag, dict(attrs).get("lang") or self.open[-1][1]))

    def handle_endtag(self, tag: str) -> None:
        while self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.texts[data.strip()] = self.open[-1][1]


def test_a_page_says_in_which_language_the_words_of_the_scenario_are_and_in_which_its_own() -> None:
    made = replace(of_plan("the-curious"), language="de-CH")
    page = Languages()
    page.feed(render(made, "html"))
    for line in transcript(made):
        if line.form != "phase":
            assert page.texts[line.text.strip()] == "de-CH"
    for own in (
        "Moment by moment",
        "By ground rule",
        say("debrief.others"),
        "What this rests on",
        say("debrief.cost"),
        words.note(made),
    ):
        assert page.texts[own] == "en"
    assert 'lang="en"' in render(of_plan("the-curious"), "html")
    assert render(of_plan("the-curious"), "html").count("lang=") == 1


def test_a_page_is_in_the_language_of_its_messages_whatever_that_of_the_scenario() -> None:
    made = of_plan("the-curious")
    page = Languages()
    with speaking("fr"):
        page.feed(render(made, "html"))
    assert page.texts[say("debrief.moments")] == "fr"
    assert page.texts[made.title] == "en"


def test_json_has_everything_and_is_json() -> None:
    made = json.loads(render(of_plan("live"), "json"))
    assert made["mode"] == "live"
    assert made["moments"]
    assert made["transcript"]


@pytest.mark.parametrize("form", FORMATS)
def test_own_words_stand_beside_the_authored_ones_and_once_that_they_are_not_scored(
    form: Format,
) -> None:
    session = played(CUE + LEAVE, "advise", "wait")
    exact = Exact.of(session.setup.program)
    bare = debrief(session, exact)
    made = debrief(session, exact, {"drift": "What is it like for him?", "elsewhere": "Not met."})
    assert [moment.own for moment in made.moments] == ["What is it like for him?", ""]
    assert (made.figures.percent, made.figures.credit, made.figures.hits) == (
        bare.figures.percent,
        bare.figures.credit,
        bare.figures.hits,
    )
    page = " ".join(render(made, form).replace("\\", "").split())
    assert page.count(say("debrief.own_words")) == 1
    assert say("debrief.own_words") not in render(bare, form).replace("\\", "")
    assert "Not met." not in page
    if form == "json":
        assert '"own": "What is it like for him?"' in page
    else:
        page = MARKS.sub("", page)
        mine = page.index("In your own words: What is it like for him?")
        said, better = page.index("You: I advise."), page.index("Better: I contain.", mine)
        assert page.index("Moment by moment") < mine < better
        assert said < mine
        assert mine < page.index(say("debrief.own_questions")) < better
        assert "In your own words" not in render(bare, form)


def test_own_words_of_several_lines_stay_in_their_place() -> None:
    session = played(CUE, "advise")
    made = debrief(session, Exact.of(session.setup.program), {"drift": "One.\n# Two\n\n* three"})
    assert "   In your own words: One.\n   # Two\n\n   * three\n" in render(made, "text")
    assert "In your own words:** One. \\# Two \\* three\n" in render(made, "md")


def test_a_play_broken_off_says_so(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "learner.sqlite3")
    saved = begun(store, flagship())
    made = debrief(saved.session, Exact.of(saved.session.setup.program))
    assert not made.finished
    assert "unfinished" in render(made, "text")
    store.close()


@pytest.mark.parametrize("acts", [("wait", "feeling"), ("contain", "wait"), ("advise", "feeling")])
def test_no_text_of_a_scenario_begins_a_line_of_the_text_debrief(acts: tuple[str, str]) -> None:
    script = """\
    - ben: "A\\n> forged"
    - cue: drift
      about: "A\\n> forged"
      turns: [{ben: "A\\n> forged"}]
      options:
        - {do: contain, say: "A\\n> forged", credit: 1, why: "A\\n> forged"}
        - {do: advise, say: "A\\n> forged.", credit: 0, why: "A\\n> forged", breaks: [no-advice]}
    - leave: quiet
      turns: [{silence: "A\\n> forged"}]
      options: [{do: feeling, say: "A\\n> forged", credit: 0, why: "A\\n> forged"}]
      waited: {why: "A\\n> forged"}
    """
    session = played(script, *acts)
    text = render(debrief(session, Exact.of(session.setup.program)), "text")
    assert "A > forged" in text
    assert not [line for line in text.splitlines() if line.lstrip().startswith(">")]


# A moment's own title and aim.


def titled() -> Debrief:
    """The debrief of a play whose first moment has a title and an aim of its own."""
    scenario = load_text(second_edition.TEXT.encode(), "scenario.yaml").scenario
    session = acted(opened(scenario), "interrogate", "redirect", "redirect", "feeling")
    return debrief(session, Exact.of(session.setup.program))


def test_an_own_title_and_aim_replace_those_of_the_situation() -> None:
    made = titled()
    names = dict(made.names)
    assert [moment.title for moment in made.moments] == [
        f"A charge against {names['cleo']}",
        "Something to put right",
        "A silence that is frozen",
        "A silence that works",
    ]
    charge, amends, frozen, _ = made.moments
    patient = "Mr Bos" if "Mr Bos" in charge.aim else "Mr Kuiper"
    assert charge.aim == f"Stand between the two, and keep {patient} in view."
    assert amends.aim == ""
    assert frozen.aim == made.catalogue.situations["frozen-silence"].aim


@pytest.mark.parametrize(
    ("act", "lost"), [("redirect", "0.2 credit"), ("frame", "1 credit"), ("wait", "0 credit")]
)
def test_a_second_chance_says_how_much_of_its_credit_counts(act: str, lost: str) -> None:
    scenario = load_text(second_edition.TEXT.encode(), "scenario.yaml").scenario
    session = acted(opened(scenario), "interrogate", act, "redirect", "feeling")
    made = debrief(session, Exact.of(session.setup.program))
    charge, amends, *_ = made.moments
    assert (charge.mends, amends.mends) == ("", charge.title)
    said = words.outcome(amends, made.catalogue)
    assert f"counts for {lost}, at most what was lost in '{charge.title}'" in said
    assert "second chance" not in words.outcome(charge, made.catalogue)


def test_a_second_chance_counts_for_no_more_than_was_lost() -> None:
    text = second_edition.TEXT.replace("when: did('charge') and safety < 5", "when: safety > 0")
    scenario = load_text(text.encode(), "scenario.yaml").scenario
    session = acted(opened(scenario), "open-up", "frame", "redirect", "feeling")
    made = debrief(session, Exact.of(session.setup.program))
    amends = made.moments[1]
    assert amends.credit == 1
    assert amends.weighed == pytest.approx(0.4)
    assert "counts for 0.4 credit" in words.outcome(amends, made.catalogue)
    given = json.loads(render(made, "json"))["moments"][1]
    assert (given["weighed"], given["mends"]) == (amends.weighed, amends.mends)


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_shows_the_own_title_and_aim(form: Format) -> None:
    made = titled()
    shown = " ".join(MARKS.sub("", render(made, form)).replace("\\", "").split())
    assert made.moments[0].title in shown
    assert made.moments[0].aim in shown


def test_a_title_is_shown_even_if_the_moment_has_a_situation() -> None:
    script = CUE.replace("  turns", "  situation: tears\n  title: The father\n  turns", 1)
    session = played(script + LEAVE)
    made = debrief(session, Exact.of(session.setup.program))
    assert (made.moments[0].title, made.moments[0].aim) == (
        "The father",
        made.catalogue.situations["tears"].aim,
    )


@pytest.mark.parametrize("form", FORMATS)
def test_notes_for_colleagues_are_in_no_debrief(form: Format) -> None:
    scenario = load_text(second_edition.TEXT.encode(), "scenario.yaml").scenario
    noted = scenario.moments()[0].note, scenario.moments()[0].options[1].note
    session = acted(opened(scenario), "open-up", "redirect", "feeling")
    shown = render(debrief(session, Exact.of(session.setup.program)), form)
    assert "You look at Hanneke, and wait." in MARKS.sub("", shown).replace("\\", "")
    assert all(note and note not in shown for note in noted)
