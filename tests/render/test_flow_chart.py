"""Mermaid and SVG show the same flow, in words and lines, and hostile text stays text."""

import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from simulator.analysis.explore import explore
from simulator.authoring.flow import Flow, decisions, flow
from simulator.engine.program import compile_scenario
from simulator.engine.session import Session
from simulator.engine.setup import Setup
from simulator.render.flow_chart import Chart, chart
from simulator.render.flow_mermaid import mermaid
from simulator.render.flow_svg import svg
from simulator.render.layered import GAP, lay_out
from tests.hostile import hostile_scenario
from tests.scripts import CUE, LEAVE, acted, loaded, scripted

SVG = "{http://www.w3.org/2000/svg}"
LOST = f"{CUE}{LEAVE}  when: safety > 9\n{CUE.replace('drift', 'third')}"
NAMED_LIKE_WORDS_OF_MERMAID = "".join(
    CUE.replace("drift", name) for name in ("end", "click", "subgraph", "style", "o", "x")
)


def chart_of(script: str, *acts: str) -> Chart:
    program = compile_scenario(scripted(script))
    session = (
        acted(Session(Setup(program, "guided", 1), lambda record: None), *acts) if acts else None
    )
    return chart(flow(explore(program), decisions(session.events) if session else ()))


def hostile_flow() -> Flow:
    return flow(explore(compile_scenario(loaded(hostile_scenario()))))


def hostile() -> Chart:
    return chart(hostile_flow())


def drawn(shown: Chart) -> ElementTree.Element:
    """The picture as a tree; it must be well formed."""
    return ElementTree.fromstring(svg(shown))  # noqa: S314 - our own text


def labels(text: str) -> list[str]:
    """What stands in quotes in a Mermaid text."""
    return re.findall(r'"([^"]*)"', text)


def written(label: str) -> str:
    """A label as Mermaid shows it."""
    return re.sub(r"#(\d+);", lambda number: chr(int(number[1])), label.replace("<br/>", " "))


def test_acts_that_lead_the_same_way_share_an_arrow_but_the_exemplary_one_has_its_own() -> None:
    shown = chart_of(CUE + LEAVE, "contain", "wait")
    ways = [(edge.lines, edge.exemplary) for edge in shown.edges if edge.source == "drift"]
    assert ways == [(("contain (exemplary)",), True), (("advise, wait",), False)]


def test_conditions_and_jumps_stand_on_the_arrows() -> None:
    jump = CUE.replace("credit: 0}", "credit: 0, when: safety > 2, goto: far}")
    shown = chart_of(f"{jump}{LEAVE}  when: missed('drift')\n- label: far\n- end: So.\n")
    lines = {edge.lines for edge in shown.edges if edge.source == "drift"}
    assert ("advise (available if safety > 2)", "goto far") in lines
    assert ("wait", "if missed('drift')") in lines
    assert ("contain", "if not (missed('drift'))") in lines


@pytest.mark.parametrize("form", [mermaid, svg])
def test_what_no_play_reaches_is_dashed_and_said(form: Callable[[Chart], str]) -> None:
    text = form(chart_of(LOST))
    assert "No play reaches" in text
    assert text.count("No play reaches this.") >= 1
    assert text.count("no play takes this path") >= 2


def test_mermaid_marks_by_line_and_by_words() -> None:
    text = mermaid(chart_of(LOST, "contain", "contain"))
    assert "-.->" in text
    assert "==>" in text
    assert re.search(r"^  class m2 lost$", text, re.MULTILINE)
    assert re.search(r"^  class m0,m1,m3,m4 exemplary$", text, re.MULTILINE)
    assert any("The exemplary play: contain." in written(label) for label in labels(text))
    assert any("reaches 2 of 3 moments: drift, third." in written(label) for label in labels(text))


def test_the_picture_marks_by_line_and_by_words() -> None:
    tree = drawn(chart_of(LOST, "contain", "contain"))
    boxes = [
        box.get("class", "") for box in tree.iter(f"{SVG}rect") if "box" in box.get("class", "")
    ]
    assert [("exemplary" in marks, "lost" in marks) for marks in boxes] == [
        (True, False),
        (True, False),
        (False, True),
        (True, False),
        (True, False),
    ]
    assert any("lost" in path.get("class", "") for path in tree.iter(f"{SVG}path"))
    style = tree.find(f"{SVG}style")
    assert style is not None
    assert "stroke-dasharray" in str(style.text)
    told = " ".join(text.text or "" for text in tree.iter(f"{SVG}text"))
    assert "No play reaches this." in told
    assert "The exemplary play: contain." in told


