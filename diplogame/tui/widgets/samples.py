"""Sample data for the gallery and the tests: an invented conference on data across borders."""

from __future__ import annotations

from diplogame.tui.widgets.axes import Axis
from diplogame.tui.widgets.bands import Band
from diplogame.tui.widgets.cables import Cable, Kind
from diplogame.tui.widgets.curves import Chart, Event, Reserve, Series
from diplogame.tui.widgets.dialogue import Answer
from diplogame.tui.widgets.frontpage import Article, Paper
from diplogame.tui.widgets.gauge import Meter
from diplogame.tui.widgets.marks import Stance, Status, Tone
from diplogame.tui.widgets.matrix import Board, Cell, board
from diplogame.tui.widgets.rollcall import Ballot, Call, Count, Vote
from diplogame.tui.widgets.scatter import Path, Picture, Point, Threshold
from diplogame.tui.widgets.seating import Seat
from diplogame.tui.widgets.texttable import Issue, Option

_S, _L, _R, _O, _U = (
    Stance.SUPPORT,
    Stance.LIVE,
    Stance.RESERVE,
    Stance.OPPOSE,
    Stance.UNKNOWN,
)

CHAIRS = ("N", "V", "M", "S", "K")

ISSUES = (
    Issue(
        "flows",
        "Transfers across borders",
        Status.BRACKETED,
        (
            Option(
                "free",
                "Data moves freely; exceptions are listed in an annex",
                ("Norland",),
                -14,
                support=(_S, _R, _O, _L, _O),
            ),
            Option(
                "adequate",
                "Transfers to parties whose protection is found adequate by the council",
                ("Meridia", "Verdane"),
                0,
                mandate=True,
                leading=True,
                support=(_R, _S, _S, _L, _L),
            ),
            Option(
                "consent",
                "Transfers with the consent of the state of origin",
                ("Kestral",),
                21,
                ideal=True,
                mandate=True,
                support=(_O, _R, _L, _L, _S),
            ),
        ),
        "May data leave the territory of a party, and who decides?",
    ),
    Issue(
        "liability",
        "Liability of platforms",
        Status.OPEN,
        (
            Option("none", "No provision", ("Norland",), 0, support=(_S, _O, _R, _L, _U)),
            Option(
                "notice",
                "Liable once notified, with safe harbour for small services",
                ("Sarova",),
                9,
                mandate=True,
                support=(_L, _L, _L, _S, _U),
            ),
            Option(
                "strict",
                "Strict liability for harm that could be foreseen",
                ("Verdane",),
                16,
                ideal=True,
                mandate=True,
                support=(_O, _S, _L, _R, _U),
            ),
        ),
        "Who pays when content does harm?",
    ),
    Issue(
        "fund",
        "Capacity fund",
        Status.AD_REFERENDUM,
        (
            Option(
                "small",
                "Voluntary fund of 200 million",
                ("Norland", "Verdane"),
                -6,
                support=(_S, _L, _O, _R, _O),
            ),
            Option(
                "shared",
                "Assessed contributions, 600 million over five years",
                ("Meridia",),
                0,
                mandate=True,
                leading=True,
                support=(_L, _L, _S, _S, _L),
            ),
        ),
        "Closed ad referendum in round 3; two capitals have not confirmed.",
    ),
    Issue(
        "form",
        "Legal form",
        Status.AGREED,
        (
            Option("soft", "Political declaration", ("Norland",), -8),
            Option(
                "treaty",
                "Framework treaty with protocols",
                ("Meridia", "Sarova"),
                0,
                ideal=True,
                mandate=True,
                leading=True,
            ),
        ),
    ),
    Issue(
        "access",
        "Access for investigators",
        Status.BRACKETED,
        (
            Option(
                "court",
                "By order of a court of the state where the data lie",
                ("Verdane", "Meridia"),
                0,
                mandate=True,
                leading=True,
                support=(_R, _S, _S, _L, _O),
            ),
            Option(
                "direct",
                "Direct request to the company, with notice to the state",
                ("Norland",),
                -11,
                support=(_S, _O, _R, _L, _O),
            ),
            Option(
                "joint",
                "Joint investigation teams",
                ("Sarova",),
                4,
                mandate=True,
                support=(_L, _L, _L, _S, _R),
            ),
        ),
        "When police in one party need evidence that is stored in another.",
    ),
)

