"""Generate pages and parts of pages from the program: ``python -m tests.docs.pages``."""

import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from simulator.analysis.survey import Figures
from simulator.library.cards import TUTORIAL, level_order
from simulator.library.find_programmes import library_programmes
from simulator.render.glossary import Entry, parts
from simulator.scenario.model import Scenario
from tests.cli.balint import balint
from tests.docs.man_page import man_page
from tests.plain import plain_page
from tests.plays import NOWHERE
from tests.readings import lines_only, marked, played
from tests.surveyed import scenarios, surveyed
from tests.tui import keys_page
from tests.words_alone import over_all, read_by_others
from tests.workspaces import catalogue

DOCS = Path(__file__).parents[2] / "docs"

READ = "*How it was read:* "
STUMBLED = "*What was stumbled on:* "
"""What a reading found, and what followed; written by hand, and kept when the page is made anew."""

_OUTPUT = re.compile(r"^<!-- output: ([^\n]+) -->\n```text\n.*?^```$", re.M | re.S)


# The outputs that pages show.


def with_outputs(page: str) -> str:
    """The page with each command's output as it is now."""
    return _OUTPUT.sub(
        lambda found: f"<!-- output: {found[1]} -->\n```text\n{printed(found[1])}```", page
    )


def printed(command: str) -> str:
    """What a command prints for somebody who has never used the program."""
    with tempfile.TemporaryDirectory() as home:
        return balint(Path(home), *command.split()).stdout


# The glossary.


def glossary() -> str:
    """``docs/glossary.md``."""
    rows = [
        "# Glossary",
        "",
        "In the program, `g` in the library and `F2` everywhere open it; `balint-sim explain contain` tells one.",
    ]
    for part in parts(catalogue()):
        rows += ["", f"## {part.name}", "", part.about]
        for entry in part.entries:
            rows += ["", *_entry(entry)]
    return "\n".join([*rows, ""])


def _entry(entry: Entry) -> list[str]:
    name = (
        entry.name
        if entry.id.casefold() == entry.name.casefold()
        else f"{entry.name} (`{entry.id}`)"
    )
    paragraphs = [f"*{label}:* {text}" if label else text for label, text in entry.paragraphs]
    paragraphs += [f"*Sources:* {entry.sources}"] if entry.sources else []
    return [f"**{name}**  ", *(f"{line}  " for line in paragraphs[:-1]), paragraphs[-1]]


# The library.


def library(before: str) -> str:
    """``docs/library.md``; what readers said of each scenario is taken over from the page as it
    was.
    """
    read = _read(before)
    rows = [
        "# The library",
        "",
        "What comes with the program, from the easiest. Percents are of the best that a scenario allows. The chance line is",
        "what choosing blindly among waiting and the available lines would earn. The keys are one author's judgement, not a",
        "panel's; each says why (see [for trainers](for-trainers.md)). *How it was read* are simulated readings, scored by the keys",
        "as they are now, after what the readings had changed in them: no people took part, and nobody outside has tested the library.",
        "By the keys as they stood when the two markings were made, these earned 82 to 100 percent of the best; when the plays were",
        "made, guided and live ones earned 81 to 100. Two live plays had earned 58 and 62 (*Will do*, *Reason given*); these scenarios",
        "were mended and played once more by somebody else.",
        "",
        "| Scenario | Level | Style | Format | Minutes | Moments | Left alone |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        *(_row(scenario, _figures(scenario)) for scenario in ordered()),
    ]
    for scenario in ordered():
        rows += ["", *_scenario(scenario, _figures(scenario), read.get(scenario.id, ""))]
    return "\n".join(
        [*rows, "", *_programmes(), "", *_without_the_group(), "", *_habits(), "", *_reading(), ""]
    )


def ordered() -> list[Scenario]:
    """The tutorial, then from the easiest."""
    return sorted(
        scenarios(), key=lambda one: (one.id != TUTORIAL, level_order(one.level), one.title)
    )


def _figures(scenario: Scenario) -> Figures:
    return next(figures for figures in surveyed().scenarios if figures.id == scenario.id)


def _row(scenario: Scenario, figures: Figures) -> str:
    facts = (scenario.level, scenario.style, scenario.format.name, str(scenario.minutes))
    counts = (str(figures.moments), str(figures.leaves))
    return f"| [{scenario.title}](#{_anchor(scenario)}) | {' | '.join((*facts, *counts))} |"


def _anchor(scenario: Scenario) -> str:
    """The anchor that GitHub gives to a scenario's heading."""
    return re.sub(r"[^\w\- ]", "", _heading(scenario).lower()).replace(" ", "-")


def _heading(scenario: Scenario) -> str:
    return f"{scenario.title} ({scenario.id})"


def _scenario(scenario: Scenario, figures: Figures, read: str) -> list[str]:
    known = scenario.catalogue
    situations = dict.fromkeys(
        known.situations[moment.situation].name for moment in scenario.moments() if moment.situation
    )
    rules = ", ".join(known.rules[rule].name.lower() for rule in scenario.rules())
    paragraphs = [f"## {_heading(scenario)}", "", scenario.teaser]
    paragraphs += (
        ["", f"*Before you begin:* {scenario.content_note}"] if scenario.content_note else []
    )
    paragraphs += ["", *(f"- {objective}" for objective in scenario.objectives)]
    paragraphs += [
        "",
        f"*Hard moments:* {'; '.join(situations)}.",
        "",
        f"*Ground rules at stake:* {rules}.",
    ]
    habits = f"always waiting {figures.always_wait:.1f}, always speaking {figures.always_speak:.1f} percent"
    paragraphs += [
        "",
        f"*Figures:* chance line {figures.chance:.1f}, {habits}; timing alone {figures.timing_only:.1f}.",
    ]
    return [
        *paragraphs,
        "",
        f"{READ}{_how_read(scenario)}",
        *([f"{STUMBLED}{read}"] if read else []),
    ]


