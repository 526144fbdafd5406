"""Write transcript lines as a play script, one line of plain text each."""

from simulator.render.transcript import Line


def script_line(line: Line) -> str:
    """Return a transcript line as a script has it.

    A phase is ``-- Opening --``, a silence or an aside is in parentheses, a note in brackets, and
    everything else follows the name of the person who says it.
    """
    match line.form:
        case "phase":
            return f"-- {line.text} --"
        case "silence" | "aside":
            return f"({line.text})"
        case "note":
            return f"[{line.text}]"
        case _:
            return f"{line.who}: {line.text}"
