"""``docs/debrief.md`` lists every key of a debrief as JSON, and every kind of pattern."""

import json
import re
from pathlib import Path
from typing import get_args

from simulator.messages import say
from simulator.render.debrief import render
from simulator.render.debrief_json import VERSION
from simulator.review.pattern import PatternKind
from tests.review.test_debrief import of_plan

PAGE = (Path(__file__).parents[2] / "docs" / "debrief.md").read_text("utf-8")


def named(text: str) -> set[str]:
    """The code words in the first column of the tables of a text."""
    rows = re.findall(r"^\| (`[^|]*) \|", text, re.MULTILINE)
    return {word for row in rows for word in re.findall(r"`([a-z_]+)`", row)}


def test_the_page_lists_the_keys_of_the_document() -> None:
    made = json.loads(render(of_plan("the-curious"), "json"))
    _, _, whole = PAGE.partition("## JSON")
    whole, _, rest = whole.partition("The `lesson` has:")
    lesson, _, moments = rest.partition("Each of the `moments` has:")
    assert named(whole) == set(made)
    assert named(lesson) == set(made["lesson"])
    assert named(moments) == set(made["moments"][0])
    assert f"the version of the document: {VERSION}" in whole
    assert made["version"] == VERSION


def test_the_page_lists_the_kinds_of_pattern() -> None:
    _, _, pattern = PAGE.partition("## The pattern")
    pattern, _, _ = pattern.partition("## What it rests on")
    assert named(pattern) == set(get_args(PatternKind))


def test_the_page_says_the_words_of_the_signs() -> None:
    for word in (
        "good_line", "noticed", "left_to_others", "left_alone", "missed", "spoke", "rule_broken",
    ):  # fmt: skip
        assert say(f"lesson.word_{word}") in PAGE