def _how_read(scenario: Scenario) -> str:
    """How it was marked and played without its key, and what that earned."""
    first, second = marked(scenario)
    marks = f"Marked twice without the key: {first:.0f} and {second:.0f} percent of the best."
    modes = [f"{mode} {percent:.0f} percent" for mode, percent in played(scenario).items()]
    plays = f" Played without sight of its file: {' and '.join(modes)}." if modes else ""
    return marks + plays


def _programmes() -> list[str]:
    titles = {scenario.id: scenario.title for scenario in scenarios()}
    rows = ["## Programmes"]
    for programme in library_programmes(NOWHERE):
        names = ", then ".join(titles[meeting.scenario] for meeting in programme.meetings)
        rows += ["", f"**{programme.title}** (`{programme.id}`): {names}. {programme.about}"]
    return rows


def _without_the_group() -> list[str]:
    """What is earned by timing alone and by words alone, beside the fixed habits."""
    alone = {read.scenario: read for read in read_by_others(scenarios())}
    percent, chance = over_all(list(alone.values()))
    rows = []
    for scenario in ordered():
        figures = _figures(scenario)
        shares = (figures.chance, figures.always_wait, figures.always_speak, figures.timing_only)
        read = alone[scenario.id]
        cells = [f"{share:.0f}" for share in (*shares, read.percent, read.chance)]
        rows.append(f"| {scenario.title} | {' | '.join(cells)} |")
    return [
        "## Without listening to the group",
        "",
        "In percent of the best. *Timing* is somebody who speaks exactly where it is called for and draws the lines blindly.",
        "*Words* is a classifier (ridge regression on the words and pairs of words of a line, scikit-learn) that has learnt from",
        "all other scenarios what a line is worth and sees nothing but the lines; its own chance line is beside it, since it",
        f"counts every moment once. Over all moments it earns {percent:.0f}, chance {chance:.0f}. A test keeps *timing* at 58 or less in",
        "every full scenario, and *words* at 8 points above chance or less over the library.",
        "",
        "| Scenario | Chance | Always waiting | Always speaking | Timing | Words | Chance for words |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        *rows,
        *_readings(),
    ]


def _readings() -> list[str]:
    """What fresh readers earned who saw nothing but the lines."""
    rows = [
        f"| {one.date} | {one.booklets} | {one.items} | {one.percent:.0f} | {one.chance:.0f} | {one.speak_right} |"
        for one in lines_only()
    ]
    return [
        "",
        "**Lines only.** Fresh readings of booklets that hold at most one moment of a scenario, in random order, with the names",
        "and details of the first case filled in, and nothing of what the group said. Each booklet was read by itself, as an",
        "expert would who wants to find the best line. The readings are simulated: no people took part.",
        "",
        "| Date | Booklets | Moments | Percent of the best | Chance | Speak or wait right |",
        "| --- | --- | --- | --- | --- | --- |",
        *rows,
    ]


def _habits() -> list[str]:
    """The test-wise strategies over the whole library, the most successful first."""
    means = sorted(surveyed().means, key=lambda mean: -mean.points)
    return [
        "## Habits that do not pay",
        "",
        "What leaders would earn who look at the available lines and never at the group, over all scenarios that a habit fits.",
        "A test keeps each within 8 points above the chance line over the library, and within 15 in any one scenario.",
        "",
        "| Habit | Scenarios | Percent | Chance line | Points above |",
        "| --- | --- | --- | --- | --- |",
        *(
            f"| {one.strategy} | {one.scenarios} | {one.percent:.1f} | {one.chance:.1f} | {one.points:+.1f} |"
            for one in means
        ),
    ]


def _reading() -> list[str]:
    rows = []
    for scenario in ordered():
        reads = _figures(scenario).reads
        cells = (
            f"{read.sentence:.1f} | {read.age:.0f}"
            for read in (reads.heard, reads.options, reads.reasons)
        )
        rows.append(f"| {scenario.title} | {' | '.join(cells)} |")
    return [
        "## How they read",
        "",
        "Words in a sentence, on average, and reading age (Automated Readability Index, Senter & Smith 1967, the school grade",
        "plus 5), of what is heard, of the available lines and of the reasons. It counts letters and words, and half-sentences",
        "bring it down: it shows where a text has grown heavy, and nothing else.",
        "",
        "| Scenario | Heard | Age | Lines | Age | Reasons | Age |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        *rows,
    ]


def _read(page: str) -> dict[str, str]:
    """What readers said, by the scenario's id, from a page as it was."""
    found = {}
    for section in re.split(r"^(?=## )", page, flags=re.M):
        heading = re.match(r"## .*\(([a-z0-9-]+)\)\n", section)
        said = re.search(rf"^{re.escape(STUMBLED)}(.+?)$", section, re.M)
        if heading and said:
            found[heading[1]] = said[1]
    return found


MADE: dict[str, Callable[[str], str]] = {
    "keys.md": keys_page.drawn_anew,
    "plain-mode.md": plain_page.drawn_anew,
    "analysis.md": with_outputs,
    "glossary.md": lambda before: glossary(),
    "library.md": library,
    "balint-sim.1": lambda before: man_page(),
}
"""Each page that is made, wholly or in part, with what makes it from itself as it was."""


def made(name: str) -> str:
    """A page as it should be."""
    file = DOCS / name
    return MADE[name](file.read_text("utf-8") if file.exists() else "")


if __name__ == "__main__":
    for name in MADE:
        (DOCS / name).write_text(made(name), "utf-8")
