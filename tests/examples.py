"""The number of examples that a property is tried on.

A mutant has to fail many tests once, not one test surely: ``BALINT_EXAMPLES=10`` lets no property
be tried on more than ten, and leaves out shrinking. ``make quick`` and ``make mutants`` set it.
"""

import os

from hypothesis import HealthCheck, Phase, settings

ALL = 10_000
MOST = int(os.environ.get("BALINT_EXAMPLES", ALL))


def examples(number: int) -> settings:
    """Return the settings of a property that is worth ``number`` examples."""
    return settings(max_examples=min(number, MOST))


def load_profile() -> None:
    """Use the same examples on every run, without a limit of time and without a database."""
    phases = [Phase.explicit, Phase.generate]
    if MOST == ALL:
        phases.append(Phase.shrink)
    settings.register_profile(
        "house",
        derandomize=True,
        deadline=None,
        max_examples=min(30, MOST),
        phases=phases,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    settings.load_profile("house")
