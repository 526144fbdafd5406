"""Begin a saved play, continue it after any interruption, review it, and branch from it."""

from contextlib import suppress
from dataclasses import replace

from simulator.engine.acts import NotOnOffer
from simulator.engine.events import Spoken
from simulator.engine.program import compile_scenario
from simulator.engine.reflections import questions
from simulator.engine.resume import resume_changed
from simulator.engine.session import Session
from simulator.engine.setup import FeedbackTime, Setup
from simulator.library.files import look, text_to_path
from simulator.library.find import find_by_id, of_other_installation
from simulator.library.scenarios import FILE, Loaded, load, load_text
from simulator.library.workspace import Workspace
from simulator.messages import say
from simulator.messages.resume import say_note
from simulator.practice.places import place_of
from simulator.practice.play_options import PlayOptions
from simulator.practice.programmes import Part, known_programmes, next_part
from simulator.practice.saved_play import (
    Continuation,
    Resumed,
    SavedPlay,
    moments_met,
    session_for,
)
from simulator.scenario.model import Mode, Scenario
from simulator.store.play_store import Place, Play, PlayStore, StoreProblem, number_of


def begin(
    workspace: Workspace,
    store: PlayStore,
    loaded: Loaded,
    play_options: PlayOptions,
    part: Part | None = None,
) -> SavedPlay:
    """Begin a play of a scenario that loaded without errors.

    With ``part``, the play is marked as that session of a programme.
    """
    play_options = play_options.drawn()
    # ``drawn`` makes sure of it, which its type cannot say.
    assert play_options.seed is not None
    place = place_of(workspace, loaded.scenario.id, loaded.path)
    mode, feedback = play_options.mode, play_options.feedback
    new = _new(loaded.scenario, place, mode, feedback, play_options.seed)
    play = store.begin(part.begun(new) if part is not None else new, loaded.saved_text)
    return SavedPlay(store, play, session_for(store, play, _setup(loaded.scenario, play)))


def go_on(workspace: Workspace, store: PlayStore, play: Play) -> SavedPlay:
    """Continue a play exactly where it stopped; this alone saves nothing.

    (One exception: if the acts show that the play has ended, but its end was not saved, it is.)

    If its scenario has been edited since, the play is replayed as far as it still makes sense
    (``SavedPlay.resumed`` says how far), and the first decision there creates a new play that
    continues it (``SavedPlay.continuation``). If the file is gone, does not load or has another
    scenario in it, the play continues with the text that was saved when it began. So does a play
    that another one continues already: to open it is to go back to it.
    """
    as_begun = _unless_unreadable(workspace, store, play)
    # A finished play is not carried over into an edit: there is nothing left to decide.
    if as_begun is not None and (as_begun.session.ended or play.replaced_by is not None):
        _note_end(as_begun)
        as_begun.resumed = Resumed(tuple(origins(store, play)))
        return as_begun
    now, problem = _current(workspace, play)
    if now is not None and now.scenario.digest != play.digest:
        return _go_on_changed(workspace, store, play, now, as_begun)
    # Tried again for its exception, which says why this program cannot replay the play.
    saved = as_begun or _as_begun(workspace, store, play)
    saved.resumed = Resumed((problem,) if problem else ())
    return saved


def look_back(workspace: Workspace, store: PlayStore, play: Play) -> SavedPlay:
    """Return a play replayed with the scenario as it was; raise StoreProblem if that fails."""
    return _as_begun(workspace, store, play)


def origins(store: PlayStore, play: Play) -> list[str]:
    """Return sentences that name the plays which continue this one, or which it continues.

    A play is continued by another one if its scenario was edited meanwhile.
    """
    sentences = []
    if play.replaced_by is not None:
        sentences.append(say("debrief.continued_by", play=number_of(store, play.replaced_by)))
    for earlier in reversed(store.predecessors(play.id)):
        sentences.append(say("debrief.continues", play=earlier.number))
    return sentences


def branch(store: PlayStore, saved: SavedPlay, moment: str) -> SavedPlay:
    """Return a new play that starts where ``moment`` first asked in ``saved``.

    It has the same scenario, mode and seed, and the acts, own words and answers up to there;
    ``saved`` stays unchanged. A play that continues another in an edited scenario is saved first.
    Raise ValueError if nothing was decided in this moment.
    """
    acts = dict(moments_met(saved)).get(moment)
    if acts is None:
        raise ValueError(f"The moment '{moment}' was not met in session {saved.play.number}.")
    # The branch refers to the play in the store, which must have the edit's acts by now.
    saved.save_edited()
    shared = Session(saved.session.setup, lambda record: None)
    shared.replay(saved.session.records[:acts])
    asked = [question.key for question in questions(shared.events)]
    play = store.branch(saved.play, moment, acts, asked)
    session = session_for(store, play, saved.session.setup)
    session.replay(saved.session.records[:acts])
    # A preview can be branched in a moment before the one that it was opened at.
    heard = min(saved.heard, _turn_of(session, moment))
    return SavedPlay(
        store, play, session, heard=heard, preview=saved.preview, said_own=store.own_words(play.id)
    )


