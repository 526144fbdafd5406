"""Play one made-up scenario in a separate process and print every event.

A test starts it with another PYTHONHASHSEED.
"""

import sys

from tests.scripts import HEAD, opened, scripted
from tests.strategies import lead

SCRIPT = """
- phase: opening
- vary: [[{ben: one}], [{ben: two}], [{ben: three}]]
- label: round
- cue: first
  turns: [{ben: '{patient}'}, {priya: '{sign}'}]
  rules: [no-advice, respect]
  options:
    - {do: contain, say: 'I contain {patient}.', credit: 1, effect: {trust: 2, safety: -1}}
    - {do: advise, say: I advise., credit: 0, set: {told: true}, breaks: [no-advice, no-teaching]}
    - {do: redirect, say: I turn., credit: 0.5, when: safety > 2}
- leave: second
  turns: [{silence: a}, {silence: b}, {silence: c}]
  options: [{do: feeling, say: x, credit: 0, then: [{if: told, then: [{goto: round}]}]}]
- vary: [[{ben: four}], [{ben: five}], [{ben: six}]]
"""
CASES = (
    "absent: {patient: {name: '{who}'}}\n"
    "cases: [{who: A, sign: a}, {who: B, sign: b}, {who: C, sign: c}]\n"
)


def transcript() -> str:
    """The events of some plays in both modes, byte for byte."""
    scenario = scripted(SCRIPT, HEAD + CASES)
    plays = [
        lead(opened(scenario, mode, seed), choices)
        for mode in ("guided", "live")
        for seed in (1, 2, 99)
        for choices in ([1] * 30, [0] * 30, list(range(30)))
    ]
    return "\n".join(
        [scenario.digest, *(repr(event) for session in plays for event in session.events)]
    )


if __name__ == "__main__":
    sys.stdout.write(transcript())
