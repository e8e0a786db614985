"""Every event is told, in words, to those who may hear it and to nobody else."""

import dataclasses
import typing

import pytest

from diplogame.app import library
from diplogame.app.narrate import KINDS, Narrator, Wire, coldness, words
from diplogame.app.narrate.narrator import _TELLERS, UNSPOKEN
from diplogame.app.session import Session
from diplogame.packs.clean import faults
from diplogame.rules import events as ev
from diplogame.rules import terms
from diplogame.rules.conference import Envoy, Phase, Priority, Room
from diplogame.rules.decisions import Ballot
from diplogame.rules.terms import Reason, Stage


@pytest.fixture(scope="module")
def pack():
    return library.open_pack("port-meridian")


@pytest.fixture(scope="module")
def played(pack):
    session = Session.new(pack, ("norden",), 6)
    while not session.over:
        session.run_minds()
        for seat in session.awaited():
            session.submit(session.advise(seat))
    return session


def test_every_kind_of_event_has_a_teller_or_is_told_by_another():
    kinds = set(typing.get_args(ev.Event))
    assert kinds == set(_TELLERS) | set(UNSPOKEN)
    assert not set(_TELLERS) & set(UNSPOKEN)


def sample_events() -> list[ev.Event]:
    support = terms.Term("zafir", terms.TermKind.SUPPORT, 1, 2)
    ours = terms.Term("norden", terms.TermKind.SUPPORT, 4, 2)
    bargain = terms.Bargain((support, ours), 7)
    offer = terms.Offer("r1s0-norden#0", "norden", (bargain,))
    threat = terms.ThreatTerms(1, 2, "tantalum", True, 3, 6)
    motion = terms.Motion("m5-0", "norden", terms.Amend("spyware", 3), 5)
    ballots = tuple((s, Ballot.YES, Reason.AGREED, -1) for s in ("norden", "zafir"))
    record = terms.BallotRecord(motion, (0,) * 8, ballots, True, ())
    evidence = terms.Evidence(1, "zafir", 4, "word", 60, "priority-high", 2)
    twist = library.open_pack("port-meridian").conference.twists[0]
    tools = {i.id: i for i in library.open_pack("port-meridian").conference.instruments}
    tool = sorted(tools)[0]
    sender = tools[tool].sender
    threat = dataclasses.replace(threat, instrument=tool)
    all_ = ("all",)
    meeting = "r1s0-norden"
    return [
        ev.RoundOpened(1, Phase.AGENDA),
        ev.StageEntered(Stage.MEETINGS, 0),
        ev.Said("norden", "greeting", "zafir"),
        ev.MeterMoved("gauge", "norden", -3, "speech", "", all_),
        ev.TwistHappened(twist.id, ""),
        ev.TwistChosen("norden", twist.id, next((c.id for c in twist.choices), "")),
        ev.WeightShifted("norden", 2, 3, all_),
        ev.PositionsDeclared("norden", _all_supported()),
        ev.SlotSpent("norden", 1, terms.Study("spyware"), "studied", all_),
        ev.MeetingAsked(
            meeting, 0, ("norden", "zafir"), "corridor", ("diplomat", "diplomat"), "fund", 4, all_
        ),
        ev.InvitationAnswered(meeting, "zafir", False, Reason.DISTRUST, all_),
        ev.MeetingOpened(meeting, "norden", all_),
        ev.MeetingSeen(("norden", "zafir"), "back-channel", True),
        ev.Probed(meeting, "norden", "zafir", "fund", all_),
        ev.Disclosed(meeting, "zafir", "fund", Priority.HIGH, 3, all_),
        ev.Evaded(meeting, "zafir", "fund", all_),
        ev.OfferMade(meeting, offer, False, all_),
        ev.OfferAccepted(meeting, "zafir", offer.id, 0, Reason.AGREED, all_),
        ev.OfferDeclined(
            meeting,
            "zafir",
            offer.id,
            Reason.WORST_CLAUSE,
            terms.Size.WIDE,
            1,
            2,
            "",
            bargain,
            all_,
        ),
        ev.Reassured(meeting, "norden", 3, all_),
        ev.MeetingEnded(meeting, "zafir", Reason.AGREED, all_),
        ev.UnderstandingReached("u-1", ("norden", "zafir"), bargain, all_),
        ev.UnderstandingLearnt("u-1", ("dromund",), True, all_),
        ev.TermSettled("u-1", 0, terms.TermState.BROKEN, all_),
        ev.BeliefMoved("norden", "zafir", 1, -1, terms.Band(500, 900), 60, all_),
        ev.EvidenceLogged("norden", evidence, all_),
        ev.ThreatIssued("t1", sender, "zafir", threat, all_),
        ev.ThreatAnswered("t1", "zafir", "patron", Reason.AGREED, "norden", all_),
        ev.ThreatSettled("t1", terms.ThreatState.BACKED_DOWN, False, True, all_),
        ev.ThreatBacked("t1", "norden", all_),
        ev.SanctionImposed("s1", sender, "zafir", tool, 90, 20, ("norden",)),
        ev.PartnerLeft("s1", "norden"),
        ev.SanctionLifted("s1"),
        ev.CableAnswered("norden", 7, 0, True, all_),
        ev.SpeechMade("norden", terms.Speech("red-line", "", "spyware")),
        ev.WalkedOut("dromund"),
        ev.MotionMade(motion),
        ev.BallotCast("m5-0", "zafir", Ballot.NO, Reason.WORST_CLAUSE, 2),
        ev.MotionDecided(record),
        ev.ObserverAccredited("civicnet", "norden"),
        ev.PressureEndorsed("zafir", tool, "norden"),
        ev.StageEntered(Stage.SUMMIT, 0),
        ev.ClauseAmended(2, 3, "norden"),
        ev.ClauseClosed(2, terms.Clarity.AMBIGUOUS, "norden", ()),
        ev.SummitCalled("norden", 7, terms.Goal.BOLD),
        ev.NightChosen("norden", terms.NightChoice.GIVE, 2, ("norden",)),
        ev.NightRevealed(1, (("norden", terms.NightChoice.FUDGE, 2),), 230),
        ev.SummitEnded("failure"),
        ev.ConferenceEnded(terms.Outcome.ADOPTED, (0,) * 8),
        ev.RatificationDecided("norden", False),
        ev.EntryDecided(False, ("norden",)),
        ev.AftermathChosen("norden", "cheat"),
        ev.GameScored(700, 800, (("norden", 5000),)),
        *coalition_events(),
        *mediation_events(),
    ]


