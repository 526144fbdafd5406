"""Query the figures of a course; ``cohort_figures.py`` has what they are."""

from simulator.course import cohort_rows as rows
from simulator.course.cohort_comparisons import Met, compared_drills, compared_twins
from simulator.course.cohort_figures import (
    Cohort,
    enough_moments,
    group_figures,
    item_rests,
    noticing_of,
    said_words,
)
from simulator.course.database import Database, Transaction
from simulator.course.hidden import FEWEST
from simulator.scoring.scorecard import Noticing


def cohort(database: Database, course: str) -> Cohort:
    """Return the figures of a course, all of one state of the database; raise StoreProblem."""
    # One state: figures of two would differ by what somebody shared in between.
    return database.snapshot(lambda transaction: _cohort(transaction, course))


def _cohort(transaction: Transaction, course: str) -> Cohort:
    learners = rows.learners_in(transaction, course)
    if learners < FEWEST:
        return Cohort(None, (), 0, (), (), Noticing(0, 0, 0, 0), enough=False)
    every = rows.groups_in(transaction, course)
    groups, met = [], []
    for group in every:
        # A smaller group is left out of twins and noticing, too: it could be subtracted from them.
        if group.learners >= FEWEST:
            counted = rows.counted(transaction, course, group.key)
            sessions = rows.sessions(transaction, course, group.key)
            groups.append(group_figures(group, counted, item_rests(sessions)))
            met.append(Met(group.key, {one.moment: one.twin for one in counted}, sessions))
    return Cohort(
        learners,
        tuple(groups),
        len(every) - len(groups),
        tuple(compared_twins(met)),
        tuple(compared_drills(rows.drilled(transaction, course))),
        noticing_of([group.noticing for group in groups]),
        enough_moments(groups),
        tuple(said_words(rows.own_words(transaction, course))),
    )
