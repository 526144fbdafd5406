"""A panel made of sheets: counts without names, beside a key that it does not change."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.authoring.mark_sheet import BadSheet, Mark, Sheet, acts_on_paper, sheet_of
from simulator.authoring.panel import Judged, JudgedMoment, judge
from simulator.authoring.write_panel import panel_yaml
from simulator.authoring.write_screenplay import screenplay
from simulator.library.panels import load_panel_text
from simulator.render.panel_json import panel_json
from simulator.render.panel_page import panel_page
from simulator.render.write_text import write_text
from simulator.scenario.model import Scenario
from simulator.scenario.panel import (
    DECISIONS,
    RATINGS,
    Decision,
    Rating,
    credit_of_rating,
    median_credit,
)
from tests.branching_scenario import TEXT
from tests.hostile import WORDS
from tests.panels import DAY, sheet
from tests.scripts import loaded

SCENARIO = loaded(TEXT)
SPEAK: Mapping[str, Decision] = {"first": "speak", "quiet": "speak"}
WAIT: Mapping[str, Decision] = {"first": "wait", "quiet": "wait"}


def judged(*sheets: Sheet) -> Judged:
    return judge(SCENARIO, sheets, DAY)


def moment(found: Judged, name: str) -> JudgedMoment:
    return next(each for each in found.moments if each.id == name)


def marked(**ratings: Rating) -> Sheet:
    """The sheet of a member who marks these options of the first moment."""
    return sheet(SCENARIO, SPEAK, {("first", act): rating for act, rating in ratings.items()})


def test_the_counts_are_those_of_the_sheets() -> None:
    found = judged(
        marked(redirect="2", advise="never"),
        marked(redirect="2", advise="-1"),
        sheet(SCENARIO, WAIT, {("first", "wait"): "1"}),
    )
    first = found.panel.moments["first"]
    assert found.panel.members == 3
    assert first.decisions == {"speak": 2, "wait": 1}
    assert first.ratings == {
        "redirect": {"2": 2},
        "advise": {"never": 1, "-1": 1},
        "wait": {"1": 1},
    }
    assert found.panel.moments["second"].ratings == {}


@st.composite
def sheets(draw: st.DrawFn) -> list[Sheet]:
    """Sheets of two to six members who mark what they like, on papers of several seeds."""
    places = sorted({(m.id, a) for m in SCENARIO.moments() for a in ("wait", *offered(m.id))})
    made = []
    for number in range(draw(st.integers(2, 6))):
        ratings = draw(st.dictionaries(st.sampled_from(places), st.sampled_from(RATINGS)))
        ids = st.sampled_from([m.id for m in SCENARIO.moments()])
        decisions = draw(st.dictionaries(ids, st.sampled_from(DECISIONS)))
        words = st.sampled_from(["Too soon.", "They need it.", f"Signed {number}x"])
        reasons = draw(st.dictionaries(st.sampled_from(places), words))
        seed = draw(st.integers(1, 3))
        made.append(sheet(SCENARIO, decisions, ratings, reasons, f"Member{number}", seed))
    return made


def offered(name: str) -> list[str]:
    found = SCENARIO.moment(name)
    return [found.options[at].id for at in found.offered(found.ask)]


@given(sheets(), st.randoms(use_true_random=False))
def test_the_order_of_the_members_changes_nothing(members: list[Sheet], random: Random) -> None:
    mixed = list(members)
    random.shuffle(mixed)
    assert judged(*mixed) == judged(*members)
    assert panel_yaml(judged(*mixed).panel) == panel_yaml(judged(*members).panel)


@given(sheets())
def test_what_was_printed_with_another_seed_is_the_same_panel(members: list[Sheet]) -> None:
    acts = {sheet.seed: acts_on_paper(SCENARIO, sheet.seed) for sheet in members}
    assert acts  # the papers differ in their letters, and not in their acts
    names = {f"Other{number}" for number, _ in enumerate(members)}
    renamed = [replace(each, rater=name) for each, name in zip(members, sorted(names), strict=True)]
    assert judged(*renamed) == judged(*members)


@given(sheets())
def test_a_panel_is_read_as_it_was_written(members: list[Sheet]) -> None:
    panel = judged(*members).panel
    found, findings = load_panel_text(panel_yaml(panel).encode(), "panel.yaml", SCENARIO)
    if panel.members < 3:
        assert found is None
        assert [finding.code for finding in findings] == ["S205"]
    else:
        assert findings == ()
        assert found == panel


def test_hostile_reasons_come_back_as_they_were() -> None:
    members = [
        sheet(SCENARIO, SPEAK, {}, {("first", ""): " ".join(words.split())})
        for words in (*WORDS, "# no comment", "- {a: b}", "'", "never", "2", "&a *a", "!!x")
    ]
    panel = judged(*members).panel
    found, findings = load_panel_text(panel_yaml(panel).encode(), "panel.yaml", SCENARIO)
    assert findings == ()
    assert found == panel


# Nobody is named.


def test_no_member_is_named_anywhere() -> None:
    reasons = {("first", ""): "It is drifting (Johanna).", ("first", "redirect"): "PETROVA: yes."}
    members = [
        sheet(SCENARIO, SPEAK, {}, reasons, "Johanna Petrova"),
        sheet(SCENARIO, SPEAK, {}, {("quiet", ""): "As Johanna said."}, "Dr T. Okafor"),
        sheet(SCENARIO, WAIT, {}, {}, "Okafor's friend"),
    ]
    found = judged(*members)
    for text in (panel_yaml(found.panel), str(panel_json(found)), write_text(panel_page(found))):
        assert not {"johanna", "petrova", "okafor"} & set(text.lower().replace(".", " ").split())
        assert "Johanna" not in text
    assert [reason.text for reason in found.panel.moments["quiet"].reasons] == ["As — said."]
    assert found.renamed == 3


def test_a_name_that_is_also_in_the_group_or_a_word_stays() -> None:
    reasons = {("first", ""): "Ben wants to help; the rest will wait."}
    members = [sheet(SCENARIO, SPEAK, {}, reasons, name) for name in ("Ben", "Will", "The third")]
    found = judged(*members)
    assert {reason.text for reason in found.panel.moments["first"].reasons} == {
        "Ben wants to help; the rest will wait."
    }
    assert found.renamed == 0


def test_reasons_are_in_no_order_of_the_sheets() -> None:
    texts = [f"Reason {number}." for number in range(12)]
    members = [sheet(SCENARIO, SPEAK, {}, {("first", ""): text}) for text in texts]
    shown = [reason.text for reason in judged(*members).panel.moments["first"].reasons]
    assert sorted(shown) == sorted(texts)
    assert shown not in (texts, texts[::-1])


# The other sheet.


def boxes(marks: Mapping[tuple[str, str], Mark]) -> Sheet:
    empty = sheet_of(screenplay(SCENARIO, 1, 0))
    acts = acts_on_paper(SCENARIO, 1)
    lines = [replace(line, mark=marks.get(acts[line.moment, line.letter])) for line in empty.lines]
    return replace(empty, lines=tuple(lines))


def test_a_sheet_with_boxes_counts_too_and_is_said() -> None:
    found = judged(
        boxes({("first", "redirect"): "best", ("first", "advise"): "poor"}),
        boxes({("first", "redirect"): "fits", ("first", "wait"): "best"}),
        # Both are best, so it is open whether to speak.
        boxes({("first", "redirect"): "best", ("first", "wait"): "best"}),
    )
    first = found.panel.moments["first"]
    assert first.ratings == {
        "redirect": {"1": 1, "2": 2},
        "advise": {"-1": 1},
        "wait": {"2": 2},
    }
    assert first.decisions == {"speak": 1, "wait": 1}
    assert found.boxes == 3
    assert "3 members filled in the sheet with boxes." in text_of(found)


def test_a_sheet_without_marks_is_no_member() -> None:
    only_reasons = sheet(SCENARIO, {}, {}, {("first", ""): "Hard to say."})
    found = judged(marked(redirect="2"), marked(redirect="1"), marked(advise="0"), only_reasons)
    assert (found.panel.members, found.empty) == (3, 1)
    assert found.panel.moments["first"].reasons == ()
    assert "1 sheet has no mark and is not counted." in text_of(found)


# Beside the key.


def text_of(found: Judged) -> str:
    return " ".join(write_text(panel_page(found)).split())


def test_where_panel_and_key_differ_is_said() -> None:
    members = [
        sheet(SCENARIO, WAIT, {("first", "redirect"): "never", ("first", "wait"): "2"})
        for _ in range(3)
    ]
    found = judged(*members)
    first, quiet = moment(found, "first"), moment(found, "quiet")
    assert first.majority == "wait"
    assert first.other_decision
    assert first.other_best
    assert first.never_best == ("redirect",)
    assert not quiet.differs
    text = text_of(found)
    assert "Most of the panel would say nothing here; the key speaks." in text
    assert "The panel marked say nothing highest, which is not best in the key." in text
    assert "Somebody marked redirect with never, which is best in the key." in text
    assert text.count("(differs from the key)") == 1


def test_half_of_a_panel_is_no_majority() -> None:
    found = judged(*(sheet(SCENARIO, each, {}) for each in (SPEAK, SPEAK, WAIT, WAIT)))
    assert moment(found, "first").majority is None
    assert not moment(found, "first").differs


def test_a_few_marks_in_a_large_panel_conclude_nothing_either() -> None:
    bold = sheet(SCENARIO, {"first": "wait"}, {("first", "advise"): "2"})
    others = [sheet(SCENARIO, {}, {("quiet", "wait"): "2"}) for _ in range(5)]
    first = moment(judged(bold, bold, *others), "first")
    assert first.majority is None
    assert first.panel_best == ()
    assert all(act.median is None for act in first.acts)
    assert not first.differs


def test_adopting_the_medians_is_listed_and_changes_nothing() -> None:
    before = SCENARIO.moment("first")
    found = judged(
        marked(redirect="2", advise="-2"),
        marked(redirect="1", advise="never"),
        marked(redirect="0", advise="-2"),
        sheet(SCENARIO, SPEAK, {("first", "wait"): "2"}),
    )
    changes = moment(found, "first").changes()
    # Advice has the credit 0 by key and panel; one mark for saying nothing is too few.
    assert [(change.act, change.credit, change.median) for change in changes] == [
        ("redirect", Fraction(1), Fraction(3, 4))
    ]
    assert "redirect would have 0.75 in place of 1." in text_of(found)
    assert SCENARIO.moment("first") is before


@pytest.mark.parametrize(
    ("counts", "median"),
    [
        ({"2": 1}, Fraction(1)),
        ({"never": 1, "2": 1}, Fraction(1, 2)),
        ({"never": 2, "-2": 1, "2": 2}, Fraction(0)),
        ({"0": 1, "1": 1}, Fraction(5, 8)),
        ({}, None),
    ],
)
def test_the_median_is_that_of_the_marks(
    counts: Mapping[Rating, int], median: Fraction | None
) -> None:
    assert median_credit(counts) == median


def test_each_step_of_the_scale_is_a_quarter_and_never_is_nothing() -> None:
    assert [credit_of_rating(rating) for rating in RATINGS] == [
        Fraction(quarters, 4) for quarters in (0, 0, 1, 2, 3, 4)
    ]


def test_few_members_give_counts_and_no_conclusion() -> None:
    found = judged(marked(redirect="never"), marked(redirect="never"))
    assert not found.enough
    text = text_of(found)
    assert "A panel has at least 3 members." in text
    assert "never by 2" in text
    for conclusion in ("lpha", "differs", "adopted", "which is best", "panel 0"):
        assert conclusion not in text
    data = panel_json(found)
    assert data["agreement"] == {"choice": None, "lines": None}
    for each in data["moments"]:
        assert (each["majority"], each["panel_best"], each["differs"]) == (None, None, None)
        assert each["changes"] is None
        assert all(act["median"] is None for act in each["acts"])


def test_agreement_on_speaking_is_that_of_the_decisions() -> None:
    agreeing = judged(*(sheet(SCENARIO, {"first": "speak", "quiet": "wait"}, {}) for _ in range(3)))
    assert agreeing.deciding.alpha == 1
    assert agreeing.deciding.units == 2
    assert agreeing.rating.alpha is None
    assert "not defined" in text_of(agreeing)
    split = judged(*(sheet(SCENARIO, each, {}) for each in (SPEAK, WAIT, SPEAK, WAIT)))
    assert split.deciding.alpha is not None
    assert split.deciding.alpha < 0


# Sheets that do not fit.


def test_sheets_of_other_lines_are_refused() -> None:
    other = loaded(TEXT.replace("We have time.", "There is time."))
    with pytest.raises(BadSheet, match="printed from other lines"):
        judge(other, [marked(redirect="2")], DAY)
    renamed = replace(marked(redirect="2"), scenario="another")
    with pytest.raises(BadSheet, match="is of 'another'"):
        judged(renamed)


def test_every_line_that_does_not_fit_is_said() -> None:
    full = marked(redirect="2")
    lines = (*full.lines, full.lines[0], replace(full.lines[1], letter="Q"))
    with pytest.raises(BadSheet) as raised:
        judged(replace(full, lines=lines))
    assert len(raised.value.problems) == 2


def test_sheets_stay_valid_when_only_the_key_changes() -> None:
    rekeyed: Scenario = loaded(TEXT.replace("credit: 0.5, why: Late only.", "credit: 0, why: No."))
    assert judge(rekeyed, [marked(redirect="2")], DAY).panel == judged(marked(redirect="2")).panel
