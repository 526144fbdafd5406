"""Load the catalogue and the formats from ``scenarios/catalogue/`` and ``scenarios/formats/``.

They are shipped and tested with the program, so an error in one is a fault of the installation and
raises ``BrokenCatalogue``.
"""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from simulator.language.document import LARGEST_FILE
from simulator.language.findings import Findings
from simulator.language.reader import read
from simulator.library.files import BrokenCatalogue, files_in, read_file
from simulator.messages.findings import say_finding
from simulator.scenario.catalogue import (
    Catalogue,
    Format,
    FormatPhase,
    Kind,
    Rule,
    Situation,
    Source,
    Term,
    TimingFactor,
    sits_back,
)


def load_catalogue(folder: Path) -> Catalogue:
    """Return the catalogue and the formats in ``folder`` (``scenarios/``).

    Raise BrokenCatalogue if a file is missing or invalid.
    """
    files = folder / "catalogue"
    try:
        return Catalogue(
            rules={k: _rule(k, v) for k, v in _read(files / "rules.yaml")["rules"].items()},
            kinds={k: _kind(k, v) for k, v in _read(files / "kinds.yaml")["kinds"].items()},
            situations={
                k: _situation(k, v)
                for k, v in _read(files / "situations.yaml")["situations"].items()
            },
            timing={k: _timing(k, v) for k, v in _read(files / "timing.yaml")["timing"].items()},
            sources={
                k: Source(id=k, **v) for k, v in _read(files / "sources.yaml")["sources"].items()
            },
            glossary={
                k: _term(k, v) for k, v in _read(files / "glossary.yaml")["glossary"].items()
            },
            formats={
                path.stem: _format(_read(path)) for path in files_in(folder / "formats", ".yaml")
            },
        )
    # The files have no schema, so a key that is missing or wrong is found only here.
    except (KeyError, TypeError, AttributeError) as error:
        raise BrokenCatalogue(f"{files}: {error!r}") from error


def _read(path: Path) -> Any:
    findings = Findings(str(path))
    try:
        document = read(read_file(path, LARGEST_FILE), str(path), findings)
    except OSError as error:
        raise BrokenCatalogue(str(error)) from error
    if document is None or findings.errors:
        raise BrokenCatalogue("\n".join(map(say_finding, findings.sorted())))
    return document.data


def _rule(key: str, data: Mapping[str, Any]) -> Rule:
    return Rule(
        key,
        data["name"],
        data["text"],
        data["example"],
        tuple(data["sources"]),
        data["basis"],
        data.get("safety", False),
    )


def _kind(key: str, data: Mapping[str, Any]) -> Kind:
    say, heard, sources = (tuple(data.get(name, ())) for name in ("say", "heard", "sources"))
    return Kind(
        key, data["name"], data["task"] == "on-task", data["aim"], data["harm"], say, heard, sources
    )


def _situation(key: str, data: Mapping[str, Any]) -> Situation:
    sources = tuple(data.get("sources", ()))
    return Situation(
        key, data["name"], data["aim"], data["leave"], data["basis"], sources, data.get("after", "")
    )


def _timing(key: str, data: Mapping[str, Any]) -> TimingFactor:
    # Through the text: ``Fraction(0.3)`` is not 3/10, and credits have to be exact.
    return TimingFactor(key, Fraction(str(data["factor"])), data["text"])


def _term(key: str, data: Mapping[str, Any]) -> Term:
    return Term(key, data["text"], tuple(data.get("sources", ())))


def _format(data: Mapping[str, Any]) -> Format:
    phases = tuple(
        FormatPhase(
            phase["phase"],
            phase["minutes"],
            phase.get("text", ""),
            phase.get("sits_back", sits_back(phase["phase"])),
        )
        for phase in data["phases"]
    )
    return Format(
        data["format"],
        data["name"],
        data["about"],
        data["minutes"],
        phases,
        tuple(data["sources"]),
        data["basis"],
    )
