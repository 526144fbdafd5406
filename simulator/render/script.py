"""Write transcript lines as a play script, one line of plain text each."""

from simulator.messages import say
from simulator.render.transcript import Line
from simulator.scenario.text import clean_line


def script_line(line: Line) -> str:
    """Return a transcript line as a script has it.

    A phase is ``-- Opening --``, a silence or an aside is in parentheses, a note or coaching in
    brackets, a quotation stands alone, and everything else follows the name of the person who says
    it, or its label.
    """
    match line.form:
        case "phase":
            return f"-- {line.text} --"
        case "silence" | "aside":
            return say("meeting.stage_direction", text=line.text)
        case "quote":
            return line.text
        case "note" | "coach":
            return f"[{line.text}]"
        case _:
            # An answer may have several lines, which must not look like lines of the script.
            return f"{line.who}: {clean_line(line.text)}"
