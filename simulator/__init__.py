"""A practice room for people learning to lead Balint groups.

The folders are the layers, from the inside out: ``scenario`` (what a scenario is), ``authoring`` (text to scenario),
``play``, ``scoring``, ``analysis``, ``learner`` (what is kept), ``debrief``, the two front ends ``plain`` and ``tui``, and
``cli``. An arrow only ever points towards the inside; ``pyproject.toml`` holds the contracts that prove it.
"""

__version__ = "0.1.0"
