"""The debrief of a kept play, with all that is kept beside it: own words, and for a branch the first play."""

from dataclasses import replace
from functools import partial

from simulator.analysis.patience import Stop, never
from simulator.debrief.compare import beside_first
from simulator.debrief.contents import Debrief, debrief
from simulator.learner.exact import exact_of
from simulator.learner.plays import KeptPlay, origins


def debrief_of(kept: KeptPlay, stop: Stop = never) -> Debrief:
    """Make the debrief of a kept play; raises TooLarge where its scenario cannot be valued, or ``stop`` says so."""
    exact = exact_of(kept.session.setup.program, stop)
    compared = beside_first(kept, exact, partial(exact_of, stop=stop))
    return with_origins(kept, debrief(kept.session, exact, kept.said_own, compared))


def with_origins(kept: KeptPlay, made: Debrief) -> Debrief:
    """Add to the note of a debrief which play continues this one after an edit of its scenario, and which it continues."""
    return replace(made, note=" ".join((*origins(kept.store, kept.play), made.note)))
