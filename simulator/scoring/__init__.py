"""From the events of a play to its evidence, and from the evidence to a scorecard."""
