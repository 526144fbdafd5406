"""Messages of ``plenary``: where the room is, and why it cannot be opened."""

MESSAGES = {
    "listens": (
        "Host (one browser, once): {host}\n"
        "Projector: {wall}\n"
        "Phones: {join} with the code {code}\n"
        "Ctrl-C closes the server. Everything is saved as it is done."
    ),
    "resume": "To continue this room later: balint-sim plenary --resume {code}",
    "only_here": (
        "Only this machine can reach the room. For phones, listen at the network: --host 0.0.0.0"
    ),
    "no_extra": (
        "A plenary needs the extra [serve], which is not installed: "
        "pip install 'balint-simulator[serve]'."
    ),
    "no_address": "'{text}' is not the IP address of a proxy, like 127.0.0.1",
    "no_token": "The token in {file} cannot be read: {reason}.",
    "bad_token": "{file} must hold a token of at least 16 characters without spaces.",
    "which": "Name a scenario, or the code of a room with --resume; not both.",
}
