"""A practice log has what was practised, for how long, and only what the learner chose to show."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from simulator.engine.acts import WAIT
from simulator.engine.reflections import questions
from simulator.practice.play_options import PlayOptions
from simulator.practice.plays import branch
from simulator.practice.practice_log import (
    LONGEST_GAP,
    STAYS,
    all_written,
    minutes_of,
    of_sessions,
    practice_log,
)
from simulator.practice.saved_play import SavedPlay
from simulator.store.memory import MemoryStore
from simulator.store.play_store import PlayStore
from tests.examples import examples
from tests.plays import (
    NOWHERE,
    begin,
    begun,
    decide,
    flagship,
    flagship_scenario,
    go_on,
    play_to_the_end,
    written,
)
from tests.scripts import HEAD, LEAVE

START = datetime(2026, 11, 1, 12, tzinfo=UTC)
ASKING = f"{HEAD}script:\n- ben: one\n- reflect: What do you notice?\n{LEAVE}"


class Clock:
    """A clock that goes on by a step at each look."""

    def __init__(self, step: timedelta) -> None:
        self.step = step
        self.time = START

    def __call__(self) -> str:
        self.time += self.step
        return self.time.isoformat(timespec="seconds")


def led(store: PlayStore, acts: int) -> SavedPlay:
    saved = begun(store)
    for _ in range(acts):
        saved.act(WAIT)
    return saved


@given(st.lists(st.integers(0, 900), min_size=1))
@examples(100)
def test_only_gaps_up_to_five_minutes_are_practice(gaps: list[int]) -> None:
    times = [START]
    for gap in gaps:
        times.append(times[-1] + timedelta(seconds=gap))
    spent = sum(gap for gap in gaps if gap <= LONGEST_GAP.seconds)
    assert minutes_of(times) == round(spent / 60)
    # A clock that was set back changes the order in which times were saved, and nothing else.
    assert minutes_of(times[::-1]) == minutes_of(times)


def test_minutes_come_from_the_times_of_the_acts() -> None:
    store = MemoryStore(Clock(timedelta(minutes=2)))
    led(store, 6)
    (entry,) = practice_log(NOWHERE, store).entries
    assert (entry.minutes, entry.kind, entry.mode) == (12, "unfinished", "guided")
    assert entry.objectives == flagship_scenario().objectives
    slow = MemoryStore(Clock(timedelta(minutes=6)))
    led(slow, 6)
    assert practice_log(NOWHERE, slow).minutes == 0


def test_a_session_in_which_nothing_was_done_is_left_out(store: PlayStore) -> None:
    begun(store)
    assert practice_log(NOWHERE, store).entries == ()


def test_the_acts_that_another_attempt_begins_with_count_once() -> None:
    store = MemoryStore(Clock(timedelta(minutes=1)))
    saved = begun(store)
    play_to_the_end(saved)
    met = [record.moment for record in saved.session.records if record.moment]
    attempt = branch(store, saved, met[-1])
    attempt.act(WAIT)
    first, again = practice_log(NOWHERE, store).entries
    assert (first.kind, again.kind) == ("finished", "attempt")
    assert first.minutes == len(saved.session.records)
    # One minute from the start of the attempt to its one act.
    assert again.minutes == 1


def test_what_was_done_before_an_edit_counts_with_the_session_that_continues_it(
    tmp_path: Path,
) -> None:
    store = MemoryStore(Clock(timedelta(minutes=1)))
    text = flagship().text.decode()
    saved = begun(store, written(tmp_path, text))
    for _ in range(4):
        saved.act(WAIT)
    written(tmp_path, text.replace("Who has a case?", "Who has a case for us?"))
    edited = go_on(store, store.plays()[0])
    decide(edited)
    assert len(store.plays()) == 1
    (entry,) = practice_log(NOWHERE, store).entries
    assert entry.minutes >= 4


def wrote(store: PlayStore, tmp_path: Path) -> SavedPlay:
    saved = begin(store, written(tmp_path / "asking", ASKING), PlayOptions(seed=1))
    while not saved.session.ended:
        saved.act(WAIT)
    return saved


def test_reflections_are_in_the_log_only_if_they_are_chosen(
    store: PlayStore, tmp_path: Path
) -> None:
    saved = wrote(store, tmp_path)
    (question,) = questions(saved.session.events)
    store.keep_own_words(saved.play.id, question.key, 0, "I hurry.")
    store.keep_own_words(saved.play.id, STAYS, 0, "Her face.")
    # These are no reflections: own words for a moment, and answers that are no text to read.
    store.keep_own_words(saved.play.id, "drift", 1, "I would say this.")
    store.keep_own_words(saved.play.id, "before-debrief/guess", 0, "60")
    store.keep_own_words(saved.play.id, "reflect/0123", 0, "  ")
    found = {one.key: one for one in all_written(NOWHERE, store)}
    assert {key: one.answer for key, one in found.items()} == {
        question.key: "I hurry.",
        STAYS: "Her face.",
    }
    assert found[question.key].question == "What do you notice?"
    assert practice_log(NOWHERE, store).written == ()
    log = practice_log(NOWHERE, store, [found[STAYS]])
    assert [one.answer for one in log.written] == ["Her face."]


def test_reflections_are_chosen_by_the_numbers_of_their_sessions(
    store: PlayStore, tmp_path: Path
) -> None:
    for answer in ("one", "two"):
        store.keep_own_words(wrote(store, tmp_path).play.id, STAYS, 0, answer)
    found = of_sessions(all_written(NOWHERE, store), {2})
    assert [(one.number, one.answer) for one in found] == [(2, "two")]


def test_an_answer_outlives_the_scenario_it_answers(store: PlayStore, tmp_path: Path) -> None:
    saved = wrote(store, tmp_path)
    store.keep_own_words(saved.play.id, "reflect/of-an-older-question", 0, "Still mine.")
    (one,) = all_written(NOWHERE, store)
    assert (one.question, one.answer) == ("", "Still mine.")
