"""From text to a scenario: reader, shapes, build, library. Every slip of an author becomes a finding, never an exception."""
