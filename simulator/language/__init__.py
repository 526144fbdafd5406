"""The scenario language: turn YAML text into a scenario, with a finding for each author mistake."""
