"""The checker finds every mistake once, at its line, and reports nothing else."""

import json
import os
import pty
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given

from simulator.analysis.explore import explore
from simulator.authoring.check import check_file
from simulator.authoring.reachability import discoveries
from simulator.cli import main
from simulator.engine.acts import WAIT, Act, Take
from simulator.engine.events import Ended, Spoken
from simulator.engine.pause import pause
from simulator.engine.program import compile_scenario
from simulator.engine.setup import Setup
from simulator.engine.state import State
from simulator.engine.step import start, step
from simulator.language.findings import MOST_SHOWN, Finding
from simulator.messages.findings import say_finding, say_hint, say_sentence
from tests.examples import examples
from tests.scripts import HEAD, acted, opened, scripted
from tests.strategies import Data, Steps, as_scenario, scenarios
from tests.workspaces import catalogue

pytestmark = pytest.mark.slow

LIBRARY = Path(__file__).parents[2] / "scenarios"

QUIET = """\
- leave: quiet
  situation: working-silence
  turns: [{silence: first}, {silence: second}]
  options: [{do: feeling, say: I ask., credit: 0.2}]
"""
"""A moment best left alone, so that no example lacks one."""

CUE = """\
- cue: drift
  situation: advice
  turns: [{ben: one}, {ben: two}]
  options:
    - {do: contain, say: I contain., credit: 1}
    - {do: advise, say: I advise., credit: 0, effect: {trust: 1}}
"""


def written(script: str, folder: Path, plans: Sequence[str] = ()) -> Path:
    """Keep a script, and plans for it, in a folder named as its id."""
    file = folder / "on-stage" / "scenario.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(HEAD + "script:\n" + textwrap.indent(textwrap.dedent(script), "  "), "utf-8")
    for plan in plans:
        (file.parent / "plays").mkdir(exist_ok=True)
        (file.parent / "plays" / f"{plan.split()[1]}.yaml").write_text(plan, "utf-8")
    return file


def marked(script: str, folder: Path) -> tuple[Path, list[tuple[str, int, str]]]:
    """Keep a script in which ``@CODE@`` stands where a finding must be; return the file and the
    findings, in order.
    """
    file = written(re.sub("@[A-Z][0-9]+@", "", script), folder)
    lines = textwrap.dedent(script).splitlines()
    head = HEAD.count("\n") + 1
    return file, [
        (code, head + number, line.split("@")[0])
        for number, line in enumerate(lines, 1)
        for code in re.findall("@(.+?)@", line)
    ]


def faults(file: Path) -> tuple[Finding, ...]:
    """What is found but advice: the head of these scripts has people and state for all of them."""
    return tuple(found for found in check_file(file, catalogue()) if found.severity != "advice")


CLASSIC = {
    "an orphan": """
        - goto: onward
        - @R401@ben: Nobody hears this.
        - ben: Nor this.
        - label: onward
        """,
    "a dead end with something after it": """
        - end: We stop.
        - @R402@ben: Nobody hears this.
        - ben: Nor this.
        """,
    "a condition that is never true": """
        - ben: Nobody hears this.
          when: @R403@trust > 4
        """,
    "what lies only behind a condition that is never true": """
        - if: @R403@trust > 4
          then:
            - @R405@ben: Nobody hears this.
            - cue: unheard
              title: Unheard
              turns: [{ben: three}]
              options: [{do: contain, say: x, credit: 1}, {do: advise, say: y, credit: 0}]
        """,
    "a loop without an exit": """
        - label: round
        - ben: And again.
        - @R406@goto: round
        """,
    "a target that is missing": """
        - goto: @M301@nowhere
          when: trust > 0
        """,
    "an unknown name in a condition": """
        - ben: Perhaps.
          when: trust > 0 and @M310@truth
        """,
}  # fmt: skip


@pytest.mark.parametrize("fault", CLASSIC)
def test_each_of_the_seven_classic_faults_is_found_once_at_its_line(
    fault: str, tmp_path: Path
) -> None:
    file, expected = marked(CUE + QUIET + textwrap.dedent(CLASSIC[fault]), tmp_path)
    found = faults(file)
    lines = file.read_text("utf-8").splitlines()
    assert [(f.code, f.line) for f in found] == [(code, line) for code, line, _ in expected]
    for finding, (_, _, before) in zip(found, expected, strict=True):
        assert lines[finding.line - 1][: finding.column - 1].strip() == before.strip()


