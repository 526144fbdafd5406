"""The practice room on the full screen, in Textual. It shows what a session says and passes choices on; no rule is here."""
