"""A plenary as browsers see it: voting, what is held back, and who may do what."""

import html
import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from simulator.course.sign_in import MOST_WRONG_CODES
from simulator.engine.program import compile_scenario
from simulator.engine.setup import Setup
from simulator.messages import say
from tests.plays import flagship
from tests.web.plenary.playing import Host, Phone, Served, browsers

pytestmark = pytest.mark.server


@pytest.fixture
def served() -> Iterator[Served]:
    found = Served()
    yield found
    found.database.close()


@pytest.fixture
def clients(served: Served) -> Iterator[list[TestClient]]:
    with browsers(served, 5) as found:
        yield found
    assert served.logged == []


@pytest.fixture
def host(clients: list[TestClient], served: Served) -> Host:
    found = Host(clients[0], served)
    found.come_in()
    return found


@pytest.fixture
def phones(clients: list[TestClient], served: Served) -> list[Phone]:
    found = [Phone(client, served) for client in clients[1:4]]
    for phone in found:
        phone.join()
    return found


def test_a_room_votes_and_sees_the_result_when_the_host_shows_it(
    host: Host, phones: list[Phone]
) -> None:
    host.to_a_vote()
    for phone, choice in zip(phones, ("speak", "speak", "wait"), strict=True):
        assert phone.post("vote", choice=choice).status_code == 303
    page = phones[2].get(phones[2].path)
    assert "3 of 3 have voted." in page
    assert "2 votes" not in page
    assert host.act("answers").status_code == 303
    page = phones[2].get(phones[2].path)
    assert "2 votes, 67 %" in page
    assert "1 vote, 33 %" in page


def test_the_vote_of_a_phone_is_marked_on_its_page_alone(host: Host, phones: list[Phone]) -> None:
    host.to_a_vote()
    phones[0].post("vote", choice="wait")
    assert 'value="wait" class="choose" aria-pressed="true"' in phones[0].get(phones[0].path)
    assert 'aria-pressed="true"' not in phones[1].get(phones[1].path)


def test_the_link_of_the_host_can_be_used_once(clients: list[TestClient], host: Host) -> None:
    other = Host(clients[4], host.served)
    once = host.once
    assert other.client.get("/open", params={"once": once}).status_code == 403
    assert other.client.post("/open", data={"once": once}).status_code == 403
    assert other.client.get(other.path).status_code == 403
    assert host.client.get(host.path).status_code == 200


def credits_in(seen: bytes) -> list[str]:
    """Return what is in a text of the key: the words with which pages show it, and the reasons."""
    text = html.unescape(seen.decode())
    scenario = flagship().scenario
    fill = Setup(compile_scenario(scenario), "guided", 7).fill
    reasons = [fill(option.why) for moment in scenario.moments() for option in moment.options]
    reasons += [fill(moment.passing.why) for moment in scenario.moments()]
    words = [say("plenary_web.key"), "Credit", say("plenary_web.best"), '"credit"', *reasons]
    return [word for word in words if word and word in text]


def test_nothing_of_the_key_reaches_a_phone_or_the_wall_before_the_host_shows_it(
    host: Host, phones: list[Phone], served: Served, clients: list[TestClient]
) -> None:
    wall = Phone(clients[4], served)

    def look() -> None:
        for phone in phones:
            phone.get(phone.path)
            phone.stream(f"{phone.path}/events")
        wall.get(f"/wall/{served.code}")
        wall.stream(f"/wall/{served.code}/events")
        wall.get(f"/r/{served.code}")
        wall.get(f"/r/{served.code}/debrief")

    for _ in range(3):
        host.to_a_vote()
        look()
        phones[0].post("vote", choice="speak")
        phones[1].post("words", text="What now?")
        host.act("answers")
        look()
        host.act("words_asked")
        look()
        offers = served.view.shown.round
        assert offers is not None
        phones[2].post("vote", choice=offers.offers[0].id)
        host.act("words")
        look()
        host.act("taken", "wait")
        look()
    everything = b"".join(phone.sent for phone in (*phones, wall))
    assert len(everything) > 100_000
    assert credits_in(everything) == []


