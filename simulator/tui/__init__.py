"""The full screen, in Textual. It shows a session and passes choices to it; it holds no rules."""
