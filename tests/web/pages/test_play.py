"""A play in the browser without scripts: what each press does, and what it never does."""

from pathlib import Path

import pytest

from simulator.engine.acts import WAIT
from simulator.messages import say
from simulator.practice.open_play import new_play, open_play
from simulator.practice.play_options import PlayOptions
from simulator.practice.reaction import questions_left, skip
from simulator.practice.saved_play import SavedPlay
from simulator.render.transcript import lines_of, reason
from simulator.scenario.model import Mode
from simulator.web.pages.heard import Heard
from tests.web.pages.rooms import Browser

pytestmark = pytest.mark.server

FLAGSHIP, TUTORIAL = "presenter-drifts", "tutorial"


def begun(
    browser: Browser, scenario: str = FLAGSHIP, mode: Mode = "guided", feedback: str = "now"
) -> SavedPlay:
    """Begin a play, and show its page."""
    workspace = browser.room.workspace
    options = PlayOptions(mode=mode, feedback="now" if feedback == "now" else "end", seed=3)
    path = workspace.shipped / scenario / "scenario.yaml"
    saved = open_play(workspace, browser.room.store, new_play(workspace, path, options))
    browser.get(f"/plays/{saved.play.number}")
    return browser.room.open(str(saved.play.number))


def to_decision(browser: Browser) -> None:
    """Let the group talk until the leader is asked."""
    browser.send(say("web.begin"))
    for _ in range(100):
        if say("decision.speak_or_wait") in browser.headings:
            return
        browser.send(say("web.go_on"))
    raise AssertionError(browser.main)


def test_a_new_play_waits_for_its_first_press(browser: Browser) -> None:
    saved = begun(browser)
    assert say("web.circle_seated") in browser.headings
    browser.get("/plays/1")
    assert saved.revision == 0


def test_a_press_plays_a_few_turns_and_never_more_than_to_a_decision(browser: Browser) -> None:
    saved = begun(browser)
    to_decision(browser)
    assert saved.session.prompt.asks
    before = saved.revision
    browser.post("/plays/1/go-on", revision=str(before), turns="3")
    assert saved.revision == before


def test_the_transcript_is_that_of_the_session(browser: Browser) -> None:
    saved = begun(browser)
    to_decision(browser)
    heard = browser.page.all("ol")[0]
    for line in lines_of(saved.session, saved.session.events):
        assert " ".join(line.text.split()) in heard.words


def test_speaking_takes_two_presses_and_says_the_line(browser: Browser) -> None:
    saved = begun(browser)
    to_decision(browser)
    before = saved.revision
    browser.follow(say("web.speak"))
    assert say("decision.which_line") in browser.headings
    assert saved.revision == before
    words = saved.session.prompt.offers[1].words
    browser.send(words)
    assert saved.revision == before + 1
    assert words in browser.main


def test_waiting_is_one_press(browser: Browser) -> None:
    saved = begun(browser)
    to_decision(browser)
    before = saved.revision
    browser.send(say("web.wait"))
    assert saved.revision == before + 1


def test_the_same_form_twice_is_done_once(browser: Browser) -> None:
    saved = begun(browser)
    to_decision(browser)
    revision = str(saved.revision)
    for _ in range(2):
        browser.post("/plays/1/act", revision=revision, line="2")
        assert browser.status == 200
    assert saved.revision == int(revision) + 1


def test_another_act_on_an_old_page_is_refused_and_says_so(browser: Browser) -> None:
    saved = begun(browser)
    to_decision(browser)
    revision = str(saved.revision)
    browser.post("/plays/1/act", revision=revision, line="2")
    browser.post("/plays/1/act", revision=revision, do="wait")
    assert browser.status == 409
    assert say("store.another_window") in browser.main
    browser.follow(say("web.as_it_stands"))
    assert browser.status == 200
    assert saved.revision == int(revision) + 1


def test_a_play_that_another_program_continued_is_shown_as_it_is_now(browser: Browser) -> None:
    begun(browser)
    other = browser.room.open("1")
    browser.room.forget()
    ours = browser.room.open("1")
    other.act(WAIT)
    browser.get("/plays/1")
    assert browser.room.open("1") is not ours
    assert browser.room.open("1").revision == 1


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 30, "1.0", "٣"])
def test_a_form_without_its_revision_is_refused(browser: Browser, revision: str) -> None:
    begun(browser)
    assert browser.post("/plays/1/act", revision=revision, do="wait").status == 400