def mediation_events() -> list[ev.Event]:
    """What is told of mediation."""
    all_, text, two = ("all",), ((1, 2), (4, 2)), ("norden", "zafir")
    key = "med-r2s0-norden"
    return [
        ev.MediationAsked(key, "norden", "dromund", two, (1, 4), True, 0, ("zafir",), all_),
        ev.MediationAnswered(key, "zafir", False, Reason.DISTRUST, all_),
        ev.MediationOpened(key, two, all_),
        ev.Confided(key, "norden", terms.Frankness.FRANK, all_),
        ev.GroundFound(key, text, all_),
        ev.ProposalPut(key, terms.Style.PRESS, text, all_),
        ev.LeverageFelt(key, "norden", 300, all_),
        ev.LeverageFaded(key, "norden", all_),
        ev.BlindAnswered(key, "norden", True, all_),
        ev.ProposalAgreed(key, "dromund", two, terms.Style.FORMULATE, text),
        ev.MediationEnded(key, terms.Ending.FAILED, all_),
    ]


def coalition_events() -> list[ev.Event]:
    """What is told of blocs and clubs; the pack has none, so its ids stand for their names."""
    all_, text = ("all",), ((1, 2), (4, 2))
    two = ("norden", "zafir")
    lead = terms.CaucusQuestion(terms.Question.LEAD, "zafir")
    rows = (("norden", Ballot.NO), ("zafir", Ballot.YES))
    club = "club-r2s0-norden"
    return [
        ev.CaucusCalled("north", "norden", 0, (), two, all_),
        ev.SummonsAnswered("north", "zafir", False, Reason.BUSY, all_),
        ev.CaucusOpened("north", two),
        ev.DraftTabled("north", "norden", text, all_),
        ev.CaucusAsked("north", lead, all_),
        ev.CaucusDecided("north", terms.CaucusRecord(lead, rows, True), all_),
        ev.LeaderChosen("north", "zafir", "norden"),
        ev.PositionAdopted("north", text, 4, "c-north-r2", True, all_),
        ev.PositionDeclared("north", text, two, "zafir"),
        ev.PositionLapsed("north", all_),
        ev.RanksBroken("north", "norden", 1, True, all_),
        ev.MemberLeft("north", "norden", "zafir"),
        ev.DeclarationCirculated(club, "norden", ("zafir",), text, all_),
        ev.DeclarationAnswered(club, "zafir", False, Reason.WORST_CLAUSE, all_),
        ev.ClubFounded(club, two, text, f"c-{club}", 9),
        ev.ClubJoined(club, "dromund"),
        ev.DeclarationFailed(club, all_),
    ]


