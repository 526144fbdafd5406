"""The headings of the help that the command line prints, and what is at its end."""

MESSAGES = {
    "usage": "usage:",
    "arguments": "arguments",
    "options": "options",
    "help": "show this help and exit",
    "version": "show the version and exit",
    "examples": "examples",
    # What the program returns to the shell
    "status": "exit status",
    "status_0": "done as asked",
    "status_1": "there are findings, or it was refused: a line on stderr says why",
    "status_2": "the command was written wrongly: nothing was done",
    "status_130": "stopped with Ctrl-C",
    # Variables
    "environment": "environment",
    "BALINT_SIM_HOME": "the folder for everything that the program writes",
    "BALINT_SIM_PLAIN": "1: plain lines, as with --plain; 0: the full screen",
    "NO_COLOR": "if it is not empty: no colours, and no bold headings",
}
