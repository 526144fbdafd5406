"""What a trainer does with markings: open, close, delete, and save what the panel handed in.

A trainer sees how many have handed in, and nothing of what they marked before the marking is
closed. After that, sheets and report are the same for every trainer, and have no name.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from markupsafe import Markup

from simulator.authoring.panel import Judged
from simulator.authoring.write_panel import panel_yaml
from simulator.course.marked_sheets import judged_marking, marked_scenario, sheets_zip
from simulator.course.marking import Marking, MarkingProblem
from simulator.library.scenarios import Loaded, load
from simulator.messages import say
from simulator.render.panel_page import panel_page
from simulator.render.write_html import html_parts, write_html
from simulator.scenario.panel import FEWEST_MEMBERS
from simulator.web.course.course import card_named, playable
from simulator.web.course.layout import page
from simulator.web.course.site import Site, Visit
from simulator.web.pages.http import BadForm, NotHere, Response, download, see_other

_FIELD: Final = "scenario-"
"""What the name of a box begins with; the id of its scenario follows."""

_MOST_KEPT: Final = 20

# Without a lock: two threads may work out the same panel, which does no harm.
_kept: dict[str, Judged] = {}
"""The panels of closed markings, which never change; to work one out takes a while."""


def show_all(site: Site, visit: Visit) -> Response:
    """Return the markings of a course, and what else can be marked."""
    markings = site.markings.all(visit.here.id)
    # What is closed can be marked again.
    there = {one.scenario for one in markings if one.open}
    return page(
        site,
        visit,
        "markings.html.j2",
        say("marking.markings"),
        markings=markings,
        members=len(site.people.members(visit.here.id, "panel")),
        cards=[card for card in playable(site) if card.id not in there],
        fewest=FEWEST_MEMBERS,
        field=_FIELD,
        endings=tuple(_WRITERS),
        done=visit.request.query.get("done", ""),
    )


def open_new(site: Site, visit: Visit) -> Response:
    """Open a marking of each scenario that was chosen."""
    wanted = [name.removeprefix(_FIELD) for name in visit.form if name.startswith(_FIELD)]
    if not wanted:
        raise BadForm(say("marking.choose"))
    # All are loaded before any is opened, so that a broken one opens none.
    loaded = [load(Path(card_named(site, name).path), site.workspace.catalogue) for name in wanted]
    ready = [one for one in loaded if isinstance(one, Loaded)]
    if len(ready) < len(loaded):
        raise NotHere(say("course_web.no_scenario"))
    site.markings.open(visit.here.id, ready)
    return _done(visit, "opened")


def close(site: Site, visit: Visit, marking: str) -> Response:
    """Close a marking for good."""
    site.markings.close(visit.here.id, marking)
    return _done(visit, "closed")


def delete(site: Site, visit: Visit, marking: str) -> Response:
    """Delete a marking with all that was marked."""
    site.markings.delete(visit.here.id, marking)
    # Other workers may keep theirs, but `known` finds no such marking any more.
    _kept.pop(marking, None)
    return _done(visit, "deleted")


def save(site: Site, visit: Visit, marking: str, ending: str) -> Response:
    """Return what a closed marking's panel handed in, as a file."""
    if ending not in _WRITERS:
        raise NotHere(say("web.no_page"))
    name, kind, write = _WRITERS[ending]
    return download(write(site, visit, _closed(site, visit, marking)), name, kind)


def spread(site: Site, visit: Visit, marking: str) -> Response:
    """Return the report to a member who has handed in, once the marking is closed."""
    known = site.markings.known(visit.here.id, marking)
    if not site.markings.handed_in(known.id, visit.me.id):
        raise MarkingProblem(say("marking.hand_in_first"))
    found = panel_page(_judged(site, visit, _closed(site, visit, marking)))
    contents, parts = html_parts(found)
    return page(
        site,
        visit,
        "marking_spread.html.j2",
        found.title,
        # Escaped by the templates of the report.
        contents=Markup(contents),  # noqa: S704
        parts=Markup(parts),  # noqa: S704
    )


def _closed(site: Site, visit: Visit, marking: str) -> Marking:
    known = site.markings.known(visit.here.id, marking)
    if known.open:
        raise MarkingProblem(say("marking.not_closed"))
    return known


def _judged(site: Site, visit: Visit, marking: Marking) -> Judged:
    found = _kept.get(marking.id)
    if found is None:
        scenario = marked_scenario(site.markings, site.workspace, marking)
        handed_in = site.markings.sheets(visit.here.id, marking.id)
        found = judged_marking(scenario, marking, handed_in)
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        _kept[marking.id] = found
    return found


def _html(site: Site, visit: Visit, marking: Marking) -> bytes:
    return write_html(panel_page(_judged(site, visit, marking))).encode()


def _sheets(site: Site, visit: Visit, marking: Marking) -> bytes:
    scenario = marked_scenario(site.markings, site.workspace, marking)
    return sheets_zip(scenario, site.markings.sheets(visit.here.id, marking.id))


def _yaml(site: Site, visit: Visit, marking: Marking) -> bytes:
    return panel_yaml(_judged(site, visit, marking).panel).encode()


_Write = Callable[[Site, Visit, Marking], bytes]

_WRITERS: Final[dict[str, tuple[str, str, _Write]]] = {
    "html": ("balint-sim-panel.html", "text/html; charset=utf-8", _html),
    "sheets": ("balint-sim-sheets.zip", "application/zip", _sheets),
    "yaml": ("panel.yaml", "application/yaml; charset=utf-8", _yaml),
}
"""The name, the type and the writer of each kind of file."""


def _done(visit: Visit, what: str) -> Response:
    return see_other(f"/courses/{visit.here.id}/markings?done={what}")
