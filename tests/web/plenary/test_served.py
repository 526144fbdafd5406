"""A plenary as browsers see it: voting, what is held back, and who may do what."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from tests.web.plenary.playing import ONCE, Host, Phone, Served, browsers


@pytest.fixture
def served() -> Served:
    return Served()


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
    assert other.client.get("/open", params={"once": ONCE}).status_code == 403
    assert other.client.post("/open", data={"once": ONCE}).status_code == 403
    assert other.client.get(other.path).status_code == 403
    assert host.client.get(host.path).status_code == 200