def test_the_picture_is_said_to_those_who_do_not_see_it() -> None:
    tree = drawn(chart_of(LOST))
    assert tree.get("role") == "img"
    title, about = tree.find(f"{SVG}title"), tree.find(f"{SVG}desc")
    assert title is not None
    assert about is not None
    assert tree.get("aria-labelledby") == f"{title.get('id')} {about.get('id')}"
    assert title.text == "The flow of 'On stage'"
    assert "contain, advise, wait, if not (safety > 9): on to cue: third." in str(about.text)
    assert "leave: quiet; only if safety > 9; No play reaches this." in str(about.text)


def test_a_hostile_scenario_makes_a_well_formed_picture_without_scripts_or_links() -> None:
    tree = drawn(hostile())
    names = {element.tag.removeprefix(SVG) for element in tree.iter()}
    assert names <= {"svg", "title", "desc", "style", "g", "rect", "path", "text"}
    attributes = {name for element in tree.iter() for name in element.attrib}
    assert not any("href" in name or name.startswith("on") for name in attributes)
    assert "url(" not in svg(hostile())
    assert "@import" not in svg(hostile())
    script = CUE.replace("turns:", "about: <script>alert(1)</script>]]> & end;\n  turns:")
    assert "<script>alert(1)</script>]]> & end;" in " ".join(drawn(chart_of(script)).itertext())


def test_hostile_words_stay_inside_the_quotes_of_mermaid() -> None:
    text = mermaid(hostile())
    assert re.fullmatch(r"[\w .,'()<>/#;:\"|\[\]=-]*", text.replace("\n", " "))
    for label in labels(text):
        assert re.fullmatch(r"(?:[\w .,'()-]|#\d+;|<br/>)*", label), label
    for line in text.splitlines():
        assert line.count('"') % 2 == 0, line
    assert all(sign not in text for sign in ("<script", "javascript:", "@click", "`", "{", "%%"))


def test_a_moment_may_be_called_by_a_word_of_mermaid() -> None:
    text = mermaid(chart_of(NAMED_LIKE_WORDS_OF_MERMAID))
    shapes = [line for line in text.splitlines() if re.match(r"  m\d+\(", line)]
    assert len(shapes) == 8
    for line in text.splitlines()[3:]:
        assert re.match(r"  (m\d+|notes|class|classDef)\b", line), line


def test_boxes_do_not_lie_on_each_other_and_arrows_go_down() -> None:
    sizes = {name: (60.0 + 10 * i, 30.0) for i, name in enumerate("abcdefgh")}
    pairs = [
        (way[0], way[1])
        for way in ("ab", "ac", "ad", "bh", "ce", "de", "ah", "ef", "eg", "fh", "gh", "hb", "db")
    ]
    laid = lay_out(sizes, [(source, target, "") for source, target in pairs])
    for one in sizes:
        for other in sizes:
            if one < other and laid.boxes[one][1] == laid.boxes[other][1]:
                apart = abs(laid.boxes[one][0] - laid.boxes[other][0])
                assert apart >= (sizes[one][0] + sizes[other][0]) / 2 + GAP - 1e-6
    for (source, target), points in zip(pairs, laid.links, strict=True):
        assert [y for _, y in points] == sorted(y for _, y in points)
        upper = min(source, target)
        assert points[0] == (laid.boxes[upper][0], laid.boxes[upper][1] + 30)
    for name, (x, _) in laid.boxes.items():
        assert sizes[name][0] / 2 <= x <= laid.width - sizes[name][0] / 2 + 1e-6


def test_a_loop_is_drawn_upwards() -> None:
    script = f"""
- label: again
{CUE}{LEAVE}
- if: not waited('quiet') and missed('drift')
  then: [{{goto: again}}]
"""
    assert "NaN" not in svg(chart_of(script))
    assert drawn(chart_of(script)).find(f"{SVG}g") is not None


def test_a_long_scenario_stays_narrow() -> None:
    script = "".join(
        CUE.replace("drift", f"drift-{i}").replace("credit: 0}", "credit: 0, goto: far}")
        for i in range(60)
    )
    width = float(drawn(chart_of(f"{script}- label: far\n- end: So.\n")).get("width", "inf"))
    assert width < 1500
