"""What a moment is called, and what a leader should try for in it.

An author's own ``title`` and ``aim`` replace the name and the aim of the moment's situation.
"""

from simulator.scenario.catalogue import Catalogue
from simulator.scenario.model import Moment
from simulator.scenario.placeholders import Words


def moment_title(moment: Moment, catalogue: Catalogue) -> Words:
    """Return the title of a moment, or else its situation's name; empty if it has neither."""
    return moment.title or _literal(_situation(moment, catalogue)[0])


def moment_aim(moment: Moment, catalogue: Catalogue) -> Words:
    """Return the aim of a moment, or else its situation's; empty if it has neither."""
    return moment.aim or _literal(_situation(moment, catalogue)[1])


def _situation(moment: Moment, catalogue: Catalogue) -> tuple[str, str]:
    situation = catalogue.situations.get(moment.situation or "")
    return ("", "") if situation is None else (situation.name, situation.aim)


def _literal(text: str) -> Words:
    """Return a text of the catalogue as it stands: a brace in it opens no placeholder."""
    return Words(text, (text,))