def _all_supported():
    issues = library.open_pack("port-meridian").conference.issues
    return tuple(tuple(terms.Stance.SUPPORT for _ in issue.options) for issue in issues)


def test_every_told_event_becomes_a_line_of_prose(pack):
    narrator = Narrator(pack, 1)
    told = {}
    for event in sample_events():
        # A host is not told of its own invitation; the guest is.
        guest = narrator.cable(event, "zafir", 2)
        cable = narrator.cable(event, "norden", 2) or guest
        if cable is not None:
            told[type(event)] = cable
            assert cable.kind in KINDS
            assert cable.text.strip()
            assert "{" not in cable.text + cable.detail
            assert not faults(cable.text + cable.detail)
    assert set(_TELLERS) - set(told) == set()


def test_all_cables_of_a_whole_game_are_clean_text(played):
    for seat in ("norden", ""):
        wire = Wire(Narrator(played.pack, played.seed), seat)
        pairs = (
            played.heard(seat) if seat else [(e.round, x) for e in played.history for x in e.events]
        )
        for cable in wire.extend(pairs, played.view("norden")):
            whole = cable.text + cable.detail + cable.effects
            assert "{" not in whole
            assert "None" not in whole.replace(
                "None of ", ""
            )  # a value that is missing, not a word
            assert not faults(whole)
            assert cable.text


def test_what_a_delegation_cannot_hear_is_not_told_to_it(played):
    narrator = Narrator(played.pack, played.seed)
    hidden = [
        event
        for event in played.events
        if "all" not in event.audience and "norden" not in event.audience
    ]
    assert hidden
    assert all(narrator.cable(event, "norden", 1) is None for event in hidden)


def test_the_same_game_is_told_in_the_same_words(played):
    def tell():
        wire = Wire(Narrator(played.pack, played.seed), "norden")
        return wire.extend(played.heard("norden"), played.view("norden"))

    assert tell() == tell()


def test_a_game_fed_command_by_command_reads_as_when_fed_whole(played):
    view = played.view("norden")
    whole = Wire(Narrator(played.pack, played.seed), "norden").extend(played.heard("norden"), view)
    wire = Wire(Narrator(played.pack, played.seed), "norden")
    for number in range(len(played.history)):
        upto = played.heard("norden", number)
        count = len(upto) - len(played.heard("norden", number + 1))
        wire.extend(upto[:count], view)
    assert [c.text for c in wire.cables if c.kind in ("answer", "vote")] == [
        c.text for c in whole if c.kind in ("answer", "vote")
    ]


def test_levels_shown_are_the_levels_of_the_view(played):
    wire = Wire(Narrator(played.pack, played.seed), "norden")
    wire.extend(played.heard("norden"))
    view = played.view("norden")
    levels = wire._effects.levels
    assert levels["gauge", "norden"] == view.gauge
    assert levels["budget", "norden"] == view.budget
    assert levels["crisis", ""] == view.public.crisis
    for seat in view.table.seats:
        assert levels["standing", seat] == view.public.standing[seat]
        assert levels["credibility", seat] == view.public.credibility[seat]


def test_a_refusal_says_reason_size_and_what_would_turn_it(pack):
    narrator = Narrator(pack, 1)
    cables = {}
    for event in sample_events():
        cables[type(event)] = narrator.cable(event, "norden", 1)
    detail = cables[ev.OfferDeclined].detail
    assert words.REASONS[Reason.WORST_CLAUSE] in detail
    assert words.SIZES[terms.Size.WIDE] in detail
    assert "Standing panel of experts" in detail


