"""Messages of a plenary, a room that plays a scenario by vote: what is refused, and why."""

MESSAGES = {
    "other_host": "The room is at another place by now. Nothing was done; this is where it is.",
    "not_host": "Only the host of this room can do this.",
    "old_host_link": (
        "This link has been used, or is older than a day. Use the browser in which it was opened, "
        "or start the room again with the option --resume to get another link."
    ),
    "not_now": "This cannot be done now.",
    "vote_closed": "The vote is closed. This vote was not counted.",
    "not_joined": "This phone has not joined the room yet.",
    "not_a_choice": "This is not one of the choices.",
    "closed": "This room is closed.",
    "only_live": "'{title}' is made for live play only; a room can only play with pauses.",
    "cannot_replay": "This version of the program cannot continue this room.",
}
