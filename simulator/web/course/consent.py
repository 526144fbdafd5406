"""Ask a learner what the course may see, in plain words, and remove what is not agreed to."""

from typing import cast

from simulator.course.consent import WHAT, WORDING, What
from simulator.course.sharing import share_finished
from simulator.messages import say
from simulator.web.course.fields import one_of
from simulator.web.course.layout import page
from simulator.web.course.site import Site, Visit
from simulator.web.pages.http import Response, see_other


def show(site: Site, visit: Visit) -> Response:
    """Return the questions, each with what was answered."""
    answers = {one.what: one for one in site.consents.answers(visit.here.id, visit.me.id)}
    return page(
        site,
        visit,
        "consent.html.j2",
        say("course_web.consent"),
        what=WHAT,
        wordings=WORDING,
        answers=answers,
        outdated=[
            one.what for one in answers.values() if one.holds and one.wording != WORDING[one.what]
        ],
        answered=visit.request.query.get("answered", ""),
    )


def answer(site: Site, visit: Visit) -> Response:
    """Save an answer; a no removes what was shared so far."""
    what = cast("What", one_of(visit, "what", *WHAT))
    given = one_of(visit, "answer", "yes", "no") == "yes"
    if one_of(visit, "wording", *WORDING.values()) != WORDING[what]:
        # The page was open while the program was updated: it asked something else.
        return see_other(f"/courses/{visit.here.id}/consent")
    site.consents.answer(visit.here.id, visit.me.id, what, WORDING[what], given=given)
    if given:
        # What is over already is shared now, not with the next session that is finished.
        share_finished(site.database, site.workspace, visit.me.id)
    answered = "yes" if given else "no"
    return see_other(f"/courses/{visit.here.id}/consent?answered={answered}")
