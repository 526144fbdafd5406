"""A code for the lines of a scenario, by which marks of other lines are recognised."""

from hashlib import blake2b

from simulator.scenario.model import Scenario

_CODE_LENGTH = 8


def lines_code(scenario: Scenario) -> str:
    """Return a code that changes if the moments or the words of their lines change.

    It does not depend on credits and reasons, so marks stay valid while the key is discussed. It
    has letters only: a spreadsheet reads ``12e45678`` as a number.
    """
    hashed = blake2b(digest_size=_CODE_LENGTH)
    for moment in scenario.moments():
        for text in (moment.id, *(f"{o.id}/{o.after}/{o.say.source}" for o in moment.options)):
            # No text of a scenario has a zero byte, so other texts are never the same bytes.
            hashed.update(text.encode() + b"\0")
        # The lines on the paper are those that are available after this turn.
        hashed.update(f"{moment.ask}\n".encode())
    return "".join(chr(ord("a") + byte % 26) for byte in hashed.digest())