@pytest.mark.parametrize("line", ["0", "7", "-1", "no", "1 ", "²"])
def test_a_line_that_is_not_on_offer_is_refused(browser: Browser, line: str) -> None:
    saved = begun(browser)
    to_decision(browser)
    before = saved.revision
    assert browser.post("/plays/1/act", revision=str(before), line=line).status == 400
    assert saved.revision == before


def test_a_revision_of_the_future_is_refused(browser: Browser) -> None:
    saved = begun(browser)
    to_decision(browser)
    future = str(saved.revision + 1)
    assert browser.post("/plays/1/act", revision=future, line="1").status == 409
    assert browser.post("/plays/1/act", revision=future, do="wait").status == 409
    assert browser.post("/plays/1/go-on", revision=future).status == 409


def test_own_words_are_kept_and_shown_above_the_lines(browser: Browser) -> None:
    saved = begun(browser)
    to_decision(browser)
    browser.send(say("web.keep_words"), words="I am <b>not</b> sure.")
    assert saved.own_words_now == "I am <b>not</b> sure."
    assert say("decision.your_words", words="I am <b>not</b> sure.") in browser.main
    browser.room.forget()
    assert browser.room.open("1").own_words_now == "I am <b>not</b> sure."


def test_reasons_come_after_the_answer_of_the_group(browser: Browser) -> None:
    saved = begun(browser)
    to_decision(browser)
    browser.follow(say("web.speak"))
    browser.send(saved.session.prompt.offers[0].words)
    assert say("web.why") not in browser.main
    browser.send(say("web.go_on"))
    assert say("web.why") in browser.main


def test_every_reason_is_in_the_transcript_once_when_the_meeting_is_over(browser: Browser) -> None:
    saved = begun(browser, TUTORIAL)
    to_the_end(browser, saved)
    so_far = Heard(saved, "step")
    so_far.hear()
    said = [why for row in so_far.rows() for why in row.why]
    events = saved.session.events
    assert said == list(filter(None, (reason(saved.session, event) for event in events)))
    assert browser.main.count(say("web.why")) == len(said)


def test_with_feedback_at_the_end_there_is_no_reason_in_a_play(browser: Browser) -> None:
    saved = begun(browser, TUTORIAL, feedback="end")
    for _ in range(400):
        if saved.session.ended:
            break
        press(browser)
        assert say("web.why") not in browser.main


def to_the_end(browser: Browser, saved: SavedPlay) -> None:
    """Press what leads on until everything is said and asked."""
    for _ in range(400):
        if saved.session.ended and not saved.questions_left():
            return
        press(browser)
    raise AssertionError(browser.main)


def press(browser: Browser) -> None:
    """Press what leads on: lines are said, questions answered."""
    buttons = [one.words for one in browser.page.all("main")[0].all("button")]
    ways = ("web.next_turn", "web.begin", "web.go_on", "web.wait", "web.keep_answer")
    named = next((say(way) for way in ways if say(way) in buttons), None)
    if named is not None and named != say("web.keep_answer"):
        browser.send(named)
    elif named is not None:
        browser.send(named, words="Tired.")
    else:
        browser.send(buttons[0])


@pytest.mark.parametrize("mode", ["guided", "live"])
def test_a_play_leads_to_the_questions_and_the_debrief(browser: Browser, mode: Mode) -> None:
    saved = begun(browser, FLAGSHIP, mode)
    to_the_end(browser, saved)
    browser.follow(say("web.questions_then_debrief"))
    moment = next(one["value"] for one in browser.page.all("input") if one["name"] == "keep")
    browser.send(say("web.show_debrief"), stays="The chair.", keep=moment, guess="40 %")
    assert browser.path == "/plays/1/debrief"
    assert say("reaction.section") in browser.headings
    assert say("web.what_next") in browser.headings
    assert "The chair." in browser.main


def test_no_file_of_a_debrief_comes_before_a_question_to_oneself(browser: Browser) -> None:
    saved = begun(browser, "the-other-forty-five", "live")
    while not saved.session.ended:
        press(browser)
    assert saved.questions_left()
    # Who posts the form of the page that is not shown yet still has no figure.
    for question in questions_left(saved):
        skip(saved, question)
    assert browser.get("/plays/1/debrief/json").status == 404
    browser.get("/plays/1")
    to_the_end(browser, saved)
    assert browser.get("/plays/1/debrief/json").status == 200