def following(workspace: Workspace, saved: SavedPlay) -> Part | None:
    """Return the session of the programme that comes next, or None.

    There is none unless the play has ended and belongs to a programme. After a branch, it is the
    one after the first play, if that has ended, too.
    """
    # Read anew: ``saved.play`` is as it was when the play was opened, before it ended.
    play = saved.store.play(saved.play.branch_of or saved.play.id)
    if play is None or not play.programme or not saved.session.ended:
        return None
    # The session of a first play has ended, even if its end could not be saved.
    if not saved.counts and play.ended is None:
        return None
    plays = saved.store.plays()
    return next_part(play, plays, known_programmes(workspace, [play]))


def _turn_of(session: Session, moment: str) -> int:
    """Return the index of the event that is a moment's first turn."""
    return next(
        i
        for i, event in enumerate(session.events)
        if isinstance(event, Spoken) and event.moment == moment
    )


def _as_begun(workspace: Workspace, store: PlayStore, play: Play) -> SavedPlay:
    text = store.text(play.digest)
    shown = play.place.scenario or f"{play.scenario}/{FILE}"
    loaded = load_text(text, shown, workspace.catalogue) if text is not None else None
    if not isinstance(loaded, Loaded):
        raise StoreProblem(say("plays.unreadable", number=play.number))
    session = session_for(store, play, _setup(loaded.scenario, play))
    try:
        session.replay(store.records(play.id))
    except NotOnOffer as refused:
        raise StoreProblem(say("plays.does_not_fit", number=play.number)) from refused
    return SavedPlay(store, play, session, said_own=store.own_words(play.id))


def _unless_unreadable(workspace: Workspace, store: PlayStore, play: Play) -> SavedPlay | None:
    """Return the play as it was, or None if this version of the program cannot replay it."""
    with suppress(StoreProblem):
        return _as_begun(workspace, store, play)
    return None


def _note_end(saved: SavedPlay) -> None:
    """Save the end of a play if an older version of the program saved only its last act."""
    if saved.session.ended and saved.play.ended is None:
        # The store may be read-only. The acts show the end anyway.
        with suppress(StoreProblem):
            saved.store.finish(saved.play.id)


def _go_on_changed(
    workspace: Workspace, store: PlayStore, play: Play, now: Loaded, before: SavedPlay | None
) -> SavedPlay:
    records = store.records(play.id)
    place = place_of(workspace, now.scenario.id, now.path)
    new = _new(now.scenario, place, play.mode, play.feedback, play.seed)
    # To the learner it is the same session, so it keeps its day.
    new = replace(new, started=play.started)
    continuation = Continuation(play, len(records), new, now.saved_text)
    # Until the first decision, the journal only collects: opening a play saves nothing.
    session = Session(_setup(now.scenario, play), continuation.records.append)
    repeated = resume_changed(session, records, before.session if before is not None else None)
    changes = [say_note(change) for change in repeated.changes]
    sentences = (say("plays.edited"), *changes, *_put_back(store, play, now.scenario))
    until = say("plays.not_saved_yet", number=play.number)
    saved = SavedPlay(
        store,
        play,
        session,
        Resumed((*sentences, until), repeated.whole),
        continuation=continuation,
    )
    saved.said_own = store.own_words(play.id)
    return saved


def _put_back(store: PlayStore, play: Play, now: Scenario) -> list[str]:
    """Return a hint for each earlier play if its version of the scenario is the current one again.

    This happens if an edit, after which the play was continued, is undone.
    """
    return [
        say("plays.edit_undone", number=earlier.number)
        for earlier in store.predecessors(play.id)
        if earlier.digest == now.digest
    ]


def _current(workspace: Workspace, play: Play) -> tuple[Loaded | None, str]:
    """Return the scenario of a play as it is on the disk now; or None and the reason."""
    path = text_to_path(play.place.scenario)
    # An empty place would be the path of the current folder.
    there = play.place.scenario != "" and look(path) != "nothing"
    # A scenario of another installation of the program is looked up in this one first.
    elsewhere = not there or of_other_installation(path, workspace.shipped)
    found = find_by_id(workspace, play.scenario) if elsewhere else path
    if found is None and there:
        found = path
    loaded = load(found, workspace.catalogue) if found is not None else None
    if not isinstance(loaded, Loaded):
        return None, say("plays.lost")
    if loaded.scenario.id != play.scenario:
        return None, say("plays.another_scenario")
    return loaded, ""


def _new(scenario: Scenario, place: Place, mode: Mode, feedback: FeedbackTime, seed: int) -> Play:
    return Play(
        # The store gives the id, the number and, if it is empty, the time.
        id="",
        number=0,
        scenario=scenario.id,
        title=scenario.title,
        digest=scenario.digest,
        mode=mode,
        feedback=feedback,
        seed=seed,
        started="",
        place=place,
    )


def _setup(scenario: Scenario, play: Play) -> Setup:
    return Setup(compile_scenario(scenario), play.mode, play.seed)
