"""A vote through the pages, on both databases."""

from simulator.course.database import Database
from tests.course.conftest import database, postgres
from tests.web.plenary.playing import Host, Phone, Served, browsers

__all__ = ["database", "postgres"]


def test_a_room_votes_sends_words_and_sees_the_result(database: Database) -> None:
    served = Served(database)
    with browsers(served, 4) as clients:
        host, phones = Host(clients[0], served), [Phone(each, served) for each in clients[1:]]
        host.come_in()
        for phone in phones:
            phone.join()
        host.to_a_vote()
        for choice in ("wait", "speak"):  # the second replaces the first
            assert phones[0].post("vote", choice=choice).status_code == 303
        assert phones[1].post("vote", choice="speak").status_code == 303
        assert phones[2].post("vote", choice="wait").status_code == 303
        assert phones[2].post("words", text="What now?").status_code == 303
        assert host.act("answers").status_code == 303
        assert phones[0].post("vote", choice="wait").status_code == 409
        page = phones[2].get(phones[2].path)
        assert "2 votes, 67 %" in page
        assert [sent.text for sent in served.view.sent] == ["What now?"]
    assert served.logged == []
