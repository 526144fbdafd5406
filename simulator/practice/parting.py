"""The line that is printed on the terminal after a learner has left: how to continue."""

from simulator.messages import say
from simulator.practice.saved_play import SavedPlay

PATIENT = "patient"
"""The placeholder of the patient's name in the shipped scenarios; others may not have it."""


def parting(saved: SavedPlay) -> str:
    """Return how to continue a play, or how to read its debrief.

    It is empty for a preview, of which nothing is saved, and if the play is no longer saved.
    """
    play = saved.store.play(saved.play.id)
    if play is None or saved.preview:
        return ""
    if play.ended is not None:
        return say("plays.parting_over", title=play.title, number=play.number)
    names, latest = saved.session.setup.names, saved.store.unfinished()[:1]
    # Without a number the latest is continued.
    number = "" if [one.id for one in latest] == [play.id] else f" {play.number}"
    if PATIENT in names:
        return say("plays.parting_patient", patient=names[PATIENT], number=number)
    return say("plays.parting", title=play.title, number=number)
