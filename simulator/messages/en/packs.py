"""Why a pack is refused. Each sentence is about "it", the pack, or one of its files."""

MESSAGES = {
    "and_more": "{finding} (and {count} more)",
    "unreadable": "It cannot be read: {reason}.",
    "too_large": "It has more than {most:,} bytes.",
    "too_large_unpacked": "It has more than {most:,} bytes unpacked.",
    "too_many_files": "It holds more than {most} files.",
    "files": "It holds {count} files; {most} is the most.",
    "no_zip": "This is not a readable zip ({reason}).",
    "write_a_manifest": (
        "There is no {manifest} in it. It says 'pack: an-id', 'title: ...' and 'author: ...'."
    ),
    "no_manifest": "There is no {manifest} in it.",
    "no_scenario": "There is no scenario in it.",
    "no_scenario_for": "'{name}' has no {file} to belong to.",
    "does_not_belong": (
        "'{name}' does not belong in a pack: only {manifest}, changelog.md, ID/{scenario}, "
        "ID/plays/NAME.yaml, ID/review/NAME.md, formats/NAME.yaml and programmes/NAME.yaml do, in "
        "small letters. 'balint-sim pack build' makes a valid pack."
    ),
    "no_text": "'{name}' is no plain text in UTF-8.",
    "device": "Nothing can be called '{name}' on Windows.",
    "damaged": "'{name}' in it is damaged ({reason}).",
    "wrong_size": "'{name}' in it is damaged (its size is not the one stated in the zip).",
    "file_unreadable": "'{name}' cannot be read: {reason}.",
    "file_too_large": "'{name}' has more than {most:,} bytes.",
    "second_name": "'{name}' has a second name.",
    "twice": "'{name}' is in it twice.",
    "link": "'{name}' is a link, or is behind one.",
    "not_a_file": "'{name}' is a link or a device, not a file.",
    "encrypted": "'{name}' is encrypted.",
    "compressed": "'{name}' is compressed in a way that is not used here.",
}
