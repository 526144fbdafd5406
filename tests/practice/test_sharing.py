"""What a learner shares with a course: its figures and own words as data, and the file."""

import json
import re
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.practice.plays import branch
from simulator.practice.saved_play import SavedPlay
from simulator.practice.shared_file import BadShared, SharedFile, read_shared, shared_json
from simulator.practice.sharing import (
    WORDING,
    all_figures,
    all_own_words,
    drilled,
    learner_in,
)
from simulator.store.drill_review import DrillReview
from simulator.store.play_store import PlayStore
from tests.plays import NOWHERE, begun, flagship, play_to_the_end

COURSE = "K7PM4Q"
TYPED = "Mrs Typed said so"


def shared_file(store: PlayStore, words: bool = True) -> SharedFile:
    figures = all_figures(NOWHERE, store, COURSE)
    own = tuple(all_own_words(store, COURSE, figures)) if words else None
    learner = learner_in(COURSE, store.learner)
    return SharedFile("share", COURSE, learner, WORDING, "2026-11-28", tuple(figures), own)


def finished(store: PlayStore, speak: bool = True) -> SavedPlay:
    saved = begun(store)
    play_to_the_end(saved, speak)
    return saved


def test_figures_say_what_was_done_in_each_moment(store: PlayStore) -> None:
    finished(store, speak=False)
    (figures,) = all_figures(NOWHERE, store, COURSE)
    assert (figures.scenario, figures.attempt, figures.mode, figures.seed) == (
        "presenter-drifts",
        "first",
        "guided",
        1,
    )
    for moment in figures.moments:
        authored = flagship().scenario.moment(moment.id)
        assert not moment.spoke
        assert moment.option == ""
        assert moment.credit == float(authored.passing.credit) <= moment.best
        assert (moment.outcome == "correct_rejection") == authored.leave


def test_the_first_session_with_a_scenario_is_told_from_later_ones_and_attempts(
    store: PlayStore,
) -> None:
    first = finished(store)
    finished(store)
    again = branch(store, first, all_figures(NOWHERE, store, COURSE)[0].moments[1].id)
    play_to_the_end(again)
    attempts = [figures.attempt for figures in all_figures(NOWHERE, store, COURSE)]
    assert sorted(attempts) == ["again", "branch", "first"]
    assert attempts[0] == "first"


def test_an_unfinished_session_is_not_shared(store: PlayStore) -> None:
    begun(store)
    assert all_figures(NOWHERE, store, COURSE) == []


def test_nothing_that_was_typed_and_no_id_or_time_of_the_store_is_in_figures(
    store: PlayStore,
) -> None:
    saved = finished(store)
    moment = all_figures(NOWHERE, store, COURSE)[0].moments[0].id
    store.keep_own_words(saved.play.id, moment, 1, TYPED)
    store.keep_own_words(saved.play.id, "before-debrief/stays", 0, "stays with me")
    text = shared_json(shared_file(store, words=False))
    for secret in (TYPED, "stays with me", store.learner, saved.play.id):
        assert secret not in text
    assert not re.search(r"\d\d:\d\d", text)
    with_words = shared_json(shared_file(store))
    assert TYPED in with_words
    # An answer to a question to oneself is not for a trainer.
    assert "stays with me" not in with_words


def test_the_ids_are_stable_in_a_course_and_others_in_another(store: PlayStore) -> None:
    finished(store)
    assert shared_file(store) == shared_file(store)
    assert learner_in(COURSE, store.learner) != learner_in("ABCDEF", store.learner)
    here, there = (all_figures(NOWHERE, store, code)[0].play for code in (COURSE, "ABCDEF"))
    assert here != there


def test_a_drill_splits_sessions_into_before_and_after(store: PlayStore) -> None:
    play = replace(finished(store).play, started="2026-11-02T10:00:00+00:00")
    drill = DrillReview(
        "", "2026-11-01T10:00:00+00:00", "newcomer", "a", "d", "m", 1, "wait", "", 3
    )
    later = replace(drill, at="2026-11-03T10:00:00+00:00")
    assert drilled("newcomer", play, [drill, later]) == "after"
    assert drilled("newcomer", play, [later]) == "before"
    assert drilled("advice", play, [drill]) == ""


