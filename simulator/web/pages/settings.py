"""The settings that the room in a browser uses: mode, feedback and pace."""

from simulator.library.files import shown
from simulator.messages import say
from simulator.practice.settings import FASTEST, SLOWEST, Pace, save
from simulator.render.pace import STEP
from simulator.scenario.text import brief
from simulator.web.pages.begin import options_in, settings_of
from simulator.web.pages.http import BadForm, Request, Response, see_other
from simulator.web.pages.layout import page
from simulator.web.pages.room import Room
from simulator.web.pages.scenario import usual_options

MOST_DIGITS = 4
"""The most digits of a pace."""


def show(room: Room, request: Request) -> Response:
    """Return the settings, with the errors of their file."""
    saved = bool(request.query.get("saved"))
    return _page(room, saved=say("web_settings.saved") if saved else "")


def change(room: Room, request: Request) -> Response:
    """Save the settings that a form changes."""
    before, form = settings_of(room), request.form
    options = options_in(form, usual_options(room))
    pace = _pace(form.get("pace", ""), before.pace)
    refusal = save(
        room.settings_place,
        # What is not changed is not written into a file that belongs to a person.
        mode=options.mode if options.mode != before.mode else None,
        feedback=options.feedback if options.feedback != before.feedback else None,
        pace=pace if pace != before.pace else None,
    )
    if refusal:
        return _page(room, trouble=refusal)
    return see_other(room.url("/settings", saved=1))


def _page(room: Room, *, saved: str = "", trouble: str = "") -> Response:
    settings = settings_of(room)
    return page(
        room,
        "settings.html.j2",
        say("web_settings.title"),
        at="settings",
        status=422 if trouble else 200,
        saved=saved,
        trouble=trouble,
        options=usual_options(room),
        paces=[(str(pace), _in_words(pace)) for pace in _paces(settings.pace)],
        pace=str(settings.pace),
        slips=[str(slip) for slip in settings.slips],
        file=shown(room.workspace.settings_file) if room.on_this_machine else "",
    )


def _paces(now: Pace) -> list[Pace]:
    """Return the paces to choose from; one that was written by hand is among them."""
    # A select without the current pace would change it when something else is saved.
    every = {*range(SLOWEST, FASTEST + 1, STEP), *([now] if now != "step" else [])}
    return ["step", *sorted(every)]


def _in_words(pace: Pace) -> str:
    return say("web_settings.step") if pace == "step" else say("web_settings.words", count=pace)


def _pace(text: str, usual: Pace) -> Pace:
    """Return the pace in a field; the usual one if it is empty. Raise BadForm."""
    if text in ("", "step"):
        return "step" if text else usual
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else 0
    if not SLOWEST <= number <= FASTEST:
        raise BadForm(say("web_scenario.no_choice", text=brief(text)))
    return number