def test_the_spread_of_an_open_vote_is_seen_by_nobody(
    host: Host, phones: list[Phone], served: Served
) -> None:
    host.to_a_vote()
    before = phones[2].stream(f"{phones[2].path}/events")
    phones[0].post("vote", choice="speak")
    one = phones[2].stream(f"{phones[2].path}/events")
    phones[0].post("vote", choice="wait")
    other = phones[2].stream(f"{phones[2].path}/events")
    assert one == other
    assert before["parts"]["tally"] != one["parts"]["tally"]
    assert served.view.shown.tally.voted == 1


def test_the_key_is_shown_to_all_when_the_host_wants_it(host: Host, phones: list[Phone]) -> None:
    host.to_a_vote()
    host.act("answers")
    host.act("taken", "wait")
    assert host.act("key", 1).status_code == 303
    page = phones[0].get(phones[0].path)
    if "Credit" not in page:  # the next round has begun already
        page = phones[0].get(f"/wall/{phones[0].served.code}")
    assert credits_in(page.encode())


def test_a_form_that_is_sent_twice_counts_once(host: Host, phones: list[Phone]) -> None:
    host.to_a_vote()
    for _ in range(3):
        assert phones[0].post("vote", choice="speak").status_code == 303
    number = host.served.view.shown.number
    for _ in range(2):
        assert host.act("answers", number=number).status_code == 303
    assert host.act("turn", number=number).status_code == 409
    found = host.served.view.shown.round
    assert found is not None
    assert found.answers is not None
    assert [count.votes for count in found.answers] == [1, 0]


def test_a_vote_that_comes_late_is_told_so(host: Host, phones: list[Phone]) -> None:
    host.to_a_vote()
    host.act("answers")
    answer = phones[0].post("vote", choice="speak")
    assert answer.status_code == 409
    assert say("plenary.vote_closed") in html.unescape(answer.text)


def test_a_script_reads_the_answer_as_data(host: Host, phones: list[Phone]) -> None:
    host.to_a_vote()
    phones[0].client.headers["x-plenary"] = "1"
    voted = {"act": "wait", "words": "", "sent": "", "round": "1"}
    assert phones[0].post("vote", choice="wait").json() == voted
    assert phones[0].post("words", text=" a  b ").json()["sent"] == "a b"
    host.act("answers")
    assert phones[0].post("vote", choice="wait").json() == {"problem": say("plenary.vote_closed")}


def test_own_words_are_shown_if_the_host_picks_them_and_markup_is_words(
    host: Host, phones: list[Phone]
) -> None:
    host.to_a_vote()
    phones[0].post("words", text="<b onclick=x>What</b> helps?")
    assert "helps?" not in phones[1].get(phones[1].path)
    page = host.client.get(host.path).text
    assert "&lt;b onclick=x&gt;What&lt;/b&gt; helps?" in page
    (sent,) = host.served.view.sent
    host.act("own_words", sent.id)
    assert "&lt;b onclick=x&gt;What&lt;/b&gt; helps?" in phones[1].get(phones[1].path)
    host.act("own_words_hidden", sent.id)
    assert "helps?" not in phones[1].get(phones[1].path)


def test_a_form_of_another_page_does_nothing(host: Host, phones: list[Phone]) -> None:
    host.to_a_vote()
    for token in ("", "x", phones[1].token):
        assert phones[0].post("vote", choice="speak", token=token).status_code == 403
    headers = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    answer = host.client.post(f"{host.path}/act", data={"act": "answers"}, headers=headers)
    assert answer.status_code == 403
    assert host.client.post(f"{host.path}/act", data={"act": "answers"}).status_code == 403
    assert host.served.view.shown.stage == "answers"
    assert host.served.view.shown.tally.voted == 0


@pytest.mark.parametrize("kind", ["", "/events", "/debrief"])
def test_only_the_host_sees_the_hosts_pages(
    clients: list[TestClient], host: Host, phones: list[Phone], kind: str
) -> None:
    for client in (clients[4], phones[0].client):
        assert client.get(host.path + kind).status_code in (403, 404)
        assert client.post(f"{host.path}/act", data={"act": "turn", "number": 0}).status_code == 403