def test_a_file_is_read_as_it_was_written(store: PlayStore) -> None:
    finished(store)
    made = shared_file(store)
    assert read_shared(shared_json(made).encode()) == made
    withdrawal = SharedFile("withdraw", COURSE, made.learner, WORDING, "2026-11-28")
    assert read_shared(shared_json(withdrawal).encode()) == withdrawal


BASE = {
    "format": "balint-sim-share",
    "version": 1,
    "what": "share",
    "course": COURSE,
    "learner": "0" * 32,
    "wording": WORDING,
    "written": "2026-11-28",
    "figures": [
        {
            "play": "1" * 32,
            "scenario": "s",
            "title": "S",
            "version": 1,
            "digest": "d",
            "played": "2026-11-27",
            "mode": "guided",
            "seed": 1,
            "attempt": "first",
            "moments": [
                {
                    "id": "m",
                    "kind": "cue",
                    "situation": "",
                    "spoke": True,
                    "option": "o",
                    "credit": 1,
                    "best": 1,
                    "outcome": "hit",
                    "twin": "",
                    "drill": "",
                }
            ],
        }
    ],
}


def changed(path: str, value: object) -> bytes:
    made = json.loads(json.dumps(BASE))
    at = made
    *way, last = path.split("/")
    for step in way:
        at = at[int(step) if step.isdigit() else step]
    at[last] = value
    return json.dumps(made).encode()


FIGURES = "figures/0"
MOMENT = "figures/0/moments/0"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"[" * 100_000,
        b"9" * 10_000,
        b"null",
        b'{"format": "another"}',
        b" " * 10_000_001,
        changed("version", 2),
        changed("version", True),
        changed("course", "K7PM40"),
        changed("course", "k7pm4q"),
        changed("learner", "../../etc"),
        changed("learner", "0" * 32 + "\n"),
        changed("written", "2026-02-30"),
        changed("written", "2026-11-28T10:00"),
        changed("name", "Anna"),
        changed("figures", [BASE["figures"]] * 3),
        changed(f"{FIGURES}/title", "x" * 201),
        changed(f"{FIGURES}/seed", 2**63),
        changed(f"{FIGURES}/moments", [{}] * 201),
        changed(f"{FIGURES}/say", "typed"),
        changed(f"{MOMENT}/credit", float("nan")),
        changed(f"{MOMENT}/credit", -1),
        changed(f"{MOMENT}/credit", "1"),
        changed(f"{MOMENT}/spoke", False),
        changed(f"{MOMENT}/outcome", "miss"),
        changed(f"{MOMENT}/kind", "leave"),
        changed(f"{MOMENT}/id", ""),
        changed("what", "withdraw"),
        changed("own_words", [{"play": "2" * 32, "scenario": "s", "words": []}]),
    ],
    ids=lambda data: str(len(data)),
)
def test_a_hostile_file_is_refused_with_a_line_for_each_problem(data: bytes) -> None:
    with pytest.raises(BadShared) as refused:
        read_shared(data)
    assert 1 <= len(refused.value.problems) <= 6
    assert all("\n" not in line for line in refused.value.problems)


def test_control_characters_of_a_file_are_cleaned() -> None:
    read = read_shared(changed(f"{FIGURES}/title", "A\x1b[31m\u202eB\nC"))
    assert read.figures[0].title == "A\N{REPLACEMENT CHARACTER}[31m\N{REPLACEMENT CHARACTER}B C"


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode()))
def test_no_bytes_do_more_than_be_refused(data: bytes) -> None:
    with pytest.raises(BadShared):
        read_shared(data)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@given(st.sampled_from([*BASE, *(f"{FIGURES}/{key}" for key in ("play", "moments", "seed"))]), JSON)
def test_any_value_in_any_place_is_read_or_refused(path: str, value: object) -> None:
    with suppress(BadShared):
        read_shared(changed(path, value))


def test_the_wording_has_a_new_version_if_a_sentence_changes() -> None:
    from hashlib import sha256

    from simulator.messages.en.sharing import MESSAGES

    agreed = [str(MESSAGES[key]) for key in list(MESSAGES)[: list(MESSAGES).index("question")]]
    digest = sha256("\n".join(agreed).encode()).hexdigest()[:12]
    assert (WORDING, digest) == ("2026-11", DIGEST), "change WORDING, and these two"


DIGEST = "5a63483c718b"
