"""Messages of ``pack``: packs that are built, installed, listed and removed."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    # What a pack is
    "by": "{title}, by {author}",
    "scenarios": Plural(
        "pack {id}, {count} scenario: {scenarios}", "pack {id}, {count} scenarios: {scenarios}"
    ),
    "programmes": Plural("programme: {programmes}", "programmes: {programmes}"),
    "changes": "What has changed:",
    # Build
    "not_made": "No pack was made of '{folder}'. {reason}",
    "unclean_build": Plural(
        "No pack was made. It does not check clean: {count} finding.",
        "No pack was made. It does not check clean: {count} findings.",
    ),
    "left_out": "Left out, as no part of a pack: {files}.",
    "shipped_id": (
        "Nobody can install it yet: '{scenario}' is a scenario that comes with the program. "
        "Give yours another id."
    ),
    "written": "Written to {file}.",
    # Install
    "no_pack": "'{file}' is not a pack that can be installed. {reason}",
    "unclean_install": Plural(
        "It was not installed. It does not check clean: {count} finding.",
        "It was not installed. It does not check clean: {count} findings.",
    ),
    "taken_by_pack": (
        "It was not installed. There is a scenario '{scenario}' already: "
        "it belongs to the pack '{pack}'."
    ),
    "taken_by_program": (
        "It was not installed. There is a scenario '{scenario}' already: it comes with the program."
    ),
    "folder_unusable": "{folder} cannot be used: {reason}. It was not installed.",
    "replaces_same": (
        "This takes the place of '{id}' as it was installed before (the same sha256)."
    ),
    "replaces_other": (
        "This takes the place of '{id}' as it was installed before (another sha256)."
    ),
    "installed": Plural(
        "Installed. 'balint-sim play {scenario}' plays it.",
        "Installed. 'balint-sim play {scenario}' plays the first.",
    ),
    # List
    "none_installed": "No pack is installed. 'balint-sim pack install FILE' installs one.",
    "damaged": "damaged: install it again, or remove it",
    "no_scenario_left": "no scenario is left of it",
    "changed": "changed since it was installed: {files}",
    # Remove
    "not_installed": "No pack '{id}' is installed. {hint}",
    "list_them": "'balint-sim pack list' shows the installed packs.",
    "not_removed": "'{id}' cannot be removed: {reason}.",
    "removed": (
        "Removed '{id}'. Sessions of its scenarios stay saved: you can continue and review them."
    ),
}
