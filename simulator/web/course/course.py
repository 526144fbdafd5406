"""The page of a course, for its learners, its trainers and its panel, and what its trainers set."""

import json

from simulator.course import qr
from simulator.course.courses import FEWEST_SHOWN
from simulator.course.days import BadDay, day_of, end_of
from simulator.course.retention import delete_course, keep_course_until
from simulator.course.trainer_export import export_for_trainers
from simulator.library.cards import Card
from simulator.library.find import library_cards
from simulator.library.find_programmes import library_programmes
from simulator.library.programmes import Programme
from simulator.messages import say
from simulator.web.course.fields import name_in
from simulator.web.course.layout import page
from simulator.web.course.marking import to_mark
from simulator.web.course.site import Site, Visit
from simulator.web.pages.http import BadForm, NotHere, Response, download, see_other
from simulator.web.plenary.site import spelled


def open_new(site: Site, visit: Visit) -> Response:
    """Open a course, with whoever asks for it as its trainer, and a code to join it."""
    made = site.people.open_course(name_in(visit), visit.me.id)
    site.people.new_join_code(made.id)
    return see_other(f"/courses/{made.id}")


def show(site: Site, visit: Visit) -> Response:
    """Return what a member of a course sees of it; each role has parts of its own."""
    course = site.courses.known(visit.here.id)
    trains = "trainer" in visit.in_course
    size = site.courses.size(course.id)
    cards = playable(site) if trains else []
    programmes = library_programmes(site.workspace)
    answers = site.consents.answers(course.id, visit.me.id)
    return page(
        site,
        visit,
        "course.html.j2",
        course.name,
        course=course,
        code=spelled(course.code),
        rooms=site.courses.open_rooms(course.id),
        trains=trains,
        learns="learner" in visit.in_course,
        judges="panel" in visit.in_course,
        to_mark=to_mark(site, visit) if "panel" in visit.in_course else (),
        learners=counted(size.learners),
        sharing={what: counted(count) for what, count in size.sharing.items()},
        shares=[say(f"course_web.thing_{one.what}") for one in answers if one.holds],
        asked=bool(answers),
        cards=cards,
        programmes=[one for one in programmes if not one.problem],
        # None if the file of the programme is gone or broken since it was chosen.
        programme=_named(programmes, course.programme),
        until=day_of(course.delete_at) if course.delete_at is not None else "",
        # One more, because at midnight `day_of` returns the day that has just ended.
        today=day_of(site.database.now() + 1),
        trainers=site.people.members(course.id, "trainer") if trains else [],
        panel=site.people.members(course.id, "panel") if trains else [],
        done=visit.request.query.get("done", ""),
    )


def counted(count: int) -> str:
    """Return a number of people in words; small groups are hidden."""
    if 0 < count < FEWEST_SHOWN:
        return say("course_web.few", fewest=FEWEST_SHOWN)
    return say("course_web.people", count=count)


def show_code(site: Site, visit: Visit) -> Response:
    """Return the page with the code and its QR code, for the wall."""
    course = site.courses.known(visit.here.id)
    link = site.link(f"/join/{course.code}") if course.code else ""
    title = say("course_web.join_title", name=course.name)
    return page(
        site,
        visit,
        "code.html.j2",
        title,
        course=course,
        code=spelled(course.code),
        address=site.base.partition("://")[2].removesuffix("/"),
        picture=qr.svg(link, title) if link else "",
    )


def renew_code(site: Site, visit: Visit) -> Response:
    """Make a new code for a course, or close the one that there is."""
    if visit.form.get("close"):
        site.courses.close_code(visit.here.id)
    else:
        site.people.new_join_code(visit.here.id)
    return see_other(f"/courses/{visit.here.id}/join")


def set_programme(site: Site, visit: Visit) -> Response:
    """Choose what the learners are to play: a programme of the library, or nothing."""
    wanted = visit.form.get("programme", "")
    if wanted and _named(library_programmes(site.workspace), wanted) is None:
        raise BadForm(say("course_web.bad_form"))
    site.courses.set_programme(visit.here.id, wanted)
    return _done(visit, "programme")


def keep_until(site: Site, visit: Visit) -> Response:
    """Set the day after which a course is deleted; an empty one: nobody has decided."""
    keep_course_until(site.database, visit.here.id, _until(site, visit.form.get("until", "")))
    return _done(visit, "until")


def export(site: Site, visit: Visit) -> Response:
    """Return what a course's trainers may have of it, as JSON; nothing of a single learner."""
    found = export_for_trainers(site.database, visit.here.id)
    text = json.dumps(found, indent=2, ensure_ascii=False) + "\n"
    return download(text.encode(), "balint-sim-course.json", "application/json")


def ask_delete(site: Site, visit: Visit) -> Response:
    """Return a page that says what would be deleted, and asks."""
    title = say("course_web.delete_course")
    return page(site, visit, "delete_course.html.j2", title, course=visit.here, trouble="")


def delete(site: Site, visit: Visit) -> Response:
    """Delete a course, if its name was typed; nothing of it can be restored."""
    if visit.form.get("name", "").strip() != visit.here.name:
        title, trouble = say("course_web.delete_course"), say("course_web.other_name")
        return page(
            site,
            visit,
            "delete_course.html.j2",
            title,
            status=422,
            course=visit.here,
            trouble=trouble,
        )
    delete_course(site.database, visit.here.id)
    return see_other("/")


def card_named(site: Site, name: str) -> Card:
    """Return the card of a scenario that a room can play, by its id; raise NotHere."""
    found = next((card for card in playable(site) if card.id == name), None)
    if found is None:
        raise NotHere(say("course_web.no_scenario"))
    return found


def playable(site: Site) -> list[Card]:
    """Return the cards of the scenarios that a room can play, in the order of their titles."""
    """Return the cards of the scenarios that can be played, by their titles."""
    # Without moments there is nothing to vote on, and nothing to mark.
    found = [card for card in library_cards(site.workspace) if not card.problem and card.moments]
    return sorted(found, key=lambda card: (card.title, card.id))


def _named(programmes: list[Programme], wanted: str) -> Programme | None:
    found = (one for one in programmes if one.id == wanted and not one.problem)
    return next(found, None) if wanted else None


def _until(site: Site, text: str) -> int | None:
    """Return the end of a day in UTC milliseconds, None if the field is empty; raise BadForm."""
    if not text:
        return None
    try:
        return end_of(text, site.database.now())
    except BadDay as error:
        raise BadForm(say("course_web.no_day")) from error


def _done(visit: Visit, what: str) -> Response:
    return see_other(f"/courses/{visit.here.id}?done={what}")
