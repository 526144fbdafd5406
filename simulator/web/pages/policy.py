"""The Content-Security-Policy of the pages that a server sends."""

from typing import Final


def allowing(form_action: str = "", frames: str = "'none'") -> str:
    """Return the policy of a page whose form may be sent to another site, or that others may frame.

    Nothing is fetched from elsewhere, and nothing inline runs.
    """
    parts = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "connect-src": "'self'",
        # ``default-src`` is no fallback for these three (CSP 3, section 6.1.3).
        "form-action": f"'self' {form_action}".rstrip(),
        "base-uri": "'none'",
        "frame-ancestors": frames,
    }
    return "; ".join(f"{name} {value}" for name, value in parts.items())


POLICY: Final = allowing()
"""The policy of every other page."""
