"""A person's own page: what is saved, another device, the export, and deleting it all."""

import json
from typing import Any

from simulator.course import qr
from simulator.course.outbox import RECORD_WORDING
from simulator.course.play_store import PersonStore
from simulator.course.retention import delete_person, export_person
from simulator.messages import say
from simulator.practice.deletion import delete_cached
from simulator.web.course.course import playable
from simulator.web.course.fields import name_in, one_of
from simulator.web.course.layout import page
from simulator.web.course.signing_in import signed_out
from simulator.web.course.site import Site, Visit
from simulator.web.pages.http import Response, download, see_other


def show(site: Site, visit: Visit) -> Response:
    """Return what is saved about the person."""
    store = PersonStore(site.database, visit.me.id)
    courses = {one.course.id: one.course for one in site.people.courses(visit.me.id)}
    shared = {
        course: [
            say(f"course_web.thing_{one.what}")
            for one in site.consents.answers(course, visit.me.id)
            if one.holds
        ]
        for course in courses
    }
    return page(
        site,
        visit,
        "me.html.j2",
        say("course_web.me"),
        plays=len(store.plays()),
        drills=store.drilled()[0],
        courses=list(courses.values()),
        shared=shared,
        judges=_judges(site, visit),
        renamed=bool(visit.request.query.get("renamed")),
        places=[one for one in site.learning.places.of(visit.me.id) if one.line],
        titles={card.id: card.title for card in playable(site)},
        recorded=site.outbox.agreement(visit.me.id).holds,
        record_store=site.record_store,
        wording=RECORD_WORDING,
        linked=site.oidc is not None and site.oidc.is_linked(visit.me.id),
    )


def rename(site: Site, visit: Visit) -> Response:
    """Change the pseudonym."""
    site.people.rename(visit.me.id, name_in(visit))
    return see_other("/me?renamed=1")


def record(site: Site, visit: Visit) -> Response:
    """Save whether finished sessions may be sent to the record store; a no takes them back."""
    # A no counts on any server, also if there is no record store any more.
    if one_of(visit, "answer", "yes", "no") == "no":
        site.outbox.withdraw(visit.me.id, RECORD_WORDING)
    elif site.record_store and one_of(visit, "wording", RECORD_WORDING):
        site.outbox.agree(visit.me.id, RECORD_WORDING)
    return see_other("/me#record")


def other_device(site: Site, visit: Visit) -> Response:
    """Return a page with a link that signs the person in on another device.

    It is the answer to the form itself: the link is shown once, and is nowhere saved.
    """
    link = site.link(f"/link/{site.sign_in.new_link(visit.me.id)}")
    title = say("course_web.other_device")
    return page(site, visit, "device.html.j2", title, link=link, code=qr.svg(link, title))


def export(site: Site, visit: Visit) -> Response:
    """Return everything that is saved about the person, with the plays."""
    found: dict[str, Any] = {
        "about_me": export_person(site.database, visit.me.id),
        "practice": PersonStore(site.database, visit.me.id).export(),
    }
    text = json.dumps(found, indent=2, ensure_ascii=False) + "\n"
    return download(text.encode(), "balint-sim-everything.json", "application/json")


def ask_delete(site: Site, visit: Visit) -> Response:
    """Return a page that says what would be deleted, and asks."""
    title = say("course_web.delete_me")
    return page(site, visit, "delete_me.html.j2", title, judges=_judges(site, visit))


def _judges(site: Site, visit: Visit) -> bool:
    """Return whether the person is on the panel of any course."""
    return any(one.role == "panel" for one in site.people.courses(visit.me.id))


def delete(site: Site, visit: Visit) -> Response:
    """Delete the person with everything that is theirs."""
    for one in site.people.courses(visit.me.id):
        if one.role == "trainer":
            # Raises LastTrainer before anything is deleted.
            site.courses.check_may_leave(one.course.id, visit.me.id)
    delete_person(site.database, visit.me.id)
    # Last: if the server is killed before it, `course_serve.clean` deletes the files.
    delete_cached(site.workspace, visit.me.id)
    return signed_out(site)
