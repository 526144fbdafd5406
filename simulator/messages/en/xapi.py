"""Messages of the record store: the verbs of statements, consent, and what was refused."""

MESSAGES = {
    "platform": "Balint leader simulator",
    "verb_initialized": "initialized",
    "verb_completed": "completed",
    "verb_voided": "voided",
    "verb_spoke": "spoke",
    "verb_waited": "said nothing",
    "verb_branched": "tried again from a moment",
    "consent": "The record store",
    "question_record_1": (
        "May finished sessions be sent to the learning record store of whoever runs this server "
        "({host})? They are sent under a random name: the scenario, when it began and ended, and "
        "for each moment whether you spoke or waited, which of the lines you said, and what it "
        "earned. Nothing that you typed is sent, and no pseudonym. It concerns all your finished "
        "sessions here, also those from before you agree. If you change your mind, the record "
        "store is asked to void what it has."
    ),
    "unreachable": "The record store cannot be reached: {reason}.",
    "refused": "The record store refused it (status {status}).",
    "wrong_password": "The record store does not accept the name and password (status {status}).",
    "busy": "The record store cannot take statements now (status {status}).",
    "other_statement": "The record store has another statement with this id.",
    "counts": "Statements: {waiting} waiting, {sent} sent, {refused} refused.",
    "reason": "{reason} ({count})",
    "no_login": "The file {file} cannot be read: {reason}.",
    "bad_login": "The file {file} must have one line: name:password",
    "needs_address": (
        "The record store needs the address of this server, which names the accounts of its "
        "learners: --address https://courses.example.org/"
    ),
    "bad_address": "'{address}' is not an address that begins with https:// or http://.",
}