METERS = (
    Meter("Slots", 2, 3, Tone.ACCENT, "2", pips=True),
    Meter("Home", 62, 100, Tone.FAIR, change=-4, threshold=50),
    Meter("Budget", 14, 20, Tone.GOOD, "14/20"),
    Meter("Credibility", 71, 100, Tone.GOOD, change=3),
    Meter("Round", 4, 10, Tone.PLAIN, "4/10", pips=True),
    Meter("Crisis", 38, 100, Tone.POOR, change=6, more_is_better=False),
)

BANDS = (
    Band("Transfers", 40, 65, note="3 answers, 1 vote", unit="%"),
    Band("Liability", 10, 22, note="expert, reliable", unit="%"),
    Band("Capacity fund", 5, 30, note="rumour", tone=Tone.POOR, unit="%"),
    Band("Access", 18, 24, mark=21, note="two offers", unit="%"),
    Band("Odds of a yes", 55, 70, mark=50, note="needs 50", tone=Tone.GOOD, unit="%"),
)

ROOM = (
    Seat("nor", "Norland", _O, 34, "round 2"),
    Seat("ver", "Verdane", _L, 71, "yesterday"),
    Seat("tel", "TeleCo forum", trust=48, contact="never", voice=True),
    Seat("chair", "Chair", trust=66, contact="this morning", presides=True, voice=True),
    Seat("mer", "Meridia", _S, you=True),
    Seat("sar", "Sarova", _S, 58, "round 3"),
    Seat("kes", "Kestral", _R, 45, "this morning"),
    Seat("ngo", "Open Net", trust=80, contact="round 1", voice=True),
)

ANSWER = Answer(
    speaker="Kestral",
    title="Ambassador Oriel",
    verdict="declines, counters",
    stance=_R,
    line="My minister would sign the transfers clause tonight. What he cannot do is stand before "
    "parliament and explain why foreign investigators may knock on our servers without asking.",
    reason="home would not ratify: Access for investigators",
    size="a moderate step (7–11 points)",
    turn="Joint investigation teams instead of direct requests, or 40 million from the fund",
    learnt="Access weighs more for Kestral than you believed: 18–24 % (was 5–30 %)",
)

KINDS = (
    Kind("answer", "Answers", "◆", "$stance-live"),
    Kind("news", "News", "■", "$brass"),
    Kind("intel", "Intelligence", "▽", "$stance-reserve"),
    Kind("floor", "Transcript", "·", "$muted"),
)

CABLES = (
    Cable(
        "c9",
        "answer",
        "R4 am",
        "Kestral",
        "Declines on Access, offers joint teams",
        ANSWER.line,
        True,
    ),
    Cable(
        "c8",
        "news",
        "R4",
        "Meridian Post",
        "Leak: Norland ready to walk out over liability",
        "Two delegates say that Norland's instructions end at the notice clause. The delegation "
        "declined to comment. Markets for cloud services fell by two per cent.",
        True,
    ),
    Cable(
        "c7",
        "intel",
        "R4",
        "Legation",
        "Sarova's capital divided: finance against interior",
        "Source B, reliable on personnel, untested on policy.",
    ),
    Cable("c6", "floor", "R3", "Plenary", "Capacity fund closed ad referendum", ""),
    Cable("c5", "answer", "R3 pm", "Verdane", "Accepts: adequacy for assessed contributions", ""),
    Cable("c4", "floor", "R3", "Chair", "Circulates a revised text, version 3", ""),
    Cable("c3", "news", "R2", "The Ledger", "Small states demand a seat in the green room", ""),
    Cable("c2", "answer", "R2 am", "Norland", "Declines: nothing new", ""),
    Cable("c1", "floor", "R1", "Plenary", "Agenda adopted; framework treaty agreed", ""),
)

CALL = Call(
    "That the framework treaty on data across borders be adopted as tabled in version 7",
    (
        Ballot("Kestral", Vote.FOR, "With the joint teams in the text, we can go home."),
        Ballot("Meridia", Vote.FOR, "We have waited ten years for this page."),
        Ballot(
            "Norland",
            Vote.AGAINST,
            "The liability clause remains unacceptable to our industry, and nobody who heard us "
            "in round two can be surprised.",
        ),
        Ballot("Sarova", Vote.ABSTAIN, "The fund is too small for our silence to be a yes."),
        Ballot("Verdane", Vote.FOR, "It is not the text we wrote; it is one we can keep."),
    ),
    (Count("States", (1, 1, 1, 1, 1), 3), Count("Weight", (12, 29, 31, 9, 27), 65)),
    "Adopted: 3 states of 5, 68 of 108 weight needed 65",
    True,
)


