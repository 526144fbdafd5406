"""How long a test waits for what must come. A busy machine is slow, so no test should wait by a
limit of its own.
"""

PATIENCE = 120.0
"""Seconds. A test that passes never waits as long; it goes on as soon as it sees what it waits for."""
