"""What an import of learners' files did, in sentences."""

from simulator.course.import_shared import Imported
from simulator.messages import say


def imported_lines(imported: Imported) -> list[str]:
    """Return a sentence for each thing that was done; one that says so if nothing was."""
    lines = []
    if imported.learners:
        plays = say("sharing.imported_plays", count=imported.plays)
        lines.append(say("sharing.imported", count=imported.learners, plays=plays))
    if imported.withdrawn:
        lines.append(say("sharing.withdrawn", count=imported.withdrawn))
    return lines or [say("sharing.none_imported")]