@pytest.mark.parametrize(
    ("table", "kind"),
    [
        (words.ROOMS, Room),
        (words.ENVOYS, Envoy),
        (words.PHASES, Phase),
        (words.PRIORITIES, Priority),
        (words.SIZES, terms.Size),
        (words.STANCES, terms.Stance),
        (words.BALLOTS, Ballot),
        (words.REASONS, Reason),
        (words.OUTCOMES, terms.Outcome),
        (words.STAGES, Stage),
        (words.TERM_STATES, terms.TermState),
        (words.THREAT_STATES, terms.ThreatState),
    ],
)
def test_every_word_of_the_rules_has_its_words(table, kind):
    assert set(table) == set(kind)


def test_shares_add_up_to_a_hundred():
    assert words.shares((4649, 3349, 2002)) == (47, 33, 20)
    assert words.shares((1, 1, 1)) == (34, 33, 33)
    assert words.shares((0, 0)) == (0, 0)


def _told(pack, seat, *events):
    narrator, found = Narrator(pack), []
    for event in events:
        found.append(narrator.cable(event, seat, 5))
    return found[-1]


def _word_given(giver, holder, issue=1, option=2):
    bargain = terms.Bargain((terms.Term(giver, terms.TermKind.SUPPORT, issue, option),), 9)
    return ev.UnderstandingReached("u1", (giver, holder), bargain, ("all",))


def test_who_holds_a_word_is_not_told_that_it_was_given_elsewhere(pack):
    ask = terms.Term("zafir", terms.TermKind.SUPPORT, 1, 3)
    offer = terms.Offer("r5s0-norden#0", "norden", (terms.Bargain((ask,), 9),))
    made = ev.OfferMade("r5s0-norden", offer, False, ("all",))
    no = ev.OfferDeclined(
        "r5s0-norden",
        "zafir",
        offer.id,
        Reason.BOUND,
        terms.Size.MODERATE,
        1,
        3,
        "",
        None,
        ("all",),
    )
    held = _told(pack, "norden", _word_given("zafir", "norden"), made, no)
    assert pack.phrasebook.name("norden") in held.detail
    assert "elsewhere" not in held.detail
    assert "elsewhere" not in held.text
    assert "elsewhere" in _told(pack, "norden", made, no).detail


def test_an_offer_that_only_lifts_is_put_in_a_voice(pack):
    lift = terms.Term("zafir", terms.TermKind.LIFT, threat="t1")
    offer = terms.Offer("r5s0-norden#0", "norden", (terms.Bargain((lift,), 9),))
    told = _told(pack, "zafir", ev.OfferMade("r5s0-norden", offer, False, ("all",)))
    assert told.text in pack.phrasebook.variants("norden", "offer.lift")


def test_a_vote_in_favour_tells_its_reason(pack):
    motion = ev.MotionMade(terms.Motion("m5-0", "norden", terms.Reopen("spyware"), 5))
    yes = ev.BallotCast("m5-0", "zafir", Ballot.YES, Reason.RED_LINE, 1)
    assert "red line of theirs" in _told(pack, "norden", motion, yes).text
    plain = ev.BallotCast("m5-0", "zafir", Ballot.YES, Reason.AGREED, -1)
    assert _told(pack, "norden", motion, plain) is None


ALL = ("all",)
TABLE = "r5s0-norden"


def _asked(room="corridor"):
    envoys = ("diplomat", "diplomat")
    return ev.MeetingAsked(TABLE, 0, ("norden", "zafir"), room, envoys, "fund", 4, ALL)


SPOKEN = ev.FloorPassed(TABLE, "norden", "norden", 1, 0, ALL)
"""Something has been said at the table."""


def _meets(pack, *events, seat="norden", room="corridor"):
    opened = ev.MeetingOpened(TABLE, "norden", ALL)
    if events:
        *before, last = events
        events = (*before, SPOKEN, last)
    return _told(pack, seat, _asked(room), opened, *events)


def _of(pack, speaker, key, text):
    """Whether a text is one of a speaker's lines of a key, whatever was filled in."""
    book = pack.phrasebook.fresh()
    return any(
        book.fill(line, speaker, other="norden" if speaker == "zafir" else "zafir") == text
        for line in book.own(speaker, key)
    )


def test_two_who_have_not_met_are_introduced_once(pack):
    first = _meets(pack)
    assert _of(pack, "zafir", "greeting.first", first.text)
    opened = ev.MeetingOpened(TABLE, "norden", ALL)
    again = _told(pack, "norden", _asked(), opened, _asked(), opened)
    assert _of(pack, "zafir", "greeting", again.text)


