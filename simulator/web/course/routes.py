"""The table of pages of courses: method, path, function, and who may.

A function gets the site, the visit, and the parts of the path in braces by their names, without
that of the course, which the visit has. ``answer.py`` checks who may before it calls the function;
a page that is not in this table does not exist.

Who may: ``anyone``; ``signed_in``; ``operator`` of this server; and in the course of the path
``learner``, ``trainer``, ``panel``, or ``member``, who has any of these roles. In a path without a
course, ``trainer`` is one who may make courses on this server.
"""

from collections.abc import Callable
from typing import Final, Literal

from simulator.web.course import (
    cohort,
    consent,
    course,
    front,
    lti,
    marking,
    marking_results,
    members,
    oidc,
    operator,
    own,
    plenaries,
    signing_in,
)
from simulator.web.pages.http import Response

Who = Literal["anyone", "signed_in", "member", "learner", "trainer", "panel", "operator"]

Route = tuple[str, str, Callable[..., Response], Who]

ROUTES: Final[tuple[Route, ...]] = (
    ("GET", "/", front.show, "anyone"),
    ("POST", "/", front.join, "anyone"),
    ("GET", "/join/{code}", front.show_with_code, "anyone"),
    ("GET", "/link/{token}", signing_in.show, "anyone"),
    ("POST", "/link/{token}", signing_in.use, "anyone"),
    ("GET", "/invitation/{token}", signing_in.show_invitation, "anyone"),
    ("POST", "/invitation/{token}", signing_in.accept, "anyone"),
    ("POST", "/oidc", oidc.begin, "anyone"),
    ("GET", "/oidc/back", oidc.back, "anyone"),
    ("GET", "/oidc/new/{token}", oidc.show_new, "anyone"),
    ("POST", "/oidc/new/{token}", oidc.make_new, "anyone"),
    ("POST", "/sign-out", signing_in.sign_out, "signed_in"),
    ("POST", "/sign-out-everywhere", signing_in.sign_out_everywhere, "signed_in"),
    ("GET", "/me", own.show, "signed_in"),
    ("POST", "/me/name", own.rename, "signed_in"),
    ("POST", "/me/record", own.record, "signed_in"),
    ("POST", "/me/device", own.other_device, "signed_in"),
    ("POST", "/me/oidc", oidc.link, "signed_in"),
    ("POST", "/me/oidc/remove", oidc.unlink, "signed_in"),
    ("GET", "/me/export", own.export, "signed_in"),
    ("GET", "/me/delete", own.ask_delete, "signed_in"),
    ("POST", "/me/delete", own.delete, "signed_in"),
    ("POST", "/courses", course.open_new, "trainer"),
    ("GET", "/courses/{course}", course.show, "member"),
    ("POST", "/courses/{course}/leave", members.leave, "member"),
    ("GET", "/courses/{course}/consent", consent.show, "learner"),
    ("POST", "/courses/{course}/consent", consent.answer, "learner"),
    ("GET", "/courses/{course}/join", course.show_code, "trainer"),
    ("POST", "/courses/{course}/join", course.renew_code, "trainer"),
    ("POST", "/courses/{course}/programme", course.set_programme, "trainer"),
    ("POST", "/courses/{course}/until", course.keep_until, "trainer"),
    ("GET", "/courses/{course}/export", course.export, "trainer"),
    ("GET", "/courses/{course}/cohort", cohort.show, "trainer"),
    ("GET", "/courses/{course}/cohort/{ending}", cohort.save, "trainer"),
    ("POST", "/courses/{course}/cohort/import", cohort.import_file, "trainer"),
    ("GET", "/courses/{course}/delete", course.ask_delete, "trainer"),
    ("POST", "/courses/{course}/delete", course.delete, "trainer"),
    ("POST", "/courses/{course}/plenaries", plenaries.open_new, "trainer"),
    ("POST", "/courses/{course}/plenaries/{code}/host", plenaries.lead, "trainer"),
    ("GET", "/courses/{course}/markings", marking_results.show_all, "trainer"),
    ("POST", "/courses/{course}/markings", marking_results.open_new, "trainer"),
    ("POST", "/courses/{course}/markings/{marking}/close", marking_results.close, "trainer"),
    ("POST", "/courses/{course}/markings/{marking}/delete", marking_results.delete, "trainer"),
    ("GET", "/courses/{course}/markings/{marking}/{ending}", marking_results.save, "trainer"),
    ("GET", "/courses/{course}/marking/{marking}", marking.show, "panel"),
    ("GET", "/courses/{course}/marking/{marking}/moments/{number}", marking.show_moment, "panel"),
    ("POST", "/courses/{course}/marking/{marking}/moments/{number}", marking.mark, "panel"),
    ("POST", "/courses/{course}/marking/{marking}/decisions/{number}", marking.decide, "panel"),
    ("GET", "/courses/{course}/marking/{marking}/hand-in", marking.ask_hand_in, "panel"),
    ("POST", "/courses/{course}/marking/{marking}/hand-in", marking.hand_in, "panel"),
    ("GET", "/courses/{course}/marking/{marking}/spread", marking_results.spread, "panel"),
    ("POST", "/courses/{course}/invitations", members.invite, "trainer"),
    ("POST", "/courses/{course}/members/{person}/remove", members.remove, "trainer"),
    ("POST", "/courses/{course}/learners/remove", members.remove_learner, "trainer"),
    ("GET", "/lti/login", lti.login, "anyone"),
    ("POST", "/lti/login", lti.login, "anyone"),
    ("POST", "/lti/launch", lti.launch, "anyone"),
    ("GET", "/lti/keys", lti.keys, "anyone"),
    ("GET", "/lti/register/{token}", lti.show_registration, "anyone"),
    ("POST", "/lti/register/{token}", lti.register, "anyone"),
    ("GET", "/lti/places/{place}", lti.show_place, "signed_in"),
    ("POST", "/lti/places/{place}", lti.answer_place, "signed_in"),
    ("POST", "/lti/choose", lti.choose, "signed_in"),
    ("POST", "/operator/platforms", lti.add_platform, "operator"),
    ("POST", "/operator/platforms/register", lti.new_registration, "operator"),
    ("POST", "/operator/platforms/{platform}/remove", lti.remove_platform, "operator"),
    ("GET", "/operator", operator.show, "operator"),
    ("POST", "/operator/trainers", operator.invite, "operator"),
    ("POST", "/operator/trainers/{person}/remove", operator.remove, "operator"),
)
"""Method, path and function of each page, and who may use it."""
