"""Applying events to a state: total, no checks, no dice (architecture, "How a turn flows").

Guarantees: ``evolve`` never refuses and never draws; folding a game's events over its opening state
gives its state. Meters are clamped to their range here, so an event may carry any delta.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from diplogame.rules import events as ev
from diplogame.rules.evolve.coalitions import on_coalition
from diplogame.rules.evolve.ending import EXPECTATIONS, on_ending
from diplogame.rules.evolve.ledger import on_ledger
from diplogame.rules.evolve.mediation import on_mediation
from diplogame.rules.evolve.meetings import on_side_meeting
from diplogame.rules.evolve.meters import on_beliefs, on_knowledge, on_meter
from diplogame.rules.evolve.plenary import on_plenary
from diplogame.rules.evolve.rounds import on_round
from diplogame.rules.state import State


def fold(state: State, events: Iterable[ev.Event]) -> State:
    """Apply events one after another."""
    for event in events:
        state = evolve(state, event)
    return state


def evolve(state: State, event: ev.Event) -> State:
    """The state after an event."""
    match event:
        case (
            ev.RoundOpened()
            | ev.StageEntered()
            | ev.Awaited()
            | ev.Said()
            | ev.TwistHappened()
            | ev.TwistChosen()
            | ev.FlagSet()
            | ev.PlanMade()
            | ev.SlotSpent()
            | ev.PositionsDeclared()
            | ev.ScriptFired()
            | ev.ClockStopped()
        ):
            return on_round(state, event)
        case ev.MeterMoved():
            return on_meter(state, event)
        case ev.WeightShifted() | ev.BeliefMoved() | ev.EvidenceLogged() | ev.CableAnswered():
            return on_knowledge(state, event)
        case (
            ev.MeetingAsked()
            | ev.InvitationAnswered()
            | ev.MeetingOpened()
            | ev.MeetingSeen()
            | ev.FloorPassed()
            | ev.Probed()
            | ev.Disclosed()
            | ev.Evaded()
            | ev.OfferMade()
            | ev.OfferAccepted()
            | ev.OfferDeclined()
            | ev.Reassured()
            | ev.MeetingEnded()
        ):
            return on_side_meeting(state, event)
        case (
            ev.UnderstandingReached()
            | ev.UnderstandingLearnt()
            | ev.TermSettled()
            | ev.ThreatIssued()
            | ev.ThreatAnswered()
            | ev.ThreatSettled()
            | ev.ThreatBacked()
            | ev.SanctionImposed()
            | ev.PartnerLeft()
            | ev.SanctionLifted()
        ):
            return on_ledger(state, event)
        case (
            ev.SpeechMade()
            | ev.FloorHeld()
            | ev.WalkedOut()
            | ev.MotionMade()
            | ev.BallotCast()
            | ev.MotionDecided()
            | ev.ClauseAmended()
            | ev.BracketAdded()
            | ev.ClauseClosed()
            | ev.ClauseReopened()
            | ev.ClauseAnnexed()
            | ev.TextReplaced()
            | ev.QuestionDivided()
            | ev.ObserverAccredited()
            | ev.PressureEndorsed()
        ):
            return on_plenary(state, event)
        case (
            ev.SummitCalled()
            | ev.NightChosen()
            | ev.NightRevealed()
            | ev.SummitEnded()
            | ev.ConferenceEnded()
            | ev.RatificationDecided()
            | ev.EntryDecided()
            | ev.AftermathChosen()
            | ev.GameScored()
        ):
            return on_ending(state, event)
        case (
            ev.CaucusCalled()
            | ev.SummonsAnswered()
            | ev.CaucusOpened()
            | ev.CaucusTurned()
            | ev.DraftTabled()
            | ev.CaucusAsked()
            | ev.CaucusVoted()
            | ev.CaucusDecided()
            | ev.LeaderChosen()
            | ev.PositionAdopted()
            | ev.CaucusClosed()
            | ev.PositionDeclared()
            | ev.PositionLapsed()
            | ev.RanksBroken()
            | ev.MemberLeft()
            | ev.DeclarationCirculated()
            | ev.DeclarationAnswered()
            | ev.ClubFounded()
            | ev.DeclarationFailed()
            | ev.ClubJoined()
        ):
            return on_coalition(state, event)
        case (
            ev.MediationAsked()
            | ev.MediationAnswered()
            | ev.MediationOpened()
            | ev.Confided()
            | ev.GroundFound()
            | ev.ProposalPut()
            | ev.LeverageFelt()
            | ev.LeverageFaded()
            | ev.BlindAnswered()
            | ev.ProposalAgreed()
            | ev.MediationEnded()
        ):
            return on_mediation(state, event)
        case _:
            assert_never(event)


__all__ = ["EXPECTATIONS", "evolve", "fold", "on_beliefs"]