def test_nobody_is_offered_a_chair_over_a_line(pack):
    assert _of(pack, "zafir", "greeting.line", _meets(pack, room="virtual").text)


def test_a_farewell_after_a_bargain_is_another_than_after_none(pack):
    ended = ev.MeetingEnded(TABLE, "zafir", Reason.AGREED, ALL)
    assert _of(pack, "zafir", "farewell", _meets(pack, ended).text)
    agreed = _meets(pack, _word_given("zafir", "norden"), ended)
    assert _of(pack, "zafir", "farewell.agreed", agreed.text)


def test_only_who_owes_something_speaks_of_what_is_owed(pack):
    kind = ev.Reassured(TABLE, "zafir", 3, ALL)
    assert _of(pack, "zafir", "reassure", _meets(pack, kind).text)
    owes = _meets(pack, _word_given("zafir", "norden"), kind)
    assert _of(pack, "zafir", "reassure.bound", owes.text)
    settled = ev.TermSettled("u1", 0, terms.TermState.KEPT, ALL)
    paid = _meets(pack, _word_given("zafir", "norden"), settled, kind)
    assert _of(pack, "zafir", "reassure", paid.text)


def test_nobody_puts_words_into_the_listeners_own_mouth(pack):
    kind = ev.Reassured(TABLE, "zafir", 3, ALL)
    assert "“" not in _meets(pack, kind).detail
    assert pack.phrasebook.name("norden") in _meets(pack, kind, seat="").detail


def test_a_cold_meeting_has_no_voice_and_is_not_told_twice(pack):
    threat = terms.ThreatTerms(1, 2, "procurement-ban", True, 3, 9)
    cold = _told(
        pack,
        "norden",
        ev.ThreatIssued("t1", "norden", "zafir", threat, ALL),
        _asked(),
        ev.MeetingOpened(TABLE, "norden", ALL),
    )
    assert cold.speaker == ""
    assert cold.detail == ""


def test_who_parts_coldly_after_a_bargain_is_not_said_to_have_agreed_on_nothing(pack):
    threat = ev.ThreatIssued(
        "t1", "norden", "zafir", terms.ThreatTerms(1, 2, "procurement-ban", True, 3, 9), ALL
    )
    ended = ev.MeetingEnded(TABLE, "zafir", Reason.AGREED, ALL)
    without = _meets(pack, threat, ended).text
    bargain = _meets(pack, threat, _word_given("zafir", "norden"), ended).text
    assert any(without.endswith(f"{words}.") for words in coldness.COLD_ENDINGS)
    assert any(bargain.endswith(f"{words}.") for words in coldness.COLD_BARGAINS)


def test_a_threat_withdrawn_says_why(pack):
    threat = terms.ThreatTerms(1, 2, "procurement-ban", True, 3, 9)
    issued = ev.ThreatIssued("t1", "norden", "zafir", threat, ALL)
    gone = ev.ThreatSettled("t1", terms.ThreatState.WITHDRAWN, False, False, ALL)
    lift = terms.Bargain((terms.Term("norden", terms.TermKind.LIFT, threat="t1"),), 9)
    bought = ev.UnderstandingReached("u9", ("norden", "zafir"), lift, ALL)
    over = ev.ConferenceEnded(terms.Outcome.COLLAPSED, ())
    assert "demand is met" in _told(pack, "zafir", issued, gone).detail
    assert "bargained away" in _told(pack, "zafir", issued, bought, gone).detail
    assert "over" in _told(pack, "zafir", issued, over, gone).detail


def test_what_lapsed_is_told_before_what_comes_next_and_in_its_own_round(pack):
    wire = Wire(Narrator(pack), "")
    lapsed = ev.TermSettled("u1", 0, terms.TermState.LAPSED, ALL)
    wire.extend([(4, _word_given("zafir", "norden"))])
    told = wire.extend([(4, lapsed), (4, ev.RoundOpened(5, Phase.CONSENSUS))])
    assert [c.round for c in told] == [4, 5]
    assert "lapsed" in told[0].text


