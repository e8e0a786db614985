"""Names for the identifiers the rules speak of.

Every identifier is a short lower-case string declared by the pack (letters, digits, ``-`` and ``_``).
They are plain strings so that events, saves and conditions stay plain data; the aliases say which
kind is meant. Options are addressed by their index within their issue (0-based).
"""

from __future__ import annotations

from typing import TypeAlias

SeatId: TypeAlias = str
"""A delegation: a voting seat, a voice without a vote, or the chair (R1.2)."""

IssueId: TypeAlias = str
"""One issue (clause) of the treaty text (R3.1)."""

OptionIndex: TypeAlias = int
"""Index of an option within its issue, in the pack's order."""

Package: TypeAlias = tuple[int, ...]
"""One option index per issue, in the pack's issue order."""

ALL = "all"
"""Audience of an event that everybody may see."""
