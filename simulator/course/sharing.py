"""Share the finished sessions of a learner with the courses that they agreed to share with.

What a course gets of a session is made in ``practice/sharing.py``. Shared is what was begun after
the learner joined the course; attempts that branch off a session, and drills, are not.
"""

from simulator.course.database import Database
from simulator.library.workspace import Workspace


def share_finished(database: Database, workspace: Workspace, person: str) -> int:
    """Share what a person has finished and not shared yet; return how many documents that were.

    It is called when a session is over and when a consent is given. Raise StoreProblem.
    """
    return 0
