"""Messages of the flow chart of a scenario (``balint-sim graph``)."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "title": "The flow of '{title}'",
    "start": "Play begins",
    "over": "The meeting ends",
    "never_over": "The script loops for ever",
    "shapes": (
        "Boxes with round corners are cues (the leader is called for), "
        "square ones leaves (best left alone)."
    ),
    "lines": (
        "Thick: the exemplary play goes here. Dashed: no play goes here. "
        "Both are also stated in words."
    ),
    # In a box
    "cue": "cue: {id}",
    "leave": "leave: {id}",
    "box_if": "only if {condition}",
    "visited": "The exemplary play: {what}.",
    "no_play_here": "No play reaches this.",
    # On an edge
    "exemplary": "{acts} (exemplary)",
    "available_if": "{act} (available if {condition})",
    "if": "if {reason}",
    "or_if": "or if {reason}",
    "many_conditions": "many conditions",
    "goto": "goto {labels}",
    "then_label": ", then ",
    "no_play_this_way": "no play takes this path",
    # About the whole picture
    "truncated": (
        "Not every play was explored (stopped at {limit}): the arrows are those of the script."
    ),
    "unreached": "No play reaches: {things}.",
    "all_reached": "Every moment, option and label is reached by some play.",
    "exemplary_reaches": "The exemplary play reaches {count} of {total} moments: {moments}.",
    "no_exemplary": "There is no exemplary play (plays/exemplary.yaml).",
    # For those who do not see the picture
    "on_to": "{acts}: on to {target}",
    "then_on_to": "Then: on to {target}",
}
