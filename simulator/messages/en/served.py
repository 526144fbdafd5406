"""Messages of the served room: why a request is refused before it reaches a page."""

MESSAGES = {
    "welcome_title": "Welcome",
    "welcome": "This browser may now enter the room until it is closed.",
    "enter": "Enter the room",
    "no_host": "The request does not say which host it is for.",
    "other_host": (
        "The room is not at this address. Please use the link that was printed when it was opened."
    ),
    "other_site": "Another site tried to do this. Nothing was done.",
    "no_key": (
        "This room has a key. Please use the whole link that was printed when it was opened."
    ),
    "old_form": (
        "This form is not one of this room, or an old one. Nothing was done. Please open the page "
        "again."
    ),
    "no_page": "There is no such page.",
    "not_a_form": "The room reads forms only. Nothing was done.",
    "broken_form": "The form came damaged. Nothing was done.",
    "too_large": (
        "This is too large to send to the room. Nothing was done. A large export is imported with "
        "balint-sim data import."
    ),
    "too_many_fields": "There are too many fields. Nothing was done.",
    "too_slow": "The form did not come in time. Nothing was done.",
    "long_head": "The head of the request is too long.",
    "long_address": "The address is too long.",
    "too_often": "Too many requests came at once. Please wait a moment.",
    "stopping": "The room was closed meanwhile. What was done before is saved.",
    "broken": (
        "There is an error in the program. What was done before is saved. The terminal in which "
        "the room was opened shows where the error is."
    ),
    "only_read": "This can only be read.",
    "not_ready": "The server cannot answer now.",
    "no_metrics": "The metrics are for the machine of the server, or need its token.",
    "bug": "An error in the program; please report it with these lines.",
}
