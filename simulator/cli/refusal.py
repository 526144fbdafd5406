"""The exception with which a command refuses."""


class Refusal(Exception):
    """Raised for a problem the user can cause: one plain sentence, and the exit status."""

    def __init__(self, sentence: str, status: int = 1) -> None:
        super().__init__(sentence)
        self.status = status
