"""Messages of ``debrief``: which session to review."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "list_alone": ("--list prints every session in plain text: leave out the number and --format."),
    "nothing_saved": "No session is saved yet. 'balint-sim play' begins one.",
    "none_finished": "No session is finished yet. 'balint-sim play' begins one.",
    "no_session": (
        "There is no session {number}. {hint} 'balint-sim debrief --list' lists them all."
    ),
    "there_are": Plural("There is session {numbers}.", "There are sessions {numbers}."),
    "nothing_there": "None is saved yet.",
    "are_many": "There are {count}.",
    "unfinished_session": (
        "Session {number} is not finished. 'balint-sim play --resume {number}' continues it."
    ),
    "rest": "All of it, with the headings above opened: {command}",
    # The state of a session in the list
    "state_finished": "finished",
    "attempt_finished": "finished, another attempt of session {number}",
    "state_awaited": "finished, its debrief is waiting",
    "attempt_awaited": "finished, another attempt of session {number}, its debrief is waiting",
    "state_unfinished": "unfinished",
    "attempt_unfinished": "unfinished, another attempt of session {number}",
    "continued": "continued as session {number} after an edit of its scenario",
}
