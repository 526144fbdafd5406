"""After ``kill -9`` of the server at any instant, no acknowledged act is lost and none is doubled."""

import random
import socket
import sys
import time
from pathlib import Path
from urllib.parse import urlencode

import pytest

from simulator.store.sqlite import SqliteStore
from tests.examples import THOROUGH
from tests.plays import begun
from tests.web.served.serving import Server, serving
from tests.web.served.visiting import Seen, seen

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals"),
]

KILLS = 4
"""How often the server is killed in one play; the play goes on after each."""

Form = tuple[str, dict[str, str]]


@pytest.mark.parametrize("seed", range(24 if THOROUGH else 3))
def test_no_acknowledged_act_is_lost(tmp_path: Path, seed: int) -> None:
    drawn = random.Random(seed)
    store = SqliteStore(tmp_path / "learner.sqlite3")
    number = begun(store).play.number
    store.close()
    page, sent, acknowledged = seen("<p></p>"), None, False
    for _ in range(KILLS):
        with serving(tmp_path) as server:
            now = shown(server, number)
            assert now.transcript[: len(page.transcript)] == page.transcript
            if sent is not None:
                now = sent_again(server, number, page, now, sent, acknowledged)
            page = a_few_acts(server, number, now, drawn)
            if page.ended:
                return
            # An answer to a question to oneself is no act, and need not change the transcript.
            acts = [form for form in page.forms() if not form[0].endswith("/answer")]
            sent = drawn.choice(acts) if acts else None
            acknowledged = sent is not None and killed_during(server, sent, drawn.uniform(0, 0.04))


def shown(server: Server, number: int) -> Seen:
    answer = server.visitor.get(f"/plays/{number}?lines=1")
    assert answer.status == 200, answer
    return seen(answer.text)


def a_few_acts(server: Server, number: int, page: Seen, drawn: random.Random) -> Seen:
    """Do some of what the pages offer; each is acknowledged, so all of it must last."""
    for _ in range(drawn.randrange(1, 8)):
        if page.ended:
            break
        path, form = drawn.choice(page.forms())
        assert server.visitor.post(path, form).status == 303
        page = shown(server, number)
    return page


def sent_again(
    server: Server, number: int, page: Seen, now: Seen, sent: Form, acknowledged: bool
) -> Seen:
    """Send the form of before the kill once more, as a person does who has seen no answer."""
    was_done = now.revision > page.revision or now.transcript != page.transcript
    assert was_done or not acknowledged
    assert server.visitor.post(*sent).status == 303
    after = shown(server, number)
    if was_done:
        assert after.revision == now.revision
        assert after.transcript == now.transcript
    return after


def killed_during(server: Server, sent: Form, seconds: float) -> bool:
    """Kill the server a moment after a form was sent; return whether it was acknowledged."""
    path, form = sent
    body = urlencode(form)
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    )
    with socket.create_connection((server.visitor.host, server.visitor.port)) as browser:
        browser.sendall((head + body).encode())
        time.sleep(seconds)  # another instant each time
        server.process.kill()
        server.process.wait()
        try:
            return browser.recv(1_000).startswith(b"HTTP/1.1 303")
        except ConnectionResetError:
            return False
