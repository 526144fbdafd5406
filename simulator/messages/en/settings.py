"""Messages about the settings."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "problem": "{problem} Run 'balint-sim doctor' to see it again.",
    "problems": Plural(
        "{problem} There is {count} more. Run 'balint-sim doctor' to see them all.",
        "{problem} There are {count} more. Run 'balint-sim doctor' to see them all.",
    ),
}
