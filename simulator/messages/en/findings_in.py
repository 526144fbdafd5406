"""What a finding is about, as a part of its sentence."""

MESSAGES = {
    "file": "the file",
    "key": "'{key}'",
    "item": "an entry of '{key}'",
}
