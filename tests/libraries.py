"""Libraries for tests: small scenarios that replace those that come with the program."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from tests.workspaces import SHIPPED

SCENARIO = """\
scenario: {id}
title: {title}
teaser: {teaser}
level: {level}
style: {style}
format: {format}
minutes: {minutes}
cast:
  priya: {{name: Dr Priya Nair, role: presenter}}
  ben: {{name: Ben, role: member}}
script:
  - cue: drift
    situation: {situation}
    rules: [{rule}]
    turns: [{{ben: one}}, {{ben: two}}]
    options:
      - {{do: contain, say: I contain., credit: 1}}
      - {{do: advise, say: I advise., credit: 0}}
"""

USUAL = {
    "teaser": "Somebody says something.",
    "level": "foundation",
    "style": "guiding",
    "format": "weekly-90",
    "minutes": "20",
    "situation": "advice",
    "rule": "no-advice",
}


def small(name: str, **facts: str) -> str:
    """The text of a small scenario; what is not said of it is as usual."""
    return SCENARIO.format(**{**USUAL, "title": f"About {name}", **facts, "id": name})


def only(home: Path, texts: Mapping[str, str]) -> dict[str, Path]:
    """Make these the whole library of ``workspace_at(home)``: the texts of scenarios by their ids.

    Return the scenarios' files.
    """
    (home / "scenarios").mkdir(parents=True)
    files = {name: home / "scenarios" / name / "scenario.yaml" for name in texts}
    for name, file in files.items():
        file.parent.mkdir(parents=True)
        file.write_text(texts[name], "utf-8")
    return files


def only_tutorial(folder: Path) -> Path:
    """Make a library that has nothing but the catalogue and the tutorial; return its folder."""
    for name in ("catalogue", "formats", "tutorial"):
        shutil.copytree(SHIPPED / name, folder / name)
    return folder
