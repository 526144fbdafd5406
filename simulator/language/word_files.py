"""Recognise files of word processors, and encodings that are not UTF-8, by their first bytes."""

_BEGINNINGS = {
    b"{\\rtf": "Y102.rich_text",
    b"PK\x03\x04": "Y102.word",  # a ZIP archive: docx, odt
    b"\xd0\xcf\x11\xe0": "Y102.word",  # the compound file of an older doc
    b"<!DOCTYPE": "Y102.page",
    b"<html": "Y102.page",
    b"\xff\xfe": "Y102.utf16",  # a byte order mark, as below
    b"\xfe\xff": "Y102.utf16",
}


def not_plain_text(text: bytes) -> str:
    """Return the message for a file that is no plain text in UTF-8, or "" if it may be one."""
    for beginning, message in _BEGINNINGS.items():
        if text.startswith(beginning):
            return message
    return ""
