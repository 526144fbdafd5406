"""What is wrong with a command as it was written; the usage of the command is printed above."""

MESSAGES = {
    "no_command": "There is no command '{name}'. {hint}",
    "commands": "The commands are {names}.",
    "no_option": "There is no option '{name}'. {hint}",
    "see_help": "'{command} --help' lists the options.",
    "unexpected": "'{argument}' is one argument too many.",
    "no_choice": "'{name}' is no value for {option}: write {choices}.",
    "no_value": "{option} needs a value after it.",
    "required": "Required and missing: {names}.",
    "ambiguous": "'{name}' is short for several options: {names}.",
}
