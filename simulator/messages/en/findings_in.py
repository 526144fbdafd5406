"""What a finding is about, as a part of its sentence."""

MESSAGES = {
    "file": "the file",
    "item": "{key}, item {number}",
}
