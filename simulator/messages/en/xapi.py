"""Messages of the record store: the verbs of statements, consent, and what was refused."""

MESSAGES = {
    "platform": "Balint leader simulator",
    "initialized": "initialized",
    "completed": "completed",
    "voided": "voided",
    "spoke": "spoke",
    "waited": "said nothing",
    "branched": "tried again from a moment",
    "unreachable": "The record store cannot be reached: {reason}.",
    "refused": "The record store refused it (status {status}).",
    "wrong_password": "The record store does not accept the name and password (status {status}).",
    "busy": "The record store cannot take statements now (status {status}).",
    "other_statement": "The record store has another statement with this id.",
    "bad_address": "'{address}' is not an address that begins with https:// or http://.",
}
