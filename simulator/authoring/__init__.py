"""For authors: check a scenario, copy it, find the path to a moment, draw its flow."""
