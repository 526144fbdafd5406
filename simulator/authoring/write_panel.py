"""Write a panel as ``panel.yaml``, which ``library.panels`` reads."""

from typing import Any

import yaml

from simulator.messages import say
from simulator.scenario.panel import Panel, PanelMoment, PanelReason


def panel_yaml(panel: Panel) -> str:
    """Return a panel as YAML, with a comment that says what it is."""
    data = {
        "panel": panel.scenario,
        "version": panel.version,
        "lines": panel.lines,
        "date": panel.date,
        "members": panel.members,
        "moments": {id_: _moment(moment) for id_, moment in panel.moments.items()},
    }
    # Without a width, long reasons would be broken into lines that are hard to read.
    # A style of None keeps a mark's counts, and a reason, on one line each.
    dumped = yaml.safe_dump(
        data, default_flow_style=None, sort_keys=False, allow_unicode=True, width=1_000_000
    )
    return f"# {say('panel.file_about')}\n# {say('panel.scale')}\n{dumped}"


def _moment(moment: PanelMoment) -> dict[str, Any]:
    return {
        "choice": dict(moment.decisions),
        "lines": {act: dict(counts) for act, counts in moment.ratings.items()},
        "reasons": [_reason(reason) for reason in moment.reasons],
    }


def _reason(reason: PanelReason) -> dict[str, str]:
    given = {"line": reason.act, "mark": reason.mark, "says": reason.text}
    return {name: text for name, text in given.items() if text}