def test_a_phone_that_has_not_joined_has_no_stream_and_no_vote(
    clients: list[TestClient], host: Host, served: Served
) -> None:
    host.to_a_vote()
    stranger = Phone(clients[4], served)
    assert stranger.client.get(f"{stranger.path}/events").status_code == 404
    assert stranger.post("vote", choice="speak").status_code == 422
    assert "Join" in stranger.get(stranger.path)


def test_a_phone_comes_back_as_the_same_voter(host: Host, phones: list[Phone]) -> None:
    host.to_a_vote()
    phones[0].post("vote", choice="speak")
    phones[0].join()
    phones[0].post("vote", choice="wait")
    tally = host.served.view.shown.tally
    assert (tally.joined, tally.voted) == (3, 1)


def test_codes_cannot_be_tried_one_after_another(
    clients: list[TestClient], host: Host, phones: list[Phone]
) -> None:
    found = [
        clients[4].post("/", data={"code": "AAAAAA"}).status_code
        for _ in range(MOST_WRONG_CODES + 5)
    ]
    assert found[:MOST_WRONG_CODES] == [404] * MOST_WRONG_CODES
    assert found[-1] == 429
    # Not even the right one, nor with a cookie that was made up.
    assert clients[4].post("/", data={"code": host.served.code}).status_code == 429
    made_up = {"cookie": f"voter-{host.served.code}=x"}
    assert clients[4].get(phones[0].path, headers=made_up).status_code == 429
    # Those who have joined go on.
    assert phones[0].client.get(phones[0].path).status_code == 200


def test_a_phone_that_votes_without_end_is_slowed_down(host: Host, phones: list[Phone]) -> None:
    host.to_a_vote()
    found = [phones[0].post("vote", choice="speak").status_code for _ in range(30)]
    assert found[0] == 303
    assert found[-1] == 429
    assert phones[1].post("vote", choice="speak").status_code == 303


def test_the_wall_always_says_how_to_join(host: Host, clients: list[TestClient]) -> None:
    code = host.served.code
    for _ in range(2):
        page = clients[4].get(f"/wall/{code}").text
        assert "10.0.0.5:8000" in page
        assert f"{code[:3]} {code[3:]}" in page
        assert "<svg" in page
        host.to_a_vote()


def test_a_code_may_be_typed_in_any_spelling(clients: list[TestClient], served: Served) -> None:
    typed = f" {served.code[:3].lower()}-{served.code[3:]} "
    answer = clients[4].post("/", data={"code": typed})
    assert answer.headers["location"] == f"/r/{served.code}"
    assert clients[4].get(f"/r/{served.code.lower()}").headers["location"] == f"/r/{served.code}"


def test_a_whole_meeting_ends_with_the_debrief_of_the_room(
    host: Host, phones: list[Phone], served: Served
) -> None:
    host.to_a_vote()
    while served.view.shown.question:
        for phone, choice in zip(phones, ("speak", "speak", "wait"), strict=True):
            served.rooms.vote(served.code, phone.voter, phone.round, choice)
        host.act("answers")
        host.act("taken", "wait")
        host.to_a_vote()
    debrief = f"/r/{served.code}/debrief"
    assert phones[0].client.get(debrief).status_code == 422
    assert "Round 1" in host.client.get(f"{host.path}/debrief").text
    host.act("debrief")
    page = phones[0].get(debrief)
    assert "67 %" in page
    assert credits_in(page.encode())
    assert "Where the room was divided" in page
    host.act("closed")
    assert say("plenary.closed") in phones[0].get(phones[0].path)


def test_no_page_has_a_style_a_script_or_a_handler_in_it(
    host: Host, phones: list[Phone], clients: list[TestClient], served: Served
) -> None:
    host.to_a_vote()
    pages = [host.client.get(host.path), phones[0].client.get(phones[0].path)]
    pages += [clients[4].get(path) for path in ("/", f"/wall/{served.code}", f"/r/{served.code}")]
    pages.append(host.client.get(f"{host.path}/debrief"))
    for page in pages:
        assert page.status_code == 200
        assert "default-src 'none'" in page.headers["content-security-policy"]
        assert page.headers["cache-control"] == "no-store"
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*src=)", page.text)
