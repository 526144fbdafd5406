"""Messages of ``serve``: where the room is, and why it cannot be opened."""

MESSAGES = {
    "listens": "The room is open at {link}\nCtrl-C closes it. Everything is saved as it is done.",
    "open_to_others": (
        "Other machines can reach this room. Whoever has the link can read your sessions and "
        "continue them, and what is sent is not encrypted: use it only in a network you trust."
    ),
    "no_browser": "No browser could be opened. Please open the link above in one.",
    "no_extra": (
        "To serve the room to a browser, the extra [web] is needed, which is not installed: "
        "pip install 'balint-simulator[web]'."
    ),
    "why_taken": "Port {port} is taken by another program. Choose another; --port 0 takes any.",
    "why_not_allowed": "You may not listen at port {port}. Choose one from 1024 on.",
    "why_not_ours": "This machine has no address {host}.",
    "no_host": "There is no host '{host}'.",
    "cannot": "The room cannot be opened at {host}, port {port}: {reason}.",
    "no_port": "'{text}' is not a port: a port is a whole number from 0 to 65535",
}
