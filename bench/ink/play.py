"""Play an ink story with bink or inkcpp, in an environment that has the engine installed.

Usage: ``play.py ENGINE STORY.json PLAYS.json lines|whole``. Each line on standard input requests
one pass over all plays, which are lists of choice numbers. The answer is one line of JSON: the
seconds of the playing alone, the number of lines heard, and the SHA-256 of their text.
"""

import gc
import hashlib
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

Plays = list[list[int]]
Play = Callable[[], list[str]]
"""Plays all plays; returns the text heard, in pieces of one or more lines with their line ends."""


def bink(file: Path, plays: Plays, whole: bool) -> Play:
    """Load the story into bink; read all text up to a choice if ``whole``, else line by line."""
    from bink.story import Story  # type: ignore[import-not-found]

    story = Story(file.read_text("utf-8"))

    def read(heard: list[str]) -> None:
        if whole:
            heard.append(story.continue_maximally())
        else:
            while story.can_continue():
                heard.append(story.cont())

    def play() -> list[str]:
        heard: list[str] = []
        for numbers in plays:
            story.reset_state()
            for number in numbers:
                read(heard)
                story.choose_choice_index(number % len(story.get_current_choices()))
            read(heard)
        return heard

    return play


def inkcpp(file: Path, plays: Plays, whole: bool) -> Play:
    """Load the story into inkcpp, through its own binary format; ``whole`` is as for bink."""
    import inkcpp_py  # type: ignore[import-not-found]

    binary = file.with_name(f"{file.stem}-{os.getpid()}.bin")  # unique per process
    inkcpp_py.compile_json(str(file), str(binary))
    story = inkcpp_py.Story.from_file(str(binary))

    def read(runner: inkcpp_py.Runner, heard: list[str]) -> None:
        if whole:
            heard.append(runner.getall())
        else:
            while runner.can_continue():
                heard.append(runner.getline())

    def play() -> list[str]:
        heard: list[str] = []
        for numbers in plays:
            runner = story.new_runner()
            for number in numbers:
                read(runner, heard)
                runner.choose(number % runner.num_choices())
            read(runner, heard)
        return heard

    return play


def main() -> None:
    """Load the story, then play everything once per line of standard input."""
    engine, file, acts, how = sys.argv[1:]
    plays = json.loads(Path(acts).read_text("utf-8"))
    play = {"bink": bink, "inkcpp": inkcpp}[engine](Path(file), plays, how == "whole")
    for _ in sys.stdin:
        gc.collect()
        begin = time.perf_counter()
        heard = play()
        seconds = time.perf_counter() - begin
        lines = [line.strip() for line in "".join(heard).splitlines()]
        answer = {
            "seconds": seconds,
            "lines": len(lines),
            "digest": hashlib.sha256("\n".join(lines).encode()).hexdigest(),
        }
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
