"""Everything a server has for learning platforms (LTI 1.3): made of its database and address."""

from collections.abc import Callable
from dataclasses import dataclass

from simulator.course.database import Database
from simulator.course.lti_keys import OwnKey, PlatformKeys
from simulator.course.lti_launch import Launches
from simulator.course.lti_places import Gradebooks, Places
from simulator.course.lti_platforms import Platforms
from simulator.course.lti_web import PlatformWeb
from simulator.course.play_store import PersonStore
from simulator.library.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Learning:
    """The platforms of a server, who comes from them, and what they are sent."""

    platforms: Platforms
    launches: Launches
    places: Places
    gradebooks: Gradebooks
    key: OwnKey


def learning(database: Database, base: str) -> Learning:
    """Return it for the server at the address ``base``, which has a slash at its end."""
    web = PlatformWeb(secure=base.startswith("https:"))
    platforms = Platforms(database, web, base)
    places, key = Places(database), OwnKey(database)
    return Learning(
        platforms,
        Launches(database, platforms, PlatformKeys(web), base),
        places,
        Gradebooks(places, platforms, web, key),
        key,
    )


def percents_of(workspace: Workspace, database: Database) -> Callable[[str, str], list[float]]:
    """Return what looks up the percents of a person's whole sessions of a scenario (empty: any)."""
    from simulator.practice.judged import judged

    def percents(person: str, scenario: str) -> list[float]:
        store = PersonStore(database, person)
        whole = [
            play
            for play in store.finished()
            if play.branch_of is None and scenario in ("", play.scenario)
        ]
        return [made.percent for made in judged(workspace, store, whole).values()]

    return percents
