"""The scenario-language guide is true: examples load, fail and play as stated; tables are complete."""

import re
from pathlib import Path

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from simulator.analysis import explore as analysis_limits
from simulator.analysis.decisions import unreached
from simulator.analysis.exact import Exact
from simulator.analysis.explore import explore
from simulator.analysis.score_play import score_play
from simulator.authoring.check import check_loaded
from simulator.cli.run import as_json
from simulator.engine import plan as play_limits
from simulator.engine.plan import Plan, run_plan
from simulator.engine.program import compile_scenario
from simulator.engine.session import Session
from simulator.engine.setup import Setup
from simulator.language import (
    document,
    library_shapes,
    shapes,
    simple_step_shapes,
    step_shapes,
    yaml_tree,
)
from simulator.language import findings as diagnostics
from simulator.language import lint as checks
from simulator.language.codes import SEVERITIES
from simulator.language.shape_types import Shape
from simulator.library.plans import load_plan
from simulator.library.programmes import load_programme
from simulator.messages.findings import say_finding
from simulator.review.debrief import debrief
from simulator.scenario import condition
from simulator.scenario.model import Scenario, Turn, names_in_case
from simulator.scenario.pronouns import PRONOUNS, pronoun_names
from simulator.scoring.scorecard import FEWEST_FOR_STATISTICS
from tests.cli.balint import balint
from tests.docs.guide import (
    FENCES,
    FRAME,
    TEXT,
    Fence,
    examples,
    framed,
    scenario_text,
    table,
    ticked,
    whole,
)
from tests.workspaces import catalogue, load, load_text, try_load_text

CATALOGUE = catalogue()
LANGUAGES = {"yaml", "text", "console"}
NO_DEFAULT = "\N{EN DASH}"
KINDS = {"scenario", "head", "steps", "plan", "fails", "programme", "format", "cases"}


OF_A_WHOLE = {"M343", "M344", "M348"}
"""Advice that a part of a script may earn: what is missing in it stands elsewhere in a scenario."""


def loaded(text: str) -> Scenario:
    found = load_text(text.encode(), "scenario.yaml")
    allowed = OF_A_WHOLE if text.startswith(FRAME) else set()
    assert {finding.code for finding in found.findings} <= allowed, "\n".join(
        map(say_finding, found.findings)
    )
    return found.scenario


def codes(text: str) -> list[str]:
    return [finding.code for finding in try_load_text(text.encode(), "scenario.yaml").findings]


def read_plan(fence: Fence, folder: Path) -> tuple[Plan | None, list[str]]:
    file = folder / "plan.yaml"
    file.write_text(fence.text, "utf-8")
    scenario = loaded(scenario_text(fence.marker.split()[3]))
    plan, findings = load_plan(file, scenario)
    return plan, [finding.code for finding in findings]


def played(scenario: Scenario, plan: Plan) -> tuple[Session, Exact]:
    program = compile_scenario(scenario)
    session = Session(Setup(program, plan.mode, plan.seed), lambda record: None)
    run_plan(session, plan)
    return session, Exact.of(program)


def numbers(session: Session, exact: Exact) -> dict[str, float]:
    """Everything that a plan can expect of a play."""
    found = as_json(session, debrief(session, exact))
    every = {**found, **found["noticing"]}
    return {name: value for name, value in every.items() if isinstance(value, int | float)}


