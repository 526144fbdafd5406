"""The number of examples that a property is tried on.

A property says how many it is worth. ``make test`` tries it on 30 at most, or on fewer if it says
that ``usually`` fewer do; ``make test-thorough`` (``BALINT_EXAMPLES=all``) on as many as it is
worth. A mutant has to fail many tests once, not one test surely, so ``make quick`` and
``make mutants`` set a lower number, which also leaves out shrinking.
"""

import os

from hypothesis import HealthCheck, Phase, settings

USUALLY = 30
_WANTED = os.environ.get("BALINT_EXAMPLES", str(USUALLY))
THOROUGH = _WANTED == "all"
MOST = USUALLY if THOROUGH else int(_WANTED)


def examples(number: int, *, usually: int = USUALLY) -> settings:
    """Return the settings of a property that is worth ``number`` examples; ``usually`` is for those
    whose examples take long.
    """
    return settings(max_examples=number if THOROUGH else min(number, usually, MOST))


def load_profile() -> None:
    """Use the same examples on every run, without a limit of time and without a database."""
    phases = [Phase.explicit, Phase.generate]
    if MOST >= USUALLY:
        phases.append(Phase.shrink)
    settings.register_profile(
        "house",
        derandomize=True,
        deadline=None,
        max_examples=MOST,
        phases=phases,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    settings.load_profile("house")