def test_many_undertakings_are_counted_by_delegation(pack):
    wire, lapsed = Wire(Narrator(pack), ""), []
    for option in range(6):
        issue = option
        bargain = terms.Bargain((terms.Term("zafir", terms.TermKind.SUPPORT, issue, 1),), 4)
        wire.extend([(4, ev.UnderstandingReached(f"u{option}", ("zafir", "norden"), bargain, ALL))])
        lapsed.append((4, ev.TermSettled(f"u{option}", 0, terms.TermState.LAPSED, ALL)))
    (told,) = wire.extend(lapsed)
    assert told.text.startswith("6 ")
    assert f"{pack.phrasebook.name('zafir')} 6" in told.detail


def test_a_change_that_the_end_of_the_scale_swallowed_is_not_told(pack):
    wire = Wire(Narrator(pack), "")
    high = ev.MeterMoved("standing", "norden", 95, "speech", "", ALL)
    (told,) = wire.extend([(1, high)])
    assert f"(+{100 - pack.conference.delegation('norden').standing}:" in told.text


def test_the_same_change_for_many_is_told_once(pack):
    moved = [
        (1, ev.MeterMoved("gauge", seat, -3, "summit-failed", "", ALL))
        for seat in ("norden", "zafir")
    ]
    (told,) = Wire(Narrator(pack), "").extend(moved)
    assert told.text.count("the failed summit") == 1


def test_why_trust_moved_is_said_where_the_line_above_does_not_tell(pack):
    lie = ev.MeterMoved("trust", "norden", -8, "caught-lie", "zafir", ALL)
    (told,) = Wire(Narrator(pack), "").extend([(1, lie)])
    assert "-8 (a false answer)" in told.text
    talk = ev.MeterMoved("trust", "norden", 5, "talked", "zafir", ALL)
    (plain,) = Wire(Narrator(pack), "").extend([(1, talk)])
    assert "(" not in plain.text


def test_the_staff_say_in_the_morning_what_falls_due(pack):
    wire = Wire(Narrator(pack), "zafir")
    wire.extend([(7, _word_given("zafir", "norden"))])
    told = wire.extend([(8, ev.RoundOpened(9, Phase.ADOPTION))])
    assert any(c.kind == "staff" and "Due by the end of this round" in c.detail for c in told)
    other = Wire(Narrator(pack), "norden")
    other.extend([(7, _word_given("zafir", "norden"))])
    assert not any(
        c.kind == "staff" for c in other.extend([(8, ev.RoundOpened(9, Phase.ADOPTION))])
    )


def test_a_numbered_list_of_promises_reads_as_a_sentence(pack):
    words_of = Narrator(pack).words
    support = [terms.Term("zafir", terms.TermKind.SUPPORT, k, 1) for k in (0, 1)]
    pay = terms.Term("zafir", terms.TermKind.PAY, to="norden", incentive="tantalum")
    said = words_of.promises([*support, pay])
    assert said.count("supports") == 1
    assert ", and gives" in said


def test_a_vote_for_the_whole_text_is_refused_for_what_may_still_come_into_it(pack):
    vote = terms.Term("zafir", terms.TermKind.ADOPT)
    offer = terms.Offer(f"{TABLE}#0", "norden", (terms.Bargain((vote,), 9),))
    feared = 3 if pack.conference.issues[1].opening[0] != 3 else 2
    no = ev.OfferDeclined(
        TABLE, "zafir", offer.id, Reason.RED_LINE, terms.Size.MODERATE, 1, feared, "", None, ALL
    )
    told = _told(pack, "norden", ev.OfferMade(TABLE, offer, False, ALL), no)
    assert "even if the text came to read" in told.detail
    assert pack.phrasebook.option(1, feared) in told.detail


def test_an_offer_without_a_line_is_told_and_not_spoken(pack):
    post = sorted(pack.conference.incentives, key=lambda i: i.id)[0]
    gift = terms.Term(post.giver, terms.TermKind.PAY, to="zafir", incentive=post.id)
    offer = terms.Offer(f"{TABLE}#0", "norden", (terms.Bargain((gift,), 9),))
    told = _told(pack, "zafir", ev.OfferMade(TABLE, offer, False, ALL))
    assert "puts an offer on the table" in told.text
    assert told.told
    lift = terms.Term("zafir", terms.TermKind.LIFT, threat="t1")
    spoken = terms.Offer(f"{TABLE}#0", "norden", (terms.Bargain((lift,), 9),))
    assert not _told(pack, "zafir", ev.OfferMade(TABLE, spoken, False, ALL)).told