def _cloud() -> tuple[tuple[int, int], ...]:
    found: set[tuple[int, int]] = set()
    seed = 7
    for _ in range(420):
        seed = (seed * 1103515245 + 12345) % (1 << 31)
        x = seed >> 8 & 0x7F
        seed = (seed * 1103515245 + 12345) % (1 << 31)
        y = seed >> 8 & 0x7F
        if 8 < x < 95 and 5 < y < 92 and x * x + y * y < 92 * 92:
            found.add((x, y))
    return tuple(sorted(found))


PICTURE = Picture(
    Axis(0, 100, "Meridia"),
    Axis(0, 100, "Norland"),
    (
        Point(58, 61, "Nash point", "★", "$ink", True),
        Point(46, 44, "the treaty", "●", "$brass", True),
        Point(62, 52, "swap access for fund", "▲", "$good"),
        Point(30, 66, "your offer 3", "◆", "$stance-live"),
        Point(72, 28, "Norland's offer 2", "▽", "$stance-reserve"),
    ),
    (Path(((14, 90), (30, 86), (45, 77), (58, 70), (70, 58), (82, 40), (91, 12))),),
    (
        Threshold("x", 35, "your walk-away"),
        Threshold("y", 30, "their walk-away"),
    ),
    _cloud(),
)

CURVES = Chart(
    (
        Series("Kestral", (41, 45, 45, 52, 58, 57, 64, 70, 74)),
        Series("Norland", (38, 34, 30, 34, 29, 22, 25, 31, 36)),
        Series("Sarova", (55, 55, 58, 58, None, None, 50, 47, 52)),
        Series("Verdane", (60, 64, 71, 71, 73, 76, 76, 80, 78), True),
    ),
    (Reserve(25, "hostile below"),),
    (Event(5, "sanctions"),),
    1,
    10,
    Axis(0, 100, "trust"),
)


def package_board() -> Board:
    """Return the package board of the sample: issues by delegations."""
    columns = [("nor", "Norland"), ("ver", "Verdane"), ("sar", "Sarova"), ("kes", "Kestral")]
    values = {
        "flows": ("Transfers", (-6, 8, 3, -2)),
        "liability": ("Liability", (-12, 14, 0, -3)),
        "fund": ("Capacity fund", (-3, -2, 16, 9)),
        "form": ("Legal form", (0, 4, 2, 1)),
        "access": ("Access", (-4, 6, 5, -11)),
    }

    def stance(value: int) -> Stance:
        return _O if value < -9 else _R if value < -3 else _L if value < 5 else _S

    rows: list[tuple[str, str, list[Cell]]] = [
        (key, name, [Cell(v, stance(v)) for v in row]) for key, (name, row) in values.items()
    ]
    rows.append(
        (
            "sum",
            "Whole package",
            [
                Cell(-25, _O, "oppose", Tone.BAD, True),
                Cell(30, _S, "support", Tone.GOOD, True),
                Cell(26, _S, "support", Tone.GOOD, True),
                Cell(-6, _R, "reserves", Tone.POOR, True),
            ],
        )
    )
    return board(columns, rows, "Believed effect")


PAPER = Paper(
    "The Meridian Post",
    "Port Meridian, Saturday",
    "Late edition · 2 crowns",
    "A treaty, after midnight",
    "Five delegations sign a framework on data across borders; Norland stays outside the door and "
    "says that it will not knock.",
    (
        Article(
            "How the brackets fell",
            "The last bracket came out at ten past one. Until then the text had eleven of them, "
            "and a chair who had stopped pretending to look at the clock.\n"
            "What moved the room was a trade nobody had announced: joint investigation teams for "
            "Kestral, and forty million from the fund for those who must build them.",
            "From our correspondent in the conference hall",
        ),
        Article(
            "Norland alone",
            "The delegation left by the garden. Its industry had asked for one clause, and got "
            "it neither in the text nor in the annex.",
        ),
        Article(
            "What it will be worth",
            "Experts give the treaty good odds for five years. The liability clause was left "
            "ambiguous; the courts will have the last word on it, and will take their time.",
        ),
    ),
    (("Meridia", "71 of 100"), ("Verdane", "64 of 100"), ("Kestral", "52 of 100")),
    "The table",
)
