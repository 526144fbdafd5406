"""Messages of ``course``: the server of courses, and what its console can do with them."""

from simulator.messages.plural import Plural

MESSAGES = {
    "listens": "Courses are served at {link} . Ctrl-C closes the server. Everything is saved.",
    "first_link": "To sign in as the operator (once, within 15 minutes): {link}",
    "only_here": (
        "Only this machine can reach the server. For others, listen at the network: --host 0.0.0.0"
    ),
    "operator": "Operator",
    "no_extra": (
        "Courses need the extra [serve], which is not installed: "
        "pip install 'balint-simulator[serve]'."
    ),
    "bad_address": (
        "The address of the server must be like https://courses.example.org/, without a path."
    ),
    "link": "To sign in as {name} (once, within 15 minutes): {link}",
    "no_name": "The name is empty.",
    "no_course": "There is no course with the id {id}. 'balint-sim course list' prints them.",
    "none": "There are no courses yet.",
    "row": "{id}  {name} ({learners}; {until})",
    "learners": Plural(one="one learner", other="{count} learners"),
    "learners_few": "fewer than {fewest} learners",
    "until": "deleted after {day}",
    "until_open": "kept until somebody deletes it",
    "made": "The course {name} has the id {id}. Learners join it with the code {code}.",
    "kept": "The course {name} is {until}.",
    "bad_day": "'{text}' is no day from today on, like 2027-03-31; 'none' for no end.",
    "warning": (
        "This deletes the course {name} with everything that was shared with it, and its "
        "plenaries. Its people stay."
    ),
    "needs_yes": "Nobody can answer here. To delete without being asked, use --yes.",
    "question": "Type delete to delete it: ",
    "purged": Plural(
        one="One row that was too old was deleted.",
        other="{count} rows that were too old were deleted.",
    ),
    "deleted": "The course {name} was deleted.",
    "not_deleted": "Nothing was deleted.",
}