def test_who_declined_is_not_told_to_sit_at_the_table(pack):
    seats = ("norden", "cerulean", "zafir")
    asked = ev.MeetingAsked(TABLE, 0, seats, "corridor", ("diplomat",) * 3, "", 4, ALL)
    busy = ev.InvitationAnswered(TABLE, "cerulean", False, Reason.BUSY, ALL)
    comes = ev.InvitationAnswered(TABLE, "zafir", True, Reason.AGREED, ALL)
    told = _told(pack, "norden", asked, busy, comes, ev.MeetingOpened(TABLE, "norden", ALL))
    assert told.speaker == "zafir"
    assert told.detail == "Norden and Zafir meet in the corridor."


def test_a_meeting_that_fell_through_says_with_whom_and_why(pack):
    meant = terms.Meet(("zafir", "dromund"))
    spent = ev.SlotSpent("norden", 0, meant, "engaged", ("norden",))
    told = _told(pack, "norden", spent)
    assert pack.phrasebook.name("zafir") in told.text
    assert "fell through" in told.text
    busy = ev.InvitationAnswered(TABLE, "zafir", False, Reason.BUSY, ALL)
    assert "taken elsewhere in that slot" in _told(pack, "norden", _asked(), busy).detail


def test_a_meeting_in_which_nothing_was_put_is_closed_without_thanks(pack):
    opened = ev.MeetingOpened(TABLE, "norden", ALL)
    ended = ev.MeetingEnded(TABLE, "zafir", Reason.AGREED, ALL)
    cable = _told(pack, "norden", _asked(), opened, ended)
    assert (cable.speaker, cable.detail) == ("", "")
    assert cable.text.endswith("have nothing to put to each other.")


def test_a_vote_on_procedure_is_not_explained_like_a_vote_on_words(pack):
    def said(kind: typing.Any, ballot: Ballot, reason: Reason) -> str:
        motion = ev.MotionMade(terms.Motion("m1", "zafir", kind, 5))
        cast = ev.BallotCast("m1", "norden", ballot, reason, -1)
        cable = _told(pack, "", motion, cast)
        return f"{cable.text} {cable.body}"

    no, away = Ballot.NO, Ballot.ABSTAIN
    aimed = said(terms.Endorse("norden", "procurement-ban"), no, Reason.HOLDING_OUT)
    assert "it is aimed at them" in aimed
    other = said(terms.Endorse("dromund", "procurement-ban"), away, Reason.HOLDING_OUT)
    assert "they see nothing in it for them" in other
    shut = said(terms.CloseClause("spyware"), away, Reason.HOLDING_OUT)
    assert "they are not ready to have it closed" in shut
    words_ = said(terms.Amend("spyware", 1), no, Reason.HOLDING_OUT)
    assert "they hold out for more" in words_


def test_a_detail_that_the_line_has_said_already_is_left_out(pack):
    o = Narrator(pack).occasion("", 1)
    line = "Zafir lifts it against Norden. Nobody says who blinked."
    assert o.cable("threat", "", line, "Zafir lifts it against Norden.").detail == ""
    assert o.cable("threat", "", line, "Norden lifts it.").detail == "Norden lifts it."


def test_what_work_on_the_wording_is_good_for_is_said_once(pack):
    spent = ev.SlotSpent("norden", 0, terms.Draft("spyware"), "drafted", ALL)
    assert "costs half" in _told(pack, "", spent).detail
    assert _told(pack, "", spent, spent).detail == ""


def test_who_offers_is_not_called_a_rival_to_their_face(pack):
    term = terms.Term("zafir", terms.TermKind.SUPPORT, 1, 2)
    offer = terms.Offer(f"{TABLE}#0", "norden", (terms.Bargain((term,), 7),))
    no = ev.OfferDeclined(
        TABLE, "zafir", offer.id, Reason.RIVAL_GAINS, terms.Size.MODERATE, 1, 2, "", None, ALL
    )
    cable = _meets(pack, ev.OfferMade(TABLE, offer, False, ALL), no)
    assert "Norden would gain too much by it" in cable.detail
    assert "rival" not in cable.detail
    assert _of(pack, "zafir", "decline.overreach", cable.text)
