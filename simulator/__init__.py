"""A practice room for people learning to lead Balint groups.

The folders are the layers, from the inside out: ``scenario`` (the model of a scenario),
``messages``, ``language``, ``engine``, ``scoring``, ``analysis``, ``library``, ``authoring``,
``store``, ``review``, ``practice``, ``render``, the two front ends ``plain`` and ``tui``, and
``cli``. Imports only ever point inwards; the import contracts in ``pyproject.toml`` enforce it.
"""

__version__ = "0.1.0"
