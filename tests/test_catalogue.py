"""The catalogue: the ids that scenarios written elsewhere rely on, and a source for every rule."""

from pathlib import Path
from shutil import copytree

from simulator.library.catalogue_files import load_catalogue
from simulator.render.glossary import Entry, find
from tests.workspaces import SHIPPED, catalogue

RULES = """confidentiality respect no-criticism no-advice no-teaching no-therapy protect-presenter presenter-sits-back
stay-with-the-case relationship speculate plain-words frame-and-time tolerate-silence every-voice"""
ON_TASK = "frame protect redirect invite-patient invite-clinician feeling open-up group-process team-family contain hand-over repair"
OFF_TASK = "advise teach interpret interrogate reassure"
PHASES = "opening presentation questions group-work presenter-returns closing leadership-review"
FORMATS = (
    "intensive-45 placement monthly-hour weekly-90 two-case-90 circle demonstration-60 online-60"
)
SOURCES = """sargeant-2020 vaccho weekly-group two-case-series northwest-circle johnson-2004 ibf-2016 uk-2020 balintanz-2017
abs-objectives salinsky-2004 langewitz-2018 kjeldmand-2010 rueth-2019 moreno-2007 bradford-vts"""
SITUATIONS = """questions-fired private-probing presenter-drifts advice premature-closure criticism attack-on-patient collusion
medical-facts theorising working-silence frozen-silence monopoliser scapegoat me-too system-talk comforting
presenter-comes-back parallel-process tears drawn-to-teach co-leader-split late-arrival confidentiality-slip good-work
false-parallel team-family-missing apologetic-opening newcomer contract method-attacked leader-attacked overrun
somebody-leaves late-bombshell aftercare safety-exception leader-repair"""
SAFETY_RULES = "confidentiality respect no-criticism no-therapy protect-presenter"


def test_every_id_that_scenarios_rely_on_is_there() -> None:
    known = catalogue()
    for names, found in (
        (RULES, known.rules),
        (f"{ON_TASK} {OFF_TASK}", known.kinds),
        (FORMATS, known.formats),
        (SOURCES, known.sources),
        (SITUATIONS, known.situations),
        ("early timely late", known.timing),
    ):
        assert set(names.split()) <= found.keys()


def test_situations_stand_in_the_order_of_the_literature_and_two_are_best_left_alone() -> None:
    known = catalogue()
    assert list(known.situations)[: len(SITUATIONS.split())] == SITUATIONS.split()
    assert [s.id for s in known.situations.values() if s.leave] == ["working-silence", "good-work"]


def test_every_ground_rule_cites_a_source_of_the_list() -> None:
    known = catalogue()
    for rule in known.rules.values():
        assert rule.sources, rule.id
        assert set(rule.sources) <= known.sources.keys(), rule.id
        assert rule.basis in {"source", "general", "own"}


def test_five_rules_protect_somebody_and_their_entries_say_so() -> None:
    known = catalogue()
    assert {rule.id for rule in known.rules.values() if rule.safety} == set(SAFETY_RULES.split())
    for rule in known.rules:
        said = any("safety rule" in text for _, text in entry(rule, "Ground rules").paragraphs)
        assert said == (rule in SAFETY_RULES.split()), rule


def entry(name: str, part: str) -> Entry:
    (found,) = [entry for where, entry in find(catalogue(), name) if where.name == part]
    return found


def test_every_source_supports_something_that_cites_it() -> None:
    known = catalogue()
    lists = (known.rules, known.kinds, known.situations, known.formats, known.glossary)
    citing = {source for entries in lists for one in entries.values() for source in one.sources}
    assert citing == known.sources.keys()


def test_a_citation_has_one_full_stop_after_each_part() -> None:
    cited = [source.cited for source in catalogue().sources.values()]
    assert any(citation.startswith("Langewitz et al. 2018. A paper") for citation in cited)
    assert not any(".." in citation for citation in cited)


def test_whatever_cites_a_source_cites_one_of_the_list() -> None:
    known = catalogue()
    citing = {key: kind.sources for key, kind in known.kinds.items()}
    citing |= {key: situation.sources for key, situation in known.situations.items()}
    citing |= {key: frame.sources for key, frame in known.formats.items()}
    citing |= {key: term.sources for key, term in known.glossary.items()}
    for entry, sources in citing.items():
        assert set(sources) <= known.sources.keys(), entry


def test_kinds_are_on_or_off_task_and_have_words_for_acts_outside_moments() -> None:
    known = catalogue()
    assert {kind.id for kind in known.kinds.values() if kind.on_task} == set(ON_TASK.split())
    for kind in known.kinds.values():
        assert len(kind.say) >= 2, kind.id
        assert all("{" not in wording for wording in kind.say), kind.id
        assert kind.aim, kind.id
        assert kind.harm, kind.id


def test_a_formats_minutes_are_the_sum_of_its_phases_in_the_order_of_the_work() -> None:
    order = PHASES.split()
    for frame in catalogue().formats.values():
        phases = [phase.phase for phase in frame.phases]
        assert phases == sorted(phases, key=order.index), frame.id
        assert sum(phase.minutes for phase in frame.phases) == frame.minutes, frame.id
        assert frame.basis in {"source", "general", "own"}


def test_the_intensive_has_45_minutes_for_the_case_and_45_for_the_leading() -> None:
    minutes = {phase.phase: phase.minutes for phase in catalogue().formats["intensive-45"].phases}
    assert minutes.pop("leadership-review") == 45
    assert sum(minutes.values()) == 45


def test_an_early_or_late_act_earns_half() -> None:
    assert {key: float(timing.factor) for key, timing in catalogue().timing.items()} == {
        "early": 0.5,
        "timely": 1,
        "late": 0.5,
    }


def test_presenters_sit_back_while_the_group_works_if_the_format_does_not_keep_them_in(
    tmp_path: Path,
) -> None:
    for format_ in catalogue().formats.values():
        assert [phase.phase for phase in format_.phases if phase.sits_back] == ["group-work"]
    for folder in ("catalogue", "formats"):
        copytree(SHIPPED / folder, tmp_path / folder)
    file = tmp_path / "formats" / "online-60.yaml"
    kept = file.read_text("utf-8").replace("group-work,", "group-work, sits_back: false,")
    file.write_text(kept, "utf-8")
    known = load_catalogue(tmp_path)
    assert not any(phase.sits_back for phase in known.formats["online-60"].phases)
    (found,) = [one for _, one in find(known, "online-60")]
    assert ("The presenter sits back", "never") in found.paragraphs
