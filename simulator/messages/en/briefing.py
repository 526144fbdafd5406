"""Messages of the briefing, before a play begins."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "content_note": "Content note",
    "in_the_circle": "In the circle",
    "you": "You, the leader",
    "person": "{name}, {role}",
    "role_presenter": "presenter",
    "role_member": "member",
    "role_co-leader": "co-leader",
    "role_guest": "guest (in the room, but not in the group)",
    "frame": "The frame",
    "your_debrief": "your debrief",
    "to_practise": "To practise",
    "style": "Style",
    "style_guiding": (
        "guiding. Hold the group to the relationship, in plain words, and interpret nobody."
    ),
    "style_analytic": (
        "analytic. Keep silent for long, then draw the threads together; you may name a parallel."
    ),
    "minutes": Plural("About {count} minute of playing.", "About {count} minutes of playing."),
    "seed": "Seed {seed}.",
    # A session of a programme
    "programme": (
        "One of {count} sessions. Each ends with its debrief; after it comes the next one."
    ),
    "programme_live": (
        "The programme has this one played live: the group does not stop for you, and you choose "
        "when to speak."
    ),
    "programme_guided": (
        "The programme has this one played guided: the group pauses whenever you need to decide."
    ),
    "programme_now": "The reasons come after each choice.",
    "programme_end": "The reasons are put off until the debrief.",
    "guided": "Guided: the group pauses whenever you need to decide.",
    "live": (
        "Live: the group does not stop for you. 1 begins to speak, after any turn: only then do "
        "you see the lines, and it counts, whether you say one or let it go."
    ),
    "live_with_key": (
        "Live: the group does not stop for you. Press {key} to begin to speak: only then do you "
        "see the lines, and it counts, whether you say one or let it go."
    ),
    "reasons_at_end": "Reasons: in the debrief only.",
    "reasons_at_once": "Reasons: after each choice (press {key}).",
    "begin": "Press {key} to begin.",
    "plain_minutes": "Minutes: {phases}.",
}
