"""Who may come in: hosts, sites, keys and tokens."""

import pytest

from simulator.web.served.door import Door, is_foreign

OWN = Door("token")
OTHERS = Door("token", frozenset({"laptop", "laptop.local"}), open=True, key="k" * 40, cookie="c")


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.0.0.1:8000", "127.9.9.9:1", "[::1]:8000", "localhost", "LocalHost:8000",
     "localhost.:8000"],
)  # fmt: skip
def test_the_own_machine_is_known_by_its_loopback_names(host: str) -> None:
    assert OWN.knows(host)


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "localhost.evil.example",
     "192.168.1.5", "[2001:db8::1]", "10.0.0.1", "127.0.0.1:8000@evil.example", "localhost:",
     "127.0.0.1, evil.example", "localhost\n", "", "::1", "2130706433", "127.1", "laptop"],
)  # fmt: skip
def test_no_other_name_leads_to_a_room_of_this_machine(host: str) -> None:
    assert not OWN.knows(host)


def test_an_open_room_is_known_by_any_address_and_by_its_own_names_only() -> None:
    for host in ("192.168.1.5:8000", "[2001:db8::1]:8000", "laptop:8000", "LAPTOP.local"):
        assert OTHERS.knows(host)
    for host in ("evil.example", "laptop.evil.example", "desk"):
        assert not OTHERS.knows(host)


def request(method: str = "POST", **headers: str) -> tuple[str, dict[str, str]]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return method, {"host": "127.0.0.1:8000", **named}


LINK = {"sec_fetch_mode": "navigate", "sec_fetch_dest": "document"}


@pytest.mark.parametrize(
    ("asked", "foreign"),
    [
        (request(sec_fetch_site="same-origin"), False),
        (request(sec_fetch_site="none"), False),
        (request(sec_fetch_site="cross-site", **LINK), True),
        # Another program of this machine, at another port.
        (request(sec_fetch_site="same-site", **LINK), True),
        (request(origin="http://127.0.0.1:8000"), False),
        (request(origin="http://127.0.0.1:9000"), True),
        (request(origin="https://evil.example"), True),
        (request(origin="null"), True),
        (request(origin="http://[broken"), True),
        (request(), False),
        (request("GET", sec_fetch_site="cross-site", **LINK), False),
        (request("GET", sec_fetch_site="cross-site", sec_fetch_mode="no-cors"), True),
        (request("GET", sec_fetch_site="cross-site", **{**LINK, "sec_fetch_dest": "iframe"}), True),
        (request("GET", origin="https://evil.example"), False),
        (request("DELETE", origin="https://evil.example"), True),
    ],
)  # fmt: skip
def test_another_site_can_link_to_the_room_and_do_nothing_else(
    asked: tuple[str, dict[str, str]], foreign: bool
) -> None:
    method, headers = asked
    assert is_foreign(method, headers, headers["host"]) is foreign


def test_a_room_of_this_machine_needs_no_key() -> None:
    assert OWN.has_key({})
    assert not OWN.fits("")


def test_an_open_room_needs_the_whole_key() -> None:
    assert OTHERS.has_key({"c": "k" * 40})
    for wrong in ({}, {"c": ""}, {"c": "k" * 39}, {"other": "k" * 40}, {"c": "\udc80"}):
        assert not OTHERS.has_key(wrong)
    assert OTHERS.fits("k" * 40)
    assert not OTHERS.fits("")


def test_a_form_needs_the_token() -> None:
    assert OWN.accepts({"token": "token"})
    for wrong in ({}, {"token": ""}, {"token": "tokem"}, {"token": "Å"}):
        assert not OWN.accepts(wrong)
