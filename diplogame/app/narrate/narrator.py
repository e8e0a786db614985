"""The narrator: an event in, a cable out.

Guarantees: every kind of event is told by one function or listed as `UNSPOKEN` (tested); an event that
a delegation cannot hear is never told to it; the same event on the same occasion is told in the
same words to everybody who was there; the press tells the others.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from diplogame.app.narrate import (
    ballots,
    coalitions,
    hall,
    house,
    ledger,
    mediation,
    pressure,
    talk,
)
from diplogame.app.narrate.cable import Cable, Memory
from diplogame.app.narrate.describe import Describe
from diplogame.app.narrate.occasion import Occasion
from diplogame.packs.loader import LoadedPack
from diplogame.rules import events as ev
from diplogame.rules.ids import SeatId
from diplogame.rules.view import SeatView, sees


class Narrator:
    """Tells the events of one game.

    Args:
        pack: The pack being played; its phrasebook is taken fresh.
        seed: The game's seed, which chooses among variants.
    """

    def __init__(self, pack: LoadedPack, seed: int = 0) -> None:
        self.book = pack.phrasebook.fresh()
        self.conference = pack.conference
        self.words = Describe(self.book, pack.conference)
        self.seed = seed
        self._memories: dict[SeatId, Memory] = {}

    def memory(self, seat: SeatId) -> Memory:
        """What a delegation's cables refer back to."""
        found = self._memories.get(seat)
        if found is None:
            found = self._memories[seat] = Memory.of(self.conference)
        return found

    def occasion(self, seat: SeatId, round_: int) -> Occasion:
        """The tools for telling something to a delegation now."""
        memory = self.memory(seat)
        return Occasion(self.book, self.conference, self.words, memory, seat, round_, self.seed)

    def cable(
        self, event: ev.Event, seat: SeatId, round_: int, view: SeatView | None = None
    ) -> Cable | None:
        """What a delegation reads of an event; None when it says nothing worth a line.

        Args:
            event: Events must come in order, for each delegation from the first one on.
            seat: Who reads; "" reads with all cards open.
            round_: When it happened.
            view: The reader's view, for what was learnt without an event that said it all.
        """
        if seat and not sees(event, seat):
            return None
        memory = self.memory(seat)
        memory.look_up(view)
        memory.note(event, round_)
        found = _tell(self.occasion(seat, round_), event)
        memory.settle(event)
        return found


