"""Messages of several commands: what is refused, and how long work progresses."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "damaged_installation": "The installation is damaged; install the program again. {damage}",
    "no_input": "The input has ended, so nothing was done.",
    "stopped": "Stopped. What was done is saved.",
    "pdf_needs_file": "A PDF is written to a file: add -o and its name, such as -o debrief.pdf.",
    "output_lost": "Standard output cannot be written: {reason}.",
    "refused": "The system refused to continue: {reason}.",
    "more_findings": "... and {count} more",
    # Numbers on the command line
    "no_seed": "'{text}' is not a seed: a seed is a whole number from {least} to {most}",
    "case_of_scenario": "--case is for a scenario: name one.",
    "no_cases": "'{scenario}' has no cases to choose from.",
    "too_few_cases": Plural(
        "'{scenario}' has {count} case, so there is no case {number}.",
        "'{scenario}' has {count} cases, so there is no case {number}.",
    ),
    "no_number": (
        "'{text}' is not the number of a session; 'balint-sim debrief --list' lists them"
    ),
    "no_case": "'{text}' is not a case: a case is a whole number from 1",
    "no_states": "'{text}' is not a number of states; write 1 or more",
    "no_seconds": "'{text}' is not a number of seconds",
    # Progress
    "of": "{number} of {total}",
    "states": (
        "{looked:,} states explored, {more:,} more found; Ctrl-C stops and keeps the result"
    ),
    "seconds": Plural("{count:g} second", "{count:g} seconds"),
}
