"""A small scenario with questions to oneself, one of them asked twice."""

from tests.scripts import CUE, HEAD, LEAVE

FIRST = "What do you notice in yourself just now?"
SECOND = "Whom in the group have you forgotten?"

SCRIPT = f"""{HEAD}script:
- phase: opening
- priya: before
- reflect: {FIRST}
{CUE}- ben: between
- reflect: {SECOND}
{LEAVE}- priya: after
- reflect: {FIRST}
- end: Thank you.
"""

ASKED = (FIRST, SECOND, FIRST)
"""The questions in the order of the play."""
