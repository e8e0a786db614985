"""Events: what happened, in the past tense.

Guarantees: frozen plain data, no prose; each carries its ``audience`` - delegation ids, or ``("all",)``.
Folding the events of a game over its opening state gives its state (architecture: fold == state).
"""

from __future__ import annotations

from typing import TypeAlias

from diplogame.rules.events.coalitions import (
    CaucusAsked,
    CaucusCalled,
    CaucusClosed,
    CaucusDecided,
    CaucusOpened,
    CaucusTurned,
    CaucusVoted,
    ClubFounded,
    ClubJoined,
    DeclarationAnswered,
    DeclarationCirculated,
    DeclarationFailed,
    DraftTabled,
    LeaderChosen,
    MemberLeft,
    PositionAdopted,
    PositionDeclared,
    PositionLapsed,
    RanksBroken,
    SummonsAnswered,
)
from diplogame.rules.events.course import (
    EVERYBODY,
    Audience,
    Awaited,
    CableAnswered,
    FlagSet,
    MeterMoved,
    PlanMade,
    PositionsDeclared,
    RoundOpened,
    Said,
    ScriptFired,
    SlotSpent,
    StageEntered,
    TwistChosen,
    TwistHappened,
    WeightShifted,
)
from diplogame.rules.events.ending import (
    AftermathChosen,
    ConferenceEnded,
    EntryDecided,
    GameScored,
    NightChosen,
    NightRevealed,
    RatificationDecided,
    SummitCalled,
    SummitEnded,
)
from diplogame.rules.events.ledger import (
    PartnerLeft,
    SanctionImposed,
    SanctionLifted,
    TermSettled,
    ThreatAnswered,
    ThreatBacked,
    ThreatIssued,
    ThreatSettled,
    UnderstandingLearnt,
    UnderstandingReached,
)
from diplogame.rules.events.mediation import (
    BlindAnswered,
    Confided,
    GroundFound,
    LeverageFaded,
    LeverageFelt,
    MediationAnswered,
    MediationAsked,
    MediationEnded,
    MediationOpened,
    ProposalAgreed,
    ProposalPut,
)
from diplogame.rules.events.meetings import (
    BeliefMoved,
    Disclosed,
    Evaded,
    EvidenceLogged,
    FloorPassed,
    InvitationAnswered,
    MeetingAsked,
    MeetingEnded,
    MeetingOpened,
    MeetingSeen,
    OfferAccepted,
    OfferDeclined,
    OfferMade,
    Probed,
    Reassured,
)
from diplogame.rules.events.plenary import (
    BallotCast,
    BracketAdded,
    ClauseAmended,
    ClauseAnnexed,
    ClauseClosed,
    ClauseReopened,
    ClockStopped,
    FloorHeld,
    MotionDecided,
    MotionMade,
    ObserverAccredited,
    PressureEndorsed,
    QuestionDivided,
    SpeechMade,
    TextReplaced,
    WalkedOut,
)

