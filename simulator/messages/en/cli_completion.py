"""Messages of ``completion``: what a shell completes."""

MESSAGES = {
    "shell_or_names": "Name a shell: bash, zsh or fish.",
}