def named(fences: list[Fence]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("fence", fences, ids=str)


# Examples


def test_every_example_says_what_it_is() -> None:
    for fence in FENCES:
        assert fence.language in LANGUAGES, fence
        kind = fence.marker.removeprefix("example: ").split(" ")[0]
        assert (fence.language == "yaml") == (kind in KINDS), fence


def test_there_are_examples_of_every_kind() -> None:
    assert all(examples(kind) for kind in KINDS)


@named(examples("scenario"))
def test_a_whole_scenario_loads_and_every_play_of_it_is_known(fence: Fence) -> None:
    assert check_loaded(try_load_text(fence.text.encode(), "scenario.yaml")) == ()
    graph = explore(compile_scenario(loaded(fence.text)))
    assert not graph.truncated
    assert unreached(graph) == ()


@named(examples("steps"))
def test_a_part_of_a_script_loads_and_all_of_it_is_reached(fence: Fence) -> None:
    graph = explore(compile_scenario(loaded(framed(fence.text))))
    assert not graph.truncated
    assert unreached(graph) == ()


@named(examples("fails"))
def test_an_example_of_a_slip_gives_the_findings_it_names(fence: Fence) -> None:
    assert set(codes(whole(fence.text))) == set(fence.marker.split()[2:])


def test_the_longer_example_holds_the_parts_of_a_head_that_the_guide_explains() -> None:
    for fence in examples("head"):
        for line in fence.text.splitlines():
            assert line in re.sub(r" +#.*", "", scenario_text("ten-past-six")) or line.startswith(
                "  hurry"
            ), line


def test_the_findings_shown_are_those_that_are_printed() -> None:
    (shown,) = [fence for fence in FENCES if fence.marker == "findings"]
    example = FENCES[FENCES.index(shown) - 1]
    findings = try_load_text(example.text.encode(), "scenario.yaml").findings
    assert list(map(say_finding, findings)) == shown.text.splitlines()


@named([fence for fence in examples("plan") if "fails" not in fence.marker])
def test_a_play_comes_out_as_it_expects(fence: Fence, tmp_path: Path) -> None:
    plan, findings = read_plan(fence, tmp_path)
    assert plan is not None, findings
    session, exact = played(loaded(scenario_text(fence.marker.split()[3])), plan)
    found = numbers(session, exact)
    assert plan.expect, "a play that expects nothing tests nothing"
    for name, expected in plan.expect.items():
        assert expected.holds(found[name]), f"{name} is {found[name]}; expected {expected}"
    assert found["percent"] == score_play(session, exact).percent


@named([fence for fence in examples("plan") if "fails" in fence.marker])
def test_an_example_of_a_slip_in_a_play_gives_the_finding_it_names(
    fence: Fence, tmp_path: Path
) -> None:
    plan, findings = read_plan(fence, tmp_path)
    assert plan is None
    assert findings == fence.marker.split()[5:]


@named(examples("programme"))
def test_a_programme_loads_beside_the_scenarios_of_the_guide(fence: Fence, tmp_path: Path) -> None:
    file = tmp_path / "programmes" / "a-long-thursday.yaml"
    for name in ("ten-past-six", "the-last-appointment"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "scenario.yaml").write_text(scenario_text(name), "utf-8")
    file.parent.mkdir()
    file.write_text(fence.text, "utf-8")
    programme, findings = load_programme(file, lambda name: None, catalogue())
    assert (findings, programme.problem) == ((), "")
    assert [meeting.scenario for meeting in programme.meetings] == [
        "ten-past-six",
        "the-last-appointment",
    ]


@named(examples("format"))
def test_a_format_of_ones_own_loads_with_a_scenario_that_names_it(
    fence: Fence, tmp_path: Path
) -> None:
    name = fence.text.split("\n")[0].removeprefix("format: ")
    file = tmp_path / "the-last-appointment" / "scenario.yaml"
    (tmp_path / "formats").mkdir()
    (tmp_path / "formats" / f"{name}.yaml").write_text(fence.text, "utf-8")
    file.parent.mkdir()
    text = scenario_text("the-last-appointment").replace("weekly-90", name)
    file.write_text(text, "utf-8")
    found = load(file)
    assert found.findings == ()
    assert found.scenario.format.id == name


@named(examples("cases"))
def test_pronouns_and_capitals_are_as_the_guide_says(fence: Fence) -> None:
    cast = next(head.text for head in examples("head") if head.text.startswith("cast:"))
    script = fence.text[fence.text.index("script:") :]
    scenario = loaded(FRAME + cast + fence.text)
    said = []
    for number in range(len(scenario.cases)):
        names = names_in_case(scenario, number)
        said.append([step.words.fill(names) for step in scenario.script if isinstance(step, Turn)])
    assert "{patient.them}" in script
    assert said[0][0] == "I hear him on the stairs. He won't take the lift."
    assert said[1][0] == "I hear her on the stairs. She won't take the lift."


def test_the_table_of_pronouns_is_the_programs() -> None:
    names = [pronoun_names({"patient": pronoun}) for pronoun in PRONOUNS]
    rows = [[f"`{{{name}}}`", *(words[name] for words in names)] for name in names[0]]
    assert table("pronouns") == rows


def test_the_commands_of_the_guide_run(tmp_path: Path) -> None:
    folder = tmp_path / "the-last-appointment"
    (folder / "plays").mkdir(parents=True)
    (folder / "scenario.yaml").write_text(scenario_text(folder.name), "utf-8")
    for fence in examples(f"plan of {folder.name}"):
        if "fails" not in fence.marker:
            name = fence.text.split("\n")[0].removeprefix("play: ")
            (folder / "plays" / f"{name}.yaml").write_text(fence.text, "utf-8")
    commands = [
        line.split()
        for fence in FENCES
        if fence.language == "console"
        for line in fence.text.splitlines()
    ]
    assert {command[1] for command in commands} == {"check", "play", "analyse", "run", "explain"}
    for program, *words in commands:
        assert program == "balint-sim"
        outcome = balint(tmp_path / "home", *words, typed="", cwd=tmp_path)
        assert outcome.returncode == 0, (words, outcome.stdout, outcome.stderr)


def test_every_link_within_the_guide_leads_to_a_heading() -> None:
    headings = re.findall(r"^#+ (.+)$", re.sub(r"^```.*?^```$", "", TEXT, flags=re.M | re.S), re.M)
    anchors = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    for link in re.findall(r"\]\(#([^)]+)\)", TEXT):
        assert link in anchors


# Tables of small examples


@pytest.mark.parametrize("row", table("slips"), ids=lambda row: row[0])
def test_a_slip_gives_its_finding_and_what_mends_it_loads(row: list[str]) -> None:
    (slip,), found, (mended,) = ticked(row[0]), row[1], ticked(row[2])
    assert isinstance(loaded(framed(mended)).script[0], Turn)
    assert [code for code in codes(framed(slip)) if SEVERITIES[code] != "advice"] == [found]


@pytest.mark.parametrize("row", table("conditions"), ids=lambda row: row[0])
def test_a_condition_of_the_table_can_be_written(row: list[str]) -> None:
    assert loaded(
        scenario_text("ten-past-six")
        + f'  - if: "{ticked(row[0])[0]}"\n    then: [{{omar: Yes.}}]\n'
    )


def test_every_sign_and_question_of_conditions_is_in_the_table() -> None:
    rows = " ".join(" ".join(ticked(" ".join(row))) for row in table("conditions"))
    for sign in (
        "<",
        "<=",
        ">",
        ">=",
        "==",
        "!=",
        "+",
        "-",
        "*",
        "(",
        "and",
        "or",
        "not",
        "did(",
        "missed(",
        "waited(",
    ):
        assert sign in rows.replace("<=", " <= "), sign


def test_early_and_late_are_as_the_table_says() -> None:
    (bloods,) = [fence for fence in examples("steps") if "cue: his-bloods" in fence.text]
    moment = loaded(framed(bloods.text)).moment("his-bloods")
    *acts, never = table("windows")
    assert [row[0] for row in acts] == [str(turn + 1) for turn in range(len(moment.turns))]
    for after, timing, factor in acts:
        assert moment.timing(int(after)) == timing
        assert float(factor.split()[-1]) == CATALOGUE.timing[timing].factor
    assert never[1] == "missed"
    assert moment.passing.credit == 0


def test_the_worked_example_of_the_chance_line_is_right() -> None:
    exact = Exact.of(compile_scenario(loaded(scenario_text("the-last-appointment"))))
    line = exact.guided.yardstick
    assert line.best == 2
    for sentence in (
        f"That makes {line.chance * 2 / 100:.2f}\nof 2, a chance line of {line.chance:.0f} percent.",
        f"Always waiting earns {line.always_wait:.0f} percent, and always speaking {line.always_speak:.0f}.",
        f"only from {FEWEST_FOR_STATISTICS} cues and {FEWEST_FOR_STATISTICS} leaves on",
    ):
        assert sentence in TEXT


def test_everything_that_a_play_can_expect_is_in_the_table(tmp_path: Path) -> None:
    (exemplary, *_) = examples("plan of the-last-appointment")
    plan, _ = read_plan(exemplary, tmp_path)
    assert plan is not None
    found = numbers(*played(loaded(scenario_text("the-last-appointment")), plan))
    assert [ticked(row[0]) for row in table("expect")] == [[name] for name in found]


# Tables of ids


def test_the_lists_of_ids_are_the_catalogues() -> None:
    task = {True: "on task", False: "off task"}
    sort = {True: "leave", False: "cue"}
    assert table("rules") == [
        [f"`{rule.id}`", rule.name, "yes" if rule.safety else "no"]
        for rule in CATALOGUE.rules.values()
    ]
    assert table("kinds") == [
        [f"`{kind.id}`", kind.name, task[kind.on_task]] for kind in CATALOGUE.kinds.values()
    ]
    assert table("sources") == [
        [f"`{source.id}`", source.title] for source in CATALOGUE.sources.values()
    ]
    assert table("situations") == [
        [f"`{situation.id}`", situation.name, sort[situation.leave]]
        for situation in CATALOGUE.situations.values()
    ]


def test_the_table_of_formats_has_each_with_its_minutes() -> None:
    rows = {ticked(row[0])[0]: row[1:] for row in table("formats")}
    assert rows == {
        format_.id: [
            format_.name,
            ", ".join(f"{phase.phase} {phase.minutes}" for phase in format_.phases),
        ]
        for format_ in CATALOGUE.formats.values()
    }


@pytest.mark.parametrize(
    ("heading", "ids"),
    [
        ("Levels", ["foundation", "developing", "advanced"]),
        ("Styles", ["guiding", "analytic"]),
        (
            "Phases",
            list(
                dict.fromkeys(phase.phase for f in CATALOGUE.formats.values() for phase in f.phases)
            ),
        ),
    ],
)
def test_the_short_lists_of_ids_are_complete(heading: str, ids: list[str]) -> None:
    (line,) = re.findall(rf"^### {heading}\n\n(.+)$", TEXT, re.M)
    assert sorted(ticked(line)) == sorted(ids)
    if heading != "Phases":
        choices = shapes.ScenarioShape.model_json_schema()["properties"][
            heading.lower().removesuffix("s")
        ]["enum"]
        assert ticked(line) == choices


def test_the_number_of_formats_and_kinds_in_the_text_is_right() -> None:
    words = {5: "five", 8: "Eight", 12: "Twelve"}
    on_task = sum(kind.on_task for kind in CATALOGUE.kinds.values())
    assert f"{words[len(CATALOGUE.formats)]} come\nwith the program" in TEXT
    assert f"{words[on_task]} kinds are on task" in TEXT
    assert f"{words[len(CATALOGUE.kinds) - on_task]} are off task" in TEXT


# Tables of findings, limits and keys


def test_every_code_of_the_program_is_in_the_table_and_no_other() -> None:
    assert [(code, sort) for code, sort, _ in table("codes")] == list(SEVERITIES.items())


def most(model: type[BaseModel], name: str, bound: str) -> int:
    """The largest ``bound`` that a model sets for one of its keys."""
    return int(
        max(
            re.findall(rf"'{bound}': (\d+)", str(model.model_json_schema()["properties"][name])),
            key=int,
        )
    )


def test_the_limits_are_those_of_the_program() -> None:
    limits = {
        "bytes in a file": document.LARGEST_FILE,
        "parts in a file": yaml_tree.MOST_EVENTS,
        "levels of indent in a file": yaml_tree.DEEPEST,
        "characters in one text": yaml_tree.LONGEST_SCALAR,
        "turns in a scenario": checks.MOST_TURNS,
        "characters in an id": most(shapes.ScenarioShape, "scenario", "maxLength"),
        "characters in a condition": condition.LONGEST,
        "levels of brackets and signs in a condition": condition.DEEPEST,
        "a number in a condition": condition.LARGEST,
        "a number in `state`, `effect` or `set`": most(shapes.NumberShape, "start", "maximum"),
        "`minutes` of a scenario": most(shapes.ScenarioShape, "minutes", "maximum"),
        "`weight` of a moment": most(step_shapes.MomentShape, "weight", "maximum"),
        "findings printed at once": diagnostics.MOST_SHOWN,
        "findings reported for one file": diagnostics.MOST_KEPT,
        "acts in a play that is run": play_limits.MOST_ACTS,
        "states that the analysis explores": analysis_limits.MOST_STATES,
    }
    assert [[what.split(" (")[0], number] for what, number in table("limits")] == [
        [what, f"{number:,}"] for what, number in limits.items()
    ]


KEYS: dict[str, tuple[type[BaseModel], ...]] = {
    "scenario": (shapes.ScenarioShape,),
    "person": (shapes.PersonShape,),
    "absent": (shapes.AbsentShape,),
    "key": (shapes.KeyShape,),
    "climate": (shapes.ClimateShape,),
    "number": (shapes.NumberShape,),
    "between": (shapes.BetweenShape,),
    "turn": (simple_step_shapes.TurnShape,),
    "steps": (
        simple_step_shapes.PhaseShape,
        simple_step_shapes.LabelShape,
        simple_step_shapes.GotoShape,
        simple_step_shapes.EndShape,
        simple_step_shapes.ChangeShape,
        simple_step_shapes.VaryShape,
        step_shapes.IfShape,
        simple_step_shapes.OutShape,
        simple_step_shapes.InShape,
        simple_step_shapes.ReflectShape,
    ),
    "moment": (step_shapes.CueShape, step_shapes.LeaveShape),
    "option": (step_shapes.OptionShape,),
    "timing": (step_shapes.TimingShape,),
    "passing": (step_shapes.PassingShape, step_shapes.MissedShape),
    "plan": (library_shapes.PlanShape,),
    "live act": (library_shapes.LiveActShape,),
    "act between": (library_shapes.BetweenActShape,),
    "range": (library_shapes.RangeShape,),
    "programme": (library_shapes.ProgrammeShape,),
    "session": (library_shapes.MeetingShape,),
    "format": (library_shapes.FormatShape,),
    "phase": (library_shapes.FormatPhaseShape,),
}


def keys_of(models: tuple[type[BaseModel], ...]) -> dict[str, FieldInfo]:
    """The keys of some shapes; a turn's speaker is a key of its own making."""
    fields = {
        field.alias or name: field for model in models for name, field in model.model_fields.items()
    }
    if models == (simple_step_shapes.TurnShape,):
        fields["SPEAKER"] = fields.pop("text")
        del fields["speaker"]
    return fields


@pytest.mark.parametrize("name", KEYS)
def test_a_table_of_keys_has_every_key_whether_it_is_needed_and_its_default(name: str) -> None:
    fields = keys_of(KEYS[name])
    rows = table(f"keys of {name}")
    assert sorted(ticked(row[0])[0] for row in rows) == sorted(fields)
    for key, _, needed, default in rows:
        field = fields[ticked(key)[0]]
        assert needed == ("yes" if field.is_required() else "no"), key
        assert (default == NO_DEFAULT) == field.is_required(), key
        if isinstance(field.default, str | int) and field.default != "":
            assert default == f"`{field.default}`", key


def test_no_shape_of_the_language_is_without_a_table() -> None:
    written = {model for models in KEYS.values() for model in models} | {
        Shape,
        step_shapes.MomentShape,
    }
    written |= {library_shapes.PackShape}  # described in docs/packs.md
    written |= {  # described in docs/panel.md
        library_shapes.PanelShape,
        library_shapes.PanelMomentShape,
        library_shapes.PanelReasonShape,
    }
    every = {
        thing
        for module in (shapes, simple_step_shapes, step_shapes, library_shapes)
        for thing in vars(module).values()
        if isinstance(thing, type) and issubclass(thing, Shape)
    }
    assert every == written