def test_a_script_without_a_fault_has_no_finding(tmp_path: Path) -> None:
    assert faults(written(CUE + QUIET, tmp_path)) == ()


def test_a_step_behind_a_condition_that_never_holds_has_no_second_finding(tmp_path: Path) -> None:
    never = """
        - cue: unmet
          title: Unmet
          when: trust > 4
          turns: [{ben: three}]
          options:
            - {do: contain, say: x, credit: 1, then: [{ben: four}]}
            - {do: advise, say: y, credit: 0}
          missed: {then: [{ben: five}]}
        - if: did('drift.contain')
          when: trust > 4
          then: [{ben: six}]
          else: [{ben: seven}]
        """
    assert [
        finding.code for finding in faults(written(CUE + QUIET + textwrap.dedent(never), tmp_path))
    ] == ["R403"] * 2


def test_two_stretches_that_nothing_leads_to_are_two_findings(tmp_path: Path) -> None:
    twice = "- goto: one\n- ben: x\n- label: one\n- ben: y\n- goto: two\n- ben: z\n- label: two\n"
    assert [finding.code for finding in faults(written(QUIET + twice, tmp_path))] == ["R401"] * 2


LONG_WAY_ROUND = """
- cue: one
  title: One
  turns: [{ben: a}]
  options: [{do: contain, say: x, credit: 1}, {do: advise, say: y, credit: 0, set: {told: true}}]
- cue: two
  title: Two
  when: not told
  turns: [{ben: b}]
  options: [{do: contain, say: x, credit: 1}, {do: advise, say: y, credit: 0, goto: round}]
- cue: three
  title: Three
  turns: [{ben: c}]
  options: [{do: contain, say: x, credit: 1}, {do: feeling, say: y, credit: 0, goto: round}]
- end:
- label: round
- ben: And again.
- goto: round
"""


def test_a_loop_is_told_with_the_shortest_play_that_shows_it(tmp_path: Path) -> None:
    (finding,) = [
        f
        for f in check_file(written(QUIET + LONG_WAY_ROUND, tmp_path), catalogue())
        if f.code == "R406"
    ]
    acts = re.findall(r"(\w+): (\w+)", say_hint(finding.problem).partition(":")[2])
    assert say_hint(finding.problem).startswith("The shortest play that shows it: ")
    assert len(acts) == 3  # the leave, one of the first two cues, and the one that jumps
    session = acted(opened(scripted(QUIET + LONG_WAY_ROUND)), *(act for _, act in acts))
    assert not session.ended  # after five hundred acts


def test_nothing_is_found_in_the_scenarios_that_come_with_the_program(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["check", "--json", str(LIBRARY)]) == 0
    assert json.loads(capsys.readouterr().out) == []


# What counts.


def test_advice_is_printed_and_counts_only_if_it_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(written(CUE, tmp_path))
    assert main(["check", file]) == 0
    assert "M344" in capsys.readouterr().out
    assert main(["check", "--strict", file]) == 1
    assert "M344" in capsys.readouterr().out


def test_a_warning_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(written(QUIET + "- end:\n- ben: x\n", tmp_path))]) == 1
    assert "R402" in capsys.readouterr().out


