"""Begin a session: what its form offers, and what it sends."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from simulator.library.files import look
from simulator.library.workspace import NoFolder
from simulator.messages import current_language, say
from simulator.practice.demonstration import exemplary_file
from simulator.practice.open_play import NewPlay, open_play
from simulator.practice.play_options import PlayOptions
from simulator.practice.settings import Settings, load
from simulator.render.briefing import briefing
from simulator.render.write_html import languages_of
from simulator.scenario.model import SEED_RANGE
from simulator.scenario.text import brief
from simulator.store.play_store import Play
from simulator.web.pages.http import BadForm, Response, see_other
from simulator.web.pages.room import Room

if TYPE_CHECKING:
    from simulator.engine.setup import FeedbackTime
    from simulator.scenario.model import Mode

MODES: "Mapping[str, Mode]" = {"guided": "guided", "live": "live"}
FEEDBACK: "Mapping[str, FeedbackTime]" = {"now": "now", "end": "end"}

MOST_DIGITS = 20
"""Fewer digits than these has every seed; ``int`` refuses very long numbers."""

T = TypeVar("T")


def settings_of(room: Room) -> Settings:
    """Return the learner's settings; the defaults if there is no folder to read them from."""
    try:
        return load(room.settings_place)
    except NoFolder:
        return Settings()


def options_in(fields: Mapping[str, str], usual: PlayOptions) -> PlayOptions:
    """Return the options in a query or a form, with a seed; what is left out is as usual.

    Raise BadForm for a value that no form offers.
    """
    mode = _one_of(MODES, fields.get("mode", ""), usual.mode)
    feedback = _one_of(FEEDBACK, fields.get("feedback", ""), usual.feedback)
    # Drawn now, so that the form can send the seed of the case that the briefing describes.
    return PlayOptions(mode, feedback, _seed(fields.get("seed", ""))).drawn()


def asked_mode(fields: Mapping[str, str]) -> "Mode | None":
    """Return the mode that a form asks for; None if it leaves it to the scenario."""
    return MODES.get(fields.get("mode", ""))


def what_begins(new: NewPlay) -> dict[str, Any]:
    """Return what the templates of a briefing need: its texts, and what its form chooses."""
    assert new.options.seed is not None
    language = languages_of(new.scenario.language, current_language())
    return {
        "briefing": briefing(new.scenario, new.options.seed),
        "options": new.options,
        "modes": new.scenario.modes,
        # Empty if it is that of the page.
        "scenario_language": language["scenario"],
        "most_seed": SEED_RANGE[-1],
        "demonstrated": look(exemplary_file(new.loaded)) not in ("nothing", "folder"),
    }


def begun(room: Room, new: NewPlay) -> Response:
    """Begin a play and lead to it; a form that is sent twice begins one play."""
    # The host holds the lock of the room, so no other form begins a play between the two.
    same = next((play for play in room.store.unfinished() if _is_same(room, play, new)), None)
    play = same or open_play(room.workspace, room.store, new).play
    return see_other(room.url(f"/plays/{play.number}"))


def _is_same(room: Room, play: Play, new: NewPlay) -> bool:
    """Return True for a play that began as the new one would, and in which nothing was done."""
    options, part = new.options, new.part
    place = (part.programme.id, part.number, part.follows) if part is not None else ("", 0, None)
    return (
        play.digest == new.scenario.digest
        and (play.mode, play.feedback, play.seed) == (options.mode, options.feedback, options.seed)
        and (play.programme, play.part, play.follows) == place
        and play.branch_of is None
        # Last, because it reads the acts of a play.
        and not room.store.records(play.id)
    )


def _one_of(known: Mapping[str, T], text: str, usual: T) -> T:
    if not text:
        return usual
    if text not in known:
        raise BadForm(say("web_scenario.no_choice", text=brief(text)))
    return known[text]


def _seed(text: str) -> int | None:
    """Return the seed in a field; None if it is empty. Raise BadForm."""
    text = text.strip()
    if not text:
        return None
    # ``isdecimal`` and ``int`` alone would take the digits of other scripts, too.
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < MOST_DIGITS else -1
    if number not in SEED_RANGE:
        raise BadForm(
            say("web_scenario.no_seed", text=brief(text), least=SEED_RANGE[0], most=SEED_RANGE[-1])
        )
    return number
