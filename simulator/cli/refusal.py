"""How a command says no."""


class Refusal(Exception):
    """Something of the user's making is in the way: one plain sentence, and the exit status."""

    def __init__(self, sentence: str, status: int = 1) -> None:
        super().__init__(sentence)
        self.status = status
