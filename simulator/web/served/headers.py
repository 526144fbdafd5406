"""The headers that every answer of the served room has."""

from typing import Final

from simulator.web.pages.policy import POLICY

_NOT_USED = (
    *("accelerometer", "autoplay", "camera", "display-capture", "fullscreen", "geolocation"),
    *("gyroscope", "magnetometer", "microphone", "midi", "payment", "screen-wake-lock", "usb"),
)

SECURITY: Final = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    # For browsers that do not know `frame-ancestors`.
    "x-frame-options": "DENY",
    # With "no-referrer" browsers would call the origin of our own forms unknown.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": ", ".join(f"{name}=()" for name in _NOT_USED),
}

NOT_KEPT: Final = {"cache-control": "no-store"}
"""Pages hold what a learner wrote: no browser saves them."""
