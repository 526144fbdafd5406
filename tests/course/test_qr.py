"""The QR code of a room's address."""

from xml.etree import ElementTree

from simulator.course import qr

ADDRESS = "http://192.168.1.7:8000/r/K7PM4Q"


def test_the_svg_has_a_title_and_nothing_that_a_strict_policy_refuses() -> None:
    found = qr.svg(ADDRESS, "Join at <192.168.1.7>")
    tree = ElementTree.fromstring(found)  # noqa: S314 - our own
    assert [each.text for each in tree.iter() if each.tag.endswith("title")] == [
        "Join at <192.168.1.7>"
    ]
    names = {name for each in tree.iter() for name in each.attrib}
    assert not names & {"style", "onload", "href", "width", "height"}
    assert not {each.tag.rpartition("}")[2] for each in tree.iter()} - {"svg", "title", "path"}


def test_the_lines_for_a_terminal_are_as_wide_as_each_other_and_fit_on_it() -> None:
    lines = qr.text(ADDRESS).splitlines()
    assert len({len(line) for line in lines}) == 1
    assert len(lines) <= 20
    # The three finder patterns are dark squares of seven modules, with light around.
    assert lines[0].startswith("█" * 9)


def test_two_addresses_have_two_codes() -> None:
    assert qr.text(ADDRESS) != qr.text(ADDRESS.replace("Q", "R"))
    assert qr.svg(ADDRESS, "") != qr.svg(ADDRESS.replace("Q", "R"), "")