def finished(browser: Browser, scenario: str = TUTORIAL) -> SavedPlay:
    saved = begun(browser, scenario)
    to_the_end(browser, saved)
    return saved


def test_a_share_that_is_none_is_asked_for_again_and_nothing_is_lost(browser: Browser) -> None:
    finished(browser)
    browser.get("/plays/1/debrief")
    browser.send(say("web.show_debrief"), stays="The chair.", guess="many")
    assert browser.status == 400
    assert say("reaction.no_share") in browser.main
    browser.send(say("web.show_debrief"), guess="")
    assert "The chair." in browser.main


def test_questions_left_empty_are_skipped_and_not_asked_again(browser: Browser) -> None:
    finished(browser)
    browser.get("/plays/1/debrief")
    browser.send(say("web.show_debrief"))
    browser.room.forget()
    assert say("web.what_next") in browser.get("/plays/1/debrief").headings


@pytest.mark.parametrize(
    ("ending", "begins"), [("html", "<!doctype html>"), ("txt", ""), ("md", "#"), ("json", "{")]
)
def test_a_debrief_is_saved_as_a_file(browser: Browser, ending: str, begins: str) -> None:
    finished(browser)
    assert browser.get(f"/plays/1/debrief/{ending}").status == 404
    browser.get("/plays/1/debrief").send(say("web.show_debrief"))
    browser.get(f"/plays/1/debrief/{ending}")
    assert browser.status == 200
    assert browser.response.headers["content-disposition"].endswith(f'"debrief-1.{ending}"')
    assert browser.text.startswith(begins)


def test_another_attempt_begins_at_a_moment_and_is_a_session_of_its_own(browser: Browser) -> None:
    finished(browser)
    browser.get("/plays/1").follow(say("web.try_again"))
    moment = browser.page.all("input")[1]["value"]
    browser.post("/plays/1/again", moment=moment)
    assert browser.path == "/plays/2"
    assert browser.room.open("2").play.branch_of == browser.room.open("1").play.id


def test_live_play_lists_no_moments_before_its_end(browser: Browser) -> None:
    begun(browser, FLAGSHIP, "live")
    browser.send(say("web.begin"))
    assert say("plays.branch_when_over") in browser.get("/plays/1/again").main
    assert browser.post("/plays/1/again", moment="sun-visor").status == 400


def test_in_live_play_the_lines_come_after_beginning_to_speak(browser: Browser) -> None:
    saved = begun(browser, FLAGSHIP, "live")
    browser.send(say("web.begin"))
    assert not browser.page.all("ol")[-1].all("button")
    browser.send(say("web.begin_to_speak"))
    assert browser.page.all("ol")[-1].all("button")
    before = saved.revision
    browser.send(say("decision.let_go"))
    assert saved.revision == before + 1
    assert not browser.page.all("ol")[-1].all("button")


def test_the_key_is_nowhere_in_a_page_before_the_act(browser: Browser) -> None:
    saved = begun(browser, feedback="end")
    for _ in range(400):
        if saved.session.ended:
            break
        if saved.session.prompt.asks:
            browser.get("/plays/1", lines="1")
            moment = saved.session.pause.moment
            assert moment is not None
            for option in moment.options:
                assert f'value="{option.id}"' not in browser.text
                assert saved.session.setup.fill(option.why) not in browser.main
        press(browser)


@pytest.mark.parametrize("number", ["0", "2", "x", "1.0", "-1", "9" * 30, "%2e"])
def test_a_play_that_is_not_here_is_a_page_that_says_so(browser: Browser, number: str) -> None:
    begun(browser)
    assert browser.get(f"/plays/{number}").status == 404


def test_a_play_goes_on_after_a_restart(browser: Browser, tmp_path: Path) -> None:
    saved = begun(browser)
    to_decision(browser)
    before = browser.main
    browser.room.forget()
    assert browser.get("/plays/1").main == before
    assert browser.room.open("1") is not saved


def test_a_wrong_method_says_which_is_right(browser: Browser) -> None:
    begun(browser)
    browser.get("/plays/1/act")
    assert browser.status == 405
    assert browser.response.headers["allow"] == "POST"


def test_a_hostile_scenario_changes_no_page_of_a_play(hostile: Browser) -> None:
    saved = begun(hostile, "hostile")
    to_the_end(hostile, saved)
    hostile.get("/plays/1/debrief").send(say("web.show_debrief"))
    assert say("web.what_next") in hostile.headings
    hostile.get("/plays/1/again")
    assert hostile.status == 200
