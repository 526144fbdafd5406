"""Read the fields of the forms of courses; what no form of ours offers is a BadForm."""

from simulator.course.people import clean_name
from simulator.messages import say
from simulator.web.course.site import Visit
from simulator.web.pages.http import BadForm


def name_in(visit: Visit, field: str = "name") -> str:
    """Return the name that was typed in a field, as it is saved; raise BadForm if it is empty."""
    name = clean_name(visit.form.get(field, ""))
    if not name:
        raise BadForm(say("course_web.no_name"))
    return name


def one_of(visit: Visit, field: str, *offered: str) -> str:
    """Return the value of a field, which must be one that was offered; raise BadForm."""
    value = visit.form.get(field, "")
    if value not in offered:
        raise BadForm(say("course_web.bad_form"))
    return value