_TELLERS: Final[dict[type, Callable[[Occasion, Any], Cable | None]]] = {
    ev.RoundOpened: house.round_opened,
    ev.StageEntered: house.stage_entered,
    ev.Said: house.said,
    ev.MeterMoved: house.meter_moved,
    ev.TwistHappened: house.twist_happened,
    ev.TwistChosen: house.twist_chosen,
    ev.WeightShifted: house.weight_shifted,
    ev.PositionsDeclared: house.positions_declared,
    ev.SlotSpent: house.slot_spent,
    ev.BeliefMoved: house.belief_moved,
    ev.EvidenceLogged: house.evidence_logged,
    ev.CableAnswered: house.cable_answered,
    ev.MeetingAsked: talk.meeting_asked,
    ev.InvitationAnswered: talk.invitation_answered,
    ev.MeetingOpened: talk.meeting_opened,
    ev.MeetingSeen: talk.meeting_seen,
    ev.Probed: talk.probed,
    ev.Disclosed: talk.disclosed,
    ev.Evaded: talk.evaded,
    ev.OfferMade: talk.offer_made,
    ev.OfferAccepted: talk.offer_accepted,
    ev.OfferDeclined: talk.offer_declined,
    ev.Reassured: talk.reassured,
    ev.MeetingEnded: talk.meeting_ended,
    ev.UnderstandingReached: ledger.understanding_reached,
    ev.UnderstandingLearnt: ledger.understanding_learnt,
    ev.TermSettled: ledger.term_settled,
    ev.ThreatIssued: pressure.threat_issued,
    ev.ThreatAnswered: pressure.threat_answered,
    ev.ThreatSettled: pressure.threat_settled,
    ev.ThreatBacked: pressure.threat_backed,
    ev.PartnerLeft: pressure.partner_left,
    ev.ObserverAccredited: hall.observer_accredited,
    ev.EntryDecided: hall.entry_decided,
    ev.PressureEndorsed: pressure.pressure_endorsed,
    ev.SanctionImposed: pressure.sanction_imposed,
    ev.SanctionLifted: pressure.sanction_lifted,
    ev.SpeechMade: hall.speech_made,
    ev.WalkedOut: hall.walked_out,
    ev.MotionMade: hall.motion_made,
    ev.BallotCast: ballots.ballot_cast,
    ev.MotionDecided: hall.motion_decided,
    ev.ClauseClosed: hall.clause_closed,
    ev.SummitCalled: hall.summit_called,
    ev.NightChosen: hall.night_chosen,
    ev.NightRevealed: hall.night_revealed,
    ev.SummitEnded: hall.summit_ended,
    ev.ConferenceEnded: hall.conference_ended,
    ev.RatificationDecided: hall.ratification_decided,
    ev.AftermathChosen: hall.aftermath_chosen,
    ev.GameScored: hall.game_scored,
    ev.CaucusCalled: coalitions.caucus_called,
    ev.SummonsAnswered: coalitions.summons_answered,
    ev.CaucusOpened: coalitions.caucus_opened,
    ev.DraftTabled: coalitions.draft_tabled,
    ev.CaucusAsked: coalitions.caucus_asked,
    ev.CaucusDecided: coalitions.caucus_decided,
    ev.LeaderChosen: coalitions.leader_chosen,
    ev.PositionAdopted: coalitions.position_adopted,
    ev.PositionDeclared: coalitions.position_declared,
    ev.PositionLapsed: coalitions.position_lapsed,
    ev.RanksBroken: coalitions.ranks_broken,
    ev.MemberLeft: coalitions.member_left,
    ev.DeclarationCirculated: coalitions.declaration_circulated,
    ev.DeclarationAnswered: coalitions.declaration_answered,
    ev.ClubFounded: coalitions.club_founded,
    ev.DeclarationFailed: coalitions.declaration_failed,
    ev.ClubJoined: coalitions.club_joined,
    ev.MediationAsked: mediation.asked,
    ev.MediationAnswered: mediation.answered,
    ev.MediationOpened: mediation.opened,
    ev.Confided: mediation.confided,
    ev.GroundFound: mediation.ground_found,
    ev.ProposalPut: mediation.proposal_put,
    ev.LeverageFelt: mediation.leverage_felt,
    ev.LeverageFaded: mediation.leverage_faded,
    ev.BlindAnswered: mediation.blind_answered,
    ev.ProposalAgreed: mediation.proposal_agreed,
    ev.MediationEnded: mediation.ended,
}
"""Who tells what."""

UNSPOKEN: Final[tuple[type, ...]] = (
    ev.Awaited,  # would tell who is meeting whom
    ev.FlagSet,  # the twist's headline says it
    ev.PlanMade,  # its maker knows, and nobody else may
    ev.FloorPassed,
    ev.FloorHeld,
    ev.BracketAdded,  # the motion says it
    ev.QuestionDivided,  # the chair puts each part
    ev.ClauseReopened,  # the chair's announcement says it, as it does for these
    ev.ClauseAnnexed,
    ev.TextReplaced,
    ev.ClauseAmended,  # and in the night the closing says it
    ev.ClockStopped,
    ev.ScriptFired,
    ev.CaucusTurned,  # whose word it is shows in what is said
    ev.CaucusVoted,  # the decision lists every ballot
    ev.CaucusClosed,
)
"""Events whose news another event carries, or that are nobody's news."""


def _tell(o: Occasion, e: ev.Event) -> Cable | None:
    teller = _TELLERS.get(type(e))
    return teller(o, e) if teller is not None else None
