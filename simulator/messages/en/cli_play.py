"""Messages of ``play`` and ``preview``: what is opened."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "no_session": (
        "There is no session {number}. 'balint-sim debrief --list' shows which there are. {hint}"
    ),
    "nothing_unfinished": "There is no unfinished session to continue.",
    "nothing_unfinished_of": "Nothing of '{name}' is unfinished. {hint}",
    "unfinished": Plural("Session {numbers} is unfinished.", "Sessions {numbers} are unfinished."),
    "finished": "Session {number} is finished. 'balint-sim debrief {number}' shows it.",
    "name_one": "Name the scenario to watch.",
    "watch_one_of": "'{id}' is a programme; watch one of its scenarios: {scenarios}.",
    # Preview
    "no_moment": "There is no moment '{name}' in this scenario. {hint}",
    "moments": "There are {moments}.",
    "search_stopped": (
        "No play that reaches '{moment}' was found; the search was stopped at {limit}."
    ),
    "unreached": (
        "No play reaches '{moment}', so there is nothing to preview; "
        "'balint-sim check' explains why."
    ),
    "lines_are_guided": "--lines shows the decisions of guided play; live play has none.",
    "preview": "This is a preview from '{moment}' on, with seed {seed}. Nothing of it is saved.",
    "choices_made": "Choices made for you: {choices}.",
    "first_decision": "It is the first decision: nothing was done before.",
}