Event: TypeAlias = (
    RoundOpened
    | StageEntered
    | Awaited
    | Said
    | MeterMoved
    | TwistHappened
    | TwistChosen
    | FlagSet
    | WeightShifted
    | PositionsDeclared
    | PlanMade
    | SlotSpent
    | MeetingAsked
    | InvitationAnswered
    | MeetingOpened
    | MeetingSeen
    | FloorPassed
    | Probed
    | Disclosed
    | Evaded
    | OfferMade
    | OfferAccepted
    | OfferDeclined
    | Reassured
    | MeetingEnded
    | UnderstandingReached
    | UnderstandingLearnt
    | TermSettled
    | BeliefMoved
    | EvidenceLogged
    | ThreatIssued
    | ThreatAnswered
    | ThreatSettled
    | ThreatBacked
    | SanctionImposed
    | PartnerLeft
    | SanctionLifted
    | CableAnswered
    | SpeechMade
    | FloorHeld
    | WalkedOut
    | MotionMade
    | BallotCast
    | MotionDecided
    | ClauseAmended
    | BracketAdded
    | ClauseClosed
    | ClauseReopened
    | ClauseAnnexed
    | TextReplaced
    | QuestionDivided
    | ObserverAccredited
    | PressureEndorsed
    | ClockStopped
    | SummitCalled
    | NightChosen
    | NightRevealed
    | SummitEnded
    | ConferenceEnded
    | RatificationDecided
    | EntryDecided
    | AftermathChosen
    | GameScored
    | ScriptFired
    | CaucusCalled
    | SummonsAnswered
    | CaucusOpened
    | CaucusTurned
    | DraftTabled
    | CaucusAsked
    | CaucusVoted
    | CaucusDecided
    | LeaderChosen
    | PositionAdopted
    | CaucusClosed
    | PositionDeclared
    | PositionLapsed
    | RanksBroken
    | MemberLeft
    | DeclarationCirculated
    | DeclarationAnswered
    | ClubFounded
    | DeclarationFailed
    | ClubJoined
    | MediationAsked
    | MediationAnswered
    | MediationOpened
    | Confided
    | GroundFound
    | ProposalPut
    | LeverageFelt
    | LeverageFaded
    | BlindAnswered
    | ProposalAgreed
    | MediationEnded
)


__all__ = [
    "EVERYBODY",
    "AftermathChosen",
    "Audience",
    "Awaited",
    "BallotCast",
    "BeliefMoved",
    "BlindAnswered",
    "BracketAdded",
    "CableAnswered",
    "CaucusAsked",
    "CaucusCalled",
    "CaucusClosed",
    "CaucusDecided",
    "CaucusOpened",
    "CaucusTurned",
    "CaucusVoted",
    "ClauseAmended",
    "ClauseAnnexed",
    "ClauseClosed",
    "ClauseReopened",
    "ClockStopped",
    "ClubFounded",
    "ClubJoined",
    "ConferenceEnded",
    "Confided",
    "DeclarationAnswered",
    "DeclarationCirculated",
    "DeclarationFailed",
    "Disclosed",
    "DraftTabled",
    "EntryDecided",
    "Evaded",
    "Event",
    "EvidenceLogged",
    "FlagSet",
    "FloorHeld",
    "FloorPassed",
    "GameScored",
    "GroundFound",
    "InvitationAnswered",
    "LeaderChosen",
    "LeverageFaded",
    "LeverageFelt",
    "MediationAnswered",
    "MediationAsked",
    "MediationEnded",
    "MediationOpened",
    "MeetingAsked",
    "MeetingEnded",
    "MeetingOpened",
    "MeetingSeen",
    "MemberLeft",
    "MeterMoved",
    "MotionDecided",
    "MotionMade",
    "NightChosen",
    "NightRevealed",
    "ObserverAccredited",
    "OfferAccepted",
    "OfferDeclined",
    "OfferMade",
    "PartnerLeft",
    "PlanMade",
    "PositionAdopted",
    "PositionDeclared",
    "PositionLapsed",
    "PositionsDeclared",
    "PressureEndorsed",
    "Probed",
    "ProposalAgreed",
    "ProposalPut",
    "QuestionDivided",
    "RanksBroken",
    "RatificationDecided",
    "Reassured",
    "RoundOpened",
    "Said",
    "SanctionImposed",
    "SanctionLifted",
    "ScriptFired",
    "SlotSpent",
    "SpeechMade",
    "StageEntered",
    "SummitCalled",
    "SummitEnded",
    "SummonsAnswered",
    "TermSettled",
    "TextReplaced",
    "ThreatAnswered",
    "ThreatBacked",
    "ThreatIssued",
    "ThreatSettled",
    "TwistChosen",
    "TwistHappened",
    "UnderstandingLearnt",
    "UnderstandingReached",
    "WalkedOut",
    "WeightShifted",
]
