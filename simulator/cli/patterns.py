"""The patterns of ``new --pattern``: small scenarios that show how one thing is written.

Each has a template of its own in ``templates/patterns``, and acts for its exemplary play.
``docs/patterns.md`` shows the part of each that matters.
"""

PATTERNS: dict[str, dict[str, str]] = {
    "follow-up": {"the-machine": "invite-patient", "good-night": "wait"},
    "repair": {"a-bit-soft": "protect", "still-red": "repair", "by-themselves": "wait"},
    "two-ways-on": {"the-leg": "invite-patient", "under-the-pillow": "wait"},
    "twin-moments": {"standing": "wait", "of-course": "redirect"},
    "co-leader-acts": {"a-view": "hand-over", "at-the-foot": "wait"},
    "online-group": {"in-the-chat": "frame", "a-black-tile": "wait"},
}
"""The acts of the exemplary play, by pattern."""
