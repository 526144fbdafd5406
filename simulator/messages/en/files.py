"""Messages about files and folders: why one cannot be read, written or found."""

MESSAGES = {
    "unreadable": "{file} cannot be read: {reason}.",
    "unwritable": "'{file}' cannot be written: {reason}.",
    "unusable": "'{file}' cannot be used: {reason}.",
    # Reasons, as the end of a sentence
    "not_a_file_folder": "it is a folder",
    "not_a_file_pipe": "it is a pipe and not a file",
    "not_a_file_socket": "it is a socket and not a file",
    "not_a_file_device": "it is a device and not a file",
    "not_a_file_no_file": "it is not a file",
    "no_name": "no file can have this name",
    "too_many_folders": (
        "it has more than {most:,} folders in it; name the one with the scenarios"
    ),
    "here_is_gone": "the folder you are in does not exist any more",
    "packs_locked": "another program is installing or removing a pack",
    # The folders of the program
    "you_are_nowhere": (
        "The folder you are in does not exist any more. Go to another one and try again."
    ),
    "no_home": (
        "You have no home folder here. "
        "Set BALINT_SIM_HOME to a folder that the program may write to."
    ),
    "unknown_home": (
        "BALINT_SIM_HOME is '{folder}', and there is no such user or home here. Set it to a folder."
    ),
    "relative_home": (
        "BALINT_SIM_HOME is '{folder}', and the folder you are in does not exist any more. "
        "Give the whole path."
    ),
    "taken_here": ("Using '{name}' here: {here}. The library's scenario of this id is {there}."),
}
