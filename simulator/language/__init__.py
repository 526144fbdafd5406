"""The scenario language: from YAML text to a scenario, with a finding for each mistake of an author."""
