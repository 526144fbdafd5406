"""One play in two tabs, or in a tab and a terminal: one goes on, the other says so."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from simulator.engine.acts import WAIT
from simulator.store.play_store import AnotherWindow
from simulator.store.sqlite import SqliteStore
from tests.plays import begun, go_on
from tests.web.served.visiting import Seen, seen

pytestmark = pytest.mark.server

Form = tuple[str, dict[str, str]]


def shown(client: TestClient, number: int) -> Seen:
    answer = client.get(f"/plays/{number}?lines=1")
    assert answer.status_code == 200
    return seen(answer.text)


def press(client: TestClient, form: Form) -> int:
    """Send a form, and return the status of the answer."""
    path, sent = form
    return client.post(path, data=sent).status_code


def to_a_decision(client: TestClient, number: int) -> Seen:
    """Let the group go on until it asks the leader; the lines come first, then to wait."""
    page = shown(client, number)
    while not page.acts():
        path, sent = page.forms()[0]
        assert client.post(path, data=sent).status_code == 303
        page = shown(client, number)
    return page


@pytest.fixture
def number(store: SqliteStore) -> int:
    return begun(store).play.number


def test_a_form_that_is_sent_twice_is_done_once(
    client: TestClient, store: SqliteStore, number: int
) -> None:
    for choice in (0, -1):
        path, sent = to_a_decision(client, number).acts()[choice]
        first = client.post(path, data=sent)
        after = store.records(store.plays()[0].id)
        again = client.post(path, data=sent)
        assert first.status_code == again.status_code == 303
        assert first.headers["location"] == again.headers["location"]
        assert store.records(store.plays()[0].id) == after


def test_the_group_is_not_moved_on_twice_by_one_press(
    client: TestClient, store: SqliteStore, number: int
) -> None:
    path, sent = shown(client, number).forms()[0]
    assert path.endswith("/go-on")
    client.post(path, data=sent)
    after = store.records(store.plays()[0].id)
    assert client.post(path, data=sent).status_code == 303
    assert store.records(store.plays()[0].id) == after


def test_of_two_tabs_one_goes_on_and_the_other_says_so(
    client: TestClient, store: SqliteStore, number: int
) -> None:
    one = other = to_a_decision(client, number)
    (path, first), (_, second) = one.acts()[0], other.acts()[1]
    assert client.post(path, data=first).status_code == 303
    before = store.records(store.plays()[0].id)
    late = client.post(path, data=second)
    assert late.status_code == 409
    assert f'href="/plays/{number}"' in late.text
    assert store.records(store.plays()[0].id) == before
    # The other tab goes on from where the play is now.
    page = to_a_decision(client, number)
    assert page.transcript[: len(one.transcript)] == one.transcript
    assert press(client, page.acts()[0]) == 303


def test_a_terminal_and_a_browser_play_one_play_in_turn(
    client: TestClient, store: SqliteStore, number: int
) -> None:
    terminal = SqliteStore(store.file)
    page = to_a_decision(client, number)
    (play,) = terminal.plays()
    there = go_on(terminal, play)
    assert there.revision == page.revision
    there.act(WAIT, there.revision)
    path, sent = page.acts()[1]
    assert client.post(path, data=sent).status_code == 409
    now = shown(client, number)
    assert now.revision == there.revision
    assert len(now.transcript) > len(page.transcript)
    # And the other way round.
    again = to_a_decision(client, number)
    assert press(client, again.acts()[0]) == 303
    # Turns of the group are the same in both; what the leader did then is not.
    while not there.session.pause.asks:
        there.act(WAIT, there.revision)
    with pytest.raises(AnotherWindow):
        there.act(WAIT, there.revision)
    assert go_on(terminal, play).revision == shown(client, number).revision
    terminal.close()


def test_a_store_that_another_program_holds_is_a_page_that_says_so(
    client: TestClient, store: SqliteStore, number: int, tmp_path: Path
) -> None:
    page = to_a_decision(client, number)
    path, sent = page.acts()[0]
    other = SqliteStore(store.file)
    with other._database.transaction("EXCLUSIVE"):
        answer = client.post(path, data=sent)
    other.close()
    assert answer.status_code == 503
    assert client.post(path, data=sent).status_code == 303
    assert shown(client, number).revision > page.revision