def test_findings_for_programs_name_their_severity(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written("- end:\n- ben: x\n", tmp_path)
    assert main(["check", "--json", str(file)]) == 1
    found = json.loads(capsys.readouterr().out)
    severities = {each["code"]: each["severity"] for each in found}
    assert (severities["M344"], severities["R402"]) == ("advice", "warning")
    assert {f["file"] for f in found} == {str(file)}


WARNED = CUE + "- ben: x\n  when: trust > 4\n- end:\n- ben: y\n"


def test_a_scenario_with_warnings_is_played_and_analysed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(
        WARNED, tmp_path, ["play: holds\nacts: {drift: contain}\nexpect: {percent: 100}\n"]
    )
    assert {f.severity for f in check_file(file, catalogue())} == {"warning", "advice"}
    assert main(["analyse", str(file)]) == 0
    assert main(["run", str(file), "--play", "holds"]) == 0
    assert capsys.readouterr().err == ""


def test_a_scenario_with_an_error_is_neither(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(WARNED + "- bne: z\n", tmp_path)
    assert [f.code for f in check_file(file, catalogue()) if f.severity == "error"] == ["M301"]
    assert main(["analyse", str(file)]) == 1
    assert main(["run", str(file), "--play", "any"]) == 1
    assert "does not load" in capsys.readouterr().err


# Plays beside a scenario.


def plans_findings(folder: Path, *plans: str) -> list[tuple[str, str]]:
    found = faults(written(CUE + QUIET, folder, plans))
    return [(Path(finding.file).name, finding.code) for finding in found]


def test_a_play_that_comes_out_otherwise_is_found(tmp_path: Path) -> None:
    right = "play: holds\nacts: {drift: contain}\notherwise: wait\nexpect: {percent: 100}\n"
    wrong = right.replace("holds", "teaches").replace("contain", "advise")
    assert plans_findings(tmp_path, right, wrong) == [("teaches.yaml", "P105")]


@pytest.mark.parametrize(
    "acts",
    [
        pytest.param("acts: {drift: contain}", id="a moment is met that it does not name"),
        pytest.param(
            "acts: {drift: contain}\notherwise: contain",
            id="something is done that is not on offer",
        ),
    ],
)
def test_a_play_that_cannot_be_played_is_found(acts: str, tmp_path: Path) -> None:
    assert plans_findings(tmp_path, f"play: stuck\n{acts}\n") == [("stuck.yaml", "P106")]


def test_a_play_that_never_ends_is_found(tmp_path: Path) -> None:
    script = QUIET + LONG_WAY_ROUND
    plan = "play: round\nacts: {one: contain, two: advise}\notherwise: wait\n"
    found = check_file(written(script, tmp_path, [plan]), catalogue())
    assert [say_sentence(f.problem) for f in found if f.code == "P106"] == ["The play never ends."]


# What is printed.


def test_no_more_is_printed_than_can_be_read_and_the_rest_is_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(written("".join(f"- bne{number}: x\n" for number in range(60)), tmp_path))
    assert main(["check", file]) == 1
    *printed, more, total = capsys.readouterr().out.splitlines()
    assert len(printed) == MOST_SHOWN
    assert all("M301" in line for line in printed)
    assert (more, total) == ("... and 10 more", "1 scenario checked, 60 findings.")
    assert main(["check", "--json", file]) == 1
    assert len(json.loads(capsys.readouterr().out)) == 60


def on_a_terminal(*arguments: str, home: Path) -> str:
    """What the command writes to a terminal."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "BALINT_SIM_HOME": str(home)}
    command = [sys.executable, "-m", "simulator", *arguments]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment):
        os.close(theirs)
        written_there = b"".join(iter(lambda: _read(ours), b""))
    os.close(ours)
    return written_there.decode("utf-8").replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # the other side is closed
        return b""


def pointed_at(shown: str, finding: Finding) -> str:
    """The rest of the line, from where the caret below it points."""
    lines = shown.splitlines()
    at = lines.index(say_finding(finding))
    line, caret = lines[at + 1 : at + 3]
    assert caret.strip() == "^"
    return line[caret.index("^") :]


def test_a_terminal_shows_the_line_with_a_caret_under_the_place(tmp_path: Path) -> None:
    file = written(QUIET + "- bne: Ça va?\n- ben: x\n  when: truth == 1\n", tmp_path)
    found = check_file(file, catalogue())
    shown = on_a_terminal("check", str(file), home=tmp_path)
    assert [pointed_at(shown, finding) for finding in found] == ["bne: Ça va?", "truth == 1"]
    assert (
        "^"
        not in subprocess.run(
            [sys.executable, "-m", "simulator", "check", str(file)],
            capture_output=True,
            text=True,
            check=False,
        ).stdout
    )


def test_what_a_terminal_shows_of_a_file_is_clean(tmp_path: Path) -> None:
    file = written(
        "- ben: \x1b]0;owned\x07 and \N{RIGHT-TO-LEFT OVERRIDE}back\n- ben: \x9b2J\n", tmp_path
    )
    found = check_file(file, catalogue())
    assert {finding.code for finding in found} == {"Y103"}
    shown = on_a_terminal("check", str(file), home=tmp_path)
    assert (
        pointed_at(shown, found[0])
        == "\N{REPLACEMENT CHARACTER}]0;owned\N{REPLACEMENT CHARACTER} and \N{REPLACEMENT CHARACTER}back"
    )
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", shown)


@pytest.mark.parametrize("begin", [b"\xef\xbb\xbf", b"\t"], ids=["a byte order mark", "a tab"])
def test_the_caret_stands_right_after_what_takes_no_column_of_its_own(
    begin: bytes, tmp_path: Path
) -> None:
    file = written("- ben: x\n", tmp_path)
    file.write_bytes(
        begin + b"scenario: On-Stage\n" + b"".join(file.read_bytes().splitlines(keepends=True)[1:])
    )
    shown = on_a_terminal("check", str(file), home=tmp_path)
    assert pointed_at(shown, check_file(file, catalogue())[0]) in (
        "On-Stage",
        " scenario: On-Stage",
    )


def test_a_folder_is_checked_with_progress_on_a_terminal(tmp_path: Path) -> None:
    for name in ("a", "b"):
        written(QUIET, tmp_path / name)
    shown = on_a_terminal("check", str(tmp_path), home=tmp_path / "home")
    assert "\r\x1b[K1 of 2\r\x1b[K2 of 2\r" in shown
    assert re.search(r"2 scenarios checked, \d+ findings\.\n$", shown)


# Every claim about what plays reach, against all plays tried one by one.

Place = tuple[str | int, ...]


@dataclass
class Walk:
    """All plays of a scenario by the real ``step``, every state once; ``endless`` says that some
    play comes round for ever.
    """

    setup: Setup
    heard: set[str] = field(default_factory=set)
    offers: dict[str, list[set[str]]] = field(default_factory=dict)
    endless: bool = False

    def everywhere(self) -> "Walk":
        onward: dict[State, list[State]] = {}
        waiting = [start(self.setup)]
        while waiting:
            state = waiting.pop()
            if state not in onward:
                onward[state] = [self.tried(state, act) for act in self.acts(state)]
                waiting += onward[state]
        # States that lead to an end are used up from the ends backwards; what is left comes round.
        before: dict[State, list[State]] = {state: [] for state in onward}
        for state, nexts in onward.items():
            for following in nexts:
                before[following].append(state)
        left = {state: len(nexts) for state, nexts in onward.items()}
        ends = [state for state, count in left.items() if not count]
        for state in ends:  # grows meanwhile
            for earlier in before[state]:
                left[earlier] -= 1
                if not left[earlier]:
                    ends.append(earlier)
        self.endless |= len(ends) < len(onward)
        return self

    def acts(self, state: State) -> list[Act]:
        now = pause(self.setup, state)
        if now.ended:
            return []
        if not now.asks or now.moment is None:
            return [WAIT]
        self.offers.setdefault(now.moment.id, []).append({option.id for option in now.options})
        return [WAIT, *(Take(option.id) for option in now.options)]

    def tried(self, state: State, act: Act) -> State:
        after, events = step(self.setup, state, act)
        self.heard |= {event.text for event in events if isinstance(event, Spoken)}
        self.endless |= any(isinstance(event, Ended) and event.reason == "loop" for event in events)
        return after


def told(word: str, place: Place) -> str:
    return " ".join((word, *map(str, place)))


def told_steps(steps: Steps, place: Place) -> Steps:
    """The same steps, each with a stage direction that is heard where a play comes to it, and what
    its condition does.
    """
    every: Steps = []
    names: Steps = []  # of labels: a jump to one comes after what stands before it, and at the labels beside it as well
    for i, written_step in enumerate(steps):
        here = (*place, i)
        inside = told_inside(written_step, here)
        if "label" in inside:
            every.append(inside)
            names.append({"aside": told("at", here)})
            continue
        every += [*names, {"aside": told("at", here)}]
        names = []
        if "when" in inside:
            condition = (
                str(inside["when"]).lower() if isinstance(inside["when"], bool) else inside["when"]
            )
            every.append({"aside": told("holds", (*here, "when")), "when": inside["when"]})
            every.append({"aside": told("fails", (*here, "when")), "when": f"not ({condition})"})
        every.append(inside)
    return every + names


def told_inside(given_step: Data, here: Place) -> Data:
    inside = dict(given_step)
    if "if" in inside:
        for key, word in (("then", "holds"), ("else", "fails")):
            inside[key] = [
                {"aside": told(word, (*here, "if"))},
                *told_steps(inside.get(key, []), (*here, key)),
            ]
    for key in {"missed", "waited"} & inside.keys():
        inside[key] = told_then(inside[key], (*here, key))
    if "options" in inside:
        inside["options"] = [
            told_then(option, (*here, "options", k)) for k, option in enumerate(inside["options"])
        ]
    return inside


def told_then(consequence: Data, place: Place) -> Data:
    return consequence | {"then": told_steps(consequence.get("then", []), (*place, "then"))}


def parts(steps: Steps, place: Place) -> Iterator[tuple[Place, Data]]:
    """Every step of a script, whatever it stands inside of."""
    for i, part in enumerate(steps):
        here = (*place, i)
        yield here, part
        for key in ("then", "else"):
            yield from parts(part.get(key, []), (*here, key))
        for k, option in enumerate(part.get("options", [])):
            yield from parts(option.get("then", []), (*here, "options", k, "then"))
        for key in ("missed", "waited"):
            yield from parts(part.get(key, {}).get("then", []), (*here, key, "then"))


def settled(places: Sequence[tuple[Place, Data]], walk: Walk) -> Iterator[tuple[str, Place]]:
    """The conditions that never or always hold where plays come to them, by what was heard and
    offered.
    """
    for here, part in places:
        for key in ("when", "if"):
            if key in part and "label" not in part:
                holds, fails = (
                    told(word, (*here, key)) in walk.heard for word in ("holds", "fails")
                )
                if holds != fails:
                    yield ("R404" if holds else "R403"), (*here, key)
        offers = walk.offers.get(part.get("cue") or part.get("leave", ""), [])
        for k, option in enumerate(part.get("options", [])):
            offered = {option.get("id", option["do"]) in offer for offer in offers}
            if "when" in option and len(offered) == 1:
                yield ("R404" if offered == {True} else "R403"), (*here, "options", k, "when")


def explained(place: Place, never: set[Place], found: set[Place], silent: set[Place]) -> bool:
    """Whether a step that no play reaches has a finding: at it, before it in the same list, or
    around it.
    """
    run = place
    while run in never:
        if run in found:
            return True
        run = (*run[:-1], int(run[-1]) - 1)
    around = [place[:i] for i in range(1, len(place))]
    return any(
        (*outer, "when") in silent or (outer in never and explained(outer, never, found, silent))
        for outer in around
    )


def jumps(data: Data, place: Place) -> bool:
    """Whether a jump is written at this place."""
    found: Any = data
    for part in place:
        found = found[part]
    return place[-1] == "goto" or "goto" in found


UNREACHED = {"R401", "R402", "R405"}


@examples(60)
@given(scenarios())
def test_what_is_said_of_steps_and_conditions_is_so_in_every_play(data: Data) -> None:
    scenario = as_scenario(data)
    graph = explore(compile_scenario(scenario))
    assume(not graph.truncated)
    found = discoveries(graph)
    noted = data | {"script": told_steps(data["script"], ("script",))}
    walk = Walk(Setup(compile_scenario(as_scenario(noted)), "guided", 1)).everywhere()
    places = list(parts(data["script"], ("script",)))
    never = {place for place, _ in places if told("at", place) not in walk.heard}
    said = {discovery.place for discovery in found if discovery.problem.code in UNREACHED}
    judged = {
        (discovery.problem.code, discovery.place)
        for discovery in found
        if discovery.problem.code in ("R403", "R404")
    }
    assert len({(discovery.problem.code, discovery.place) for discovery in found}) == len(found)
    assert said <= never
    assert judged == set(settled(places, walk))
    silent = {place for code, place in judged if code == "R403"}
    assert [place for place in never if not explained(place, never, said, silent)] == []
    loops = [discovery for discovery in found if discovery.problem.code == "R406"]
    assert bool(loops) == walk.endless
    for loop in loops:
        assert jumps(data, loop.place)
        session = acted(opened(scenario), *(act for _, act in loop.play))
        assert not session.ended or session.events[-1] == Ended("loop")
