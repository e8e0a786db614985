"""A game kept as it is played: nothing lost, nothing changed, taken up anywhere, branched, watched."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from session_support import HUMAN, TINY, move, play, saved_game, tiny

from diplogame.app.playback import Replay
from diplogame.app.session import Session, verify
from diplogame.packs.loader import LoadedPack
from diplogame.packs.source import read_folder
from diplogame.record import PackChange, SaveInUse, SaveMissing, read_journal
from diplogame.rules.decide import Refused
from diplogame.rules.evolve import fold
from diplogame.rules.terms import Difficulty
from diplogame.rules.view import sees, view_of

# --- keeping and taking up ------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [1, 7])
def test_saving_and_loading_after_every_order_changes_nothing(tmp_path: Path, seed: int) -> None:
    whole = play(Session.new(tiny(), [HUMAN], seed))
    session = Session.new(tiny(), [HUMAN], seed, folder=tmp_path)
    path = session.save_path
    assert path is not None
    for orders, state in enumerate(whole.states()):
        assert len(session.history) == orders + 1
        assert session.state == state
        assert session.history == whole.history[: orders + 1]
        before = session.digest()
        session.close()
        session = Session.resume(path)
        assert session.digest() == before
        assert session.notices == ()
        assert session.save_note == ""
        move(session)
    assert session.over
    session.close()
    assert verify(path).ok


def test_a_game_in_parts_is_the_game_in_one_piece(tmp_path: Path) -> None:
    path = saved_game(tmp_path, 11)
    with Session.resume(path) as session:
        play(session)
        whole = play(Session.new(tiny(), [HUMAN], 7))
        assert session.digest() == whole.digest()
        assert session.history == whole.history
        assert session.difficulty is whole.difficulty
        assert session.humans == (HUMAN,)


def test_a_finished_game_is_taken_up_at_its_debrief(tmp_path: Path) -> None:
    path = saved_game(tmp_path)
    with Session.resume(path) as session:
        assert session.over
        assert session.awaited() == ()
        assert session.step() is False
        assert session.run_minds() == 0
        assert session.state.public.outcome is not None
        orders = len(session.history)
        assert isinstance(session.submit(session.history[1].command), Refused)
        assert len(session.history) == orders


def test_a_refused_order_leaves_no_trace_in_the_save(tmp_path: Path) -> None:
    with Session.new(tiny(), [HUMAN], 7, folder=tmp_path) as session:
        play(session, 5)
        assert session.save_path is not None
        before = session.save_path.read_bytes()
        wrong = session.history[1].command
        assert wrong is not None
        assert isinstance(session.submit(wrong), Refused)
        assert session.save_path.read_bytes() == before


def test_every_order_is_in_the_file_when_submit_returns(tmp_path: Path) -> None:
    with Session.new(tiny(), [HUMAN], 7, folder=tmp_path) as session:
        assert session.save_path is not None
        while move(session):
            reading = read_journal(session.save_path)
            assert len(reading.records) == len(session.history) - 1
            assert reading.records[-1]["state"] == session.digest()
            assert reading.found.seal == session.seal


def test_names_of_players_survive_and_are_cleaned(tmp_path: Path) -> None:
    names = {HUMAN: "An\x1b[31mna", "nobody": "x"}
    with Session.new(tiny(), [HUMAN], 7, folder=tmp_path, players=names) as session:
        path = session.save_path
    assert path is not None
    with Session.resume(path) as session:
        assert set(session.players) == {HUMAN}
        assert "\x1b" not in session.players[HUMAN]
        assert session.players[HUMAN].endswith("na")


@pytest.mark.parametrize("seat", ["nobody", "chair"])
def test_chairs_that_are_not_there_cannot_be_taken(seat: str) -> None:
    chair = next(d.id for d in tiny().conference.delegations if d.kind.value == "chair")
    with pytest.raises(
        ValueError, match="cannot be played" if seat == "chair" else "no delegation"
    ):
        Session.new(tiny(), [chair if seat == "chair" else seat], 7)


# --- the lock -------------------------------------------------------------------------------------


def test_the_lock_is_held_until_close_and_no_longer(tmp_path: Path) -> None:
    session = Session.new(tiny(), [HUMAN], 7, folder=tmp_path)
    path = session.save_path
    assert path is not None
    with pytest.raises(SaveInUse):
        Session.resume(path)
    session.close()
    session.close()
    Session.resume(path).close()


def test_a_forgotten_session_gives_its_lock_back(tmp_path: Path) -> None:
    session = Session.new(tiny(), [HUMAN], 7, folder=tmp_path)
    path = session.save_path
    assert path is not None
    del session
    gc.collect()
    Session.resume(path).close()


def test_a_resume_that_fails_gives_the_lock_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved_game(tmp_path, 3)

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("diplogame.app.session.saved.restore", interrupted)
        with pytest.raises(KeyboardInterrupt):
            Session.resume(path)
    gc.collect()
    Session.resume(path).close()


def test_a_game_in_use_can_be_watched_and_branched(tmp_path: Path) -> None:
    with Session.new(tiny(), [HUMAN], 7, folder=tmp_path) as session:
        play(session, 20)
        assert session.save_path is not None
        replay = Replay.open(session.save_path)
        assert replay.history == tuple(session.history)
        assert replay.state() == session.state
        assert verify(session.save_path).ok
        with Session.branch(session.save_path, 1, tmp_path) as other:
            assert other.save_path not in (None, session.save_path)
        assert session.save()


# --- branches -------------------------------------------------------------------------------------


def test_a_branch_begins_exactly_where_the_round_began(tmp_path: Path) -> None:
    path = saved_game(tmp_path)
    whole = Session.resume(path)
    whole.close()
    states = whole.states()
    assert whole.round >= 3
    for round_ in range(1, whole.round + 1):
        first = next(n for n, s in enumerate(states) if s.public.round == round_)
        with Session.branch(path, round_, tmp_path) as branch:
            assert branch.history == whole.history[: first + 1]
            assert branch.state == states[first]
            assert branch.round == round_
            made = branch.save_path
        assert made is not None
        assert verify(made).ok
        with Session.resume(made) as again:
            assert again.state == states[first]
            # The minds go the same way again, so that the same orders lead to the same end.
            assert play(again).digest() == whole.digest()
        assert verify(made).ok


def test_a_branch_leaves_the_game_it_came_from_alone(tmp_path: Path) -> None:
    path = saved_game(tmp_path)
    before = path.read_bytes()
    Session.branch(path, 2, tmp_path / "elsewhere").close()
    assert path.read_bytes() == before


@pytest.mark.parametrize("round_", [-1, 0, 99])
def test_no_branch_from_a_round_that_was_never_reached(tmp_path: Path, round_: int) -> None:
    path = saved_game(tmp_path)
    with pytest.raises(ValueError, match="rounds 1 to"):
        Session.branch(path, round_, tmp_path)
    assert len(list(tmp_path.iterdir())) == 1


def test_a_branch_may_change_who_plays_and_how_sharp_the_minds_are(tmp_path: Path) -> None:
    path = saved_game(tmp_path)
    with Session.branch(
        path, 2, tmp_path, humans=["reed"], difficulty=Difficulty.NOVICE, players={"reed": "Bo"}
    ) as branch:
        assert branch.humans == ("reed",)
        assert branch.players == {"reed": "Bo"}
        assert branch.difficulty is Difficulty.NOVICE
        assert branch.view("reed").difficulty is Difficulty.NOVICE
        assert branch.opening.difficulty is Difficulty.ENVOY
        made, digest = branch.save_path, branch.digest()
    assert made is not None
    with Session.resume(made) as again:
        assert (again.humans, again.difficulty) == (("reed",), Difficulty.NOVICE)
        assert again.digest() == digest
        assert again.notices == ()
        last_round = play(again).round
    assert verify(made).ok
    # A branch of the branch from before the change has not heard of it; one from behind keeps it.
    with Session.branch(made, 1, None) as early, Session.branch(made, last_round, tmp_path) as late:
        assert early.difficulty is Difficulty.ENVOY
        assert early.view("reed").difficulty is Difficulty.ENVOY
        assert late.difficulty is Difficulty.NOVICE
        last = late.save_path
    assert last is not None
    assert verify(last).ok
    assert Session.resume(last).notices == ()


def test_a_branch_with_a_chair_that_is_not_there_is_refused(tmp_path: Path) -> None:
    path = saved_game(tmp_path)
    with pytest.raises(ValueError, match="no delegation"):
        Session.branch(path, 1, tmp_path, humans=["nobody"])


# --- the pack has changed since -------------------------------------------------------------------


def other_pack(old: str, new: str) -> LoadedPack:
    files = dict(read_folder(TINY).files)
    assert any(old in text for text in files.values())
    return LoadedPack.from_files({name: text.replace(old, new) for name, text in files.items()})


@pytest.mark.parametrize(
    ("installed", "change", "words"),
    [
        (tiny(), PackChange.NONE, ""),
        (other_pack("Low water", "The river"), PackChange.TEXT, "words of The Weir have changed"),
        (other_pack("per_round = 10", "per_round = 12"), PackChange.RULES, "start anew"),
        (None, PackChange.MISSING, "not installed"),
    ],
    ids=["same", "text", "rules", "missing"],
)
def test_a_game_goes_on_with_its_own_pack_and_says_what_changed(
    tmp_path: Path, installed: LoadedPack | None, change: PackChange, words: str
) -> None:
    path = saved_game(tmp_path, 9)
    asked: list[str] = []

    def look_up(name: str) -> LoadedPack | None:
        asked.append(name)
        return installed

    with Session.resume(path, look_up) as session:
        assert asked == ["tiny"]
        assert session.pack_change is change
        assert len(session.notices) == (1 if words else 0)
        assert words in " ".join(session.notices)
        assert session.pack.rules_hash == tiny().rules_hash
        assert session.pack.phrasebook.crisis_name == tiny().phrasebook.crisis_name
        play(session)
        assert session.digest() == play(Session.new(tiny(), [HUMAN], 7)).digest()
    assert verify(path).ok


# --- watching -------------------------------------------------------------------------------------


def test_a_replay_shows_every_round_from_every_chair(tmp_path: Path) -> None:
    path = saved_game(tmp_path)
    session = Session.resume(path)
    session.close()
    replay = Replay.open(path)
    assert replay.over
    assert replay.rounds == tuple(range(1, session.round + 1))
    assert replay.notices == ()
    states = session.states()
    for upto in range(1, len(replay.history) + 1):
        assert replay.state(upto) == states[upto - 1]
    places = [replay.upto(round_) for round_ in (0, *replay.rounds)]
    assert places == sorted(set(places))
    assert (places[0], places[-1]) == (1, len(replay.history))
    for round_ in replay.rounds[1:]:
        place = replay.upto(round_ - 1)
        assert replay.round_at(place) == round_
        assert replay.round_at(place - 1) == round_ - 1
        with Session.branch(path, round_, None) as branch:
            assert len(branch.history) == place
        for seat in ("tarn", "reed"):
            assert replay.view(seat, place) == view_of(states[place - 1], seat)


def test_a_replay_tells_a_seat_what_it_heard_and_nothing_else(tmp_path: Path) -> None:
    path = saved_game(tmp_path)
    with Session.resume(path) as session:
        replay = Replay.open(path)
        assert [event for _, event in replay.heard()] == session.events
        for seat in ("tarn", "reed"):
            heard = replay.heard(seat)
            assert heard == session.heard(seat)
            assert all(sees(event, seat) for _, event in heard)
            half = replay.upto(1)
            assert replay.heard(seat, half) + replay.heard(seat, since=half) == heard
            assert len(heard) < len(replay.heard())


def test_there_is_nothing_to_watch_where_there_is_no_save(tmp_path: Path) -> None:
    with pytest.raises(SaveMissing):
        Replay.open(tmp_path / "none.diplogame")


def test_folding_the_history_gives_the_state() -> None:
    session = play(Session.new(tiny(), [HUMAN], 3))
    assert fold(session.opening, session.events) == session.state
