"""The plenary in small: what holds whatever the table, and what the chair is for."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplogame.negotiator import Honest, Strategic, Worth, additive, convene
from diplogame.negotiator.chair import Chair, Ear


@st.composite
def conferences(draw):
    """Issues, a utility for each delegation, and reserves that some outcomes beat."""
    sizes = draw(st.lists(st.integers(2, 4), min_size=1, max_size=4))
    issues = [(f"issue {k}", tuple(f"v{n}" for n in range(size))) for k, size in enumerate(sizes)]
    worths, reserves = [], []
    for _ in range(draw(st.integers(2, 6))):
        points = [draw(st.lists(st.integers(0, 20), min_size=s, max_size=s)) for s in sizes]
        utility = additive(issues, points)
        values = sorted(utility(o) for o in product(*(values for _, values in issues)))
        worths.append(Worth(issues, utility, 0))
        reserves.append(values[draw(st.integers(0, 60)) * (len(values) - 1) // 100])
    worths = [Worth(issues, w.utility, r) for w, r in zip(worths, reserves, strict=True)]
    return issues, worths, reserves


KINDS = st.lists(st.sampled_from([Honest, Strategic]), min_size=6, max_size=6)
QUOTAS = st.sampled_from([(1, 2), (2, 3), (1, 1)])


@given(conferences(), KINDS, st.integers(1, 12), QUOTAS)
@settings(deadline=None)
def test_a_treaty_is_on_the_table_and_leaves_everybody_better_off_than_none(
    table, kinds, rounds, quota
):
    issues, worths, reserves = table
    who = [kind() for kind in kinds[: len(worths)]]
    found = convene(issues, worths, reserves, who, rounds, quota=quota)
    assert found.text in set(product(*(values for _, values in issues)))
    content = [w(found.text) > r for w, r in zip(worths, reserves, strict=True)]
    assert (found.treaty is not None) is all(content)
    assert list(found.missing) == [str(n + 1) for n, each in enumerate(content) if not each]


@given(conferences(), KINDS, st.integers(1, 12), QUOTAS)
@settings(deadline=None)
def test_what_carried_met_the_quota_and_the_text_is_the_last_that_carried(
    table, kinds, rounds, quota
):
    issues, worths, reserves = table
    who = [kind() for kind in kinds[: len(worths)]]
    found = convene(issues, worths, reserves, who, rounds, quota=quota)
    carried = [motion for motion in found.motions if motion.carried]
    for motion in carried:
        yes, no = len(motion.favour), len(motion.against)
        assert yes * quota[1] >= (yes + no) * quota[0] > 0
    if carried:
        assert found.text == carried[-1].proposal
    for motion in found.motions:
        assert not set(motion.favour) & set(motion.against)
        assert motion.mover == "" or motion.mover in motion.favour


@given(conferences(), KINDS, st.integers(1, 12))
@settings(deadline=None)
def test_the_same_conference_twice_is_the_same(table, kinds, rounds):
    issues, worths, reserves = table
    first, again = (
        convene(issues, worths, reserves, [kind() for kind in kinds[: len(worths)]], rounds)
        for _ in range(2)
    )
    assert first == again


@given(conferences(), st.integers(1, 12), st.data())
@settings(deadline=None)
def test_nobody_honest_votes_for_what_is_worse_for_it_but_to_save_a_treaty_it_would_sign(
    table, rounds, data
):
    issues, worths, reserves = table
    heard = []

    class Watched(Honest):
        def __init__(self, worth, reserve):
            self.worth, self.reserve = worth, reserve

        def vote(self, proposal, text, t, *, saves):
            said = super().vote(proposal, text, t, saves=saves)
            heard.append((said, self.worth(proposal), self.worth(text), saves, self.reserve))
            return said

    who = [Watched(w, r) for w, r in zip(worths, reserves, strict=True)]
    convene(issues, worths, reserves, who, rounds)
    for said, there, here, saves, reserve in heard:
        if said == "yes" and there < here:
            assert saves
            assert there > reserve


@given(conferences(), st.integers(1, 12))
@settings(deadline=None)
def test_in_the_last_part_an_amendment_takes_no_signature_that_was_there(table, rounds):
    issues, worths, reserves = table
    found = convene(issues, worths, reserves, [Honest() for _ in worths], rounds)
    text = None
    for motion in found.motions:
        late = 1_000 * motion.round >= 600 * rounds
        if late and motion.carried and motion.mover and text is not None:
            for worth, reserve in zip(worths, reserves, strict=True):
                assert worth(motion.proposal) > reserve or worth(text) <= reserve
        text = motion.proposal if motion.carried else text


def test_the_chair_finds_a_text_that_all_sign_where_no_mover_does():
    # Three quarters of each delegation's wishes stand against the others'; only one package of five
    # clauses suits all, and it is more than two changes away from what most prefer.
    issues = [(f"c{k}", ("no", "yes")) for k in range(5)]
    points = [
        [[0, 4], [2, 0], [0, 3], [1, 0], [0, 2]],
        [[3, 0], [0, 5], [0, 2], [2, 0], [0, 1]],
        [[1, 0], [0, 2], [3, 0], [0, 6], [2, 0]],
    ]
    worths = [Worth(issues, additive(issues, row), 5.5) for row in points]
    every = [
        o
        for o in product(*(values for _, values in issues))
        if all(worth(o) > 5.5 for worth in worths)
    ]
    assert 0 < len(every) <= 4
    found = convene(issues, worths, [5.5] * 3, [Strategic() for _ in worths], 20)
    assert found.treaty in every


def test_an_ear_learns_from_votes_and_signatures_what_the_stances_do_not_say():
    ear = Ear([[3, 3], [3, 3]])
    ear.prefers((1, 0), (0, 0))
    ear.prefers((1, 1), (1, 0))
    ear.answers((0, 1), signs=False)
    ear.answers((1, 1), signs=True)
    for _ in range(20):
        ear.learn()
    assert ear.expected((1, 1)) > 0 >= ear.expected((0, 1))
    assert ear.expected((1, 1)) > ear.expected((1, 0)) > ear.expected((0, 0))


def test_a_refusal_is_forgotten_and_a_signature_is_not():
    ear = Ear([[0, 3]])
    ear.answers((1,), signs=False)
    ear.answers((0,), signs=True)
    ear.forget_refusals()
    for _ in range(30):
        ear.learn()
    assert ear.expected((0,)) > 0
    assert ear.expected((1,)) > 0


def test_a_draft_is_none_of_those_that_were_tried():
    chair = Chair((2, 3), [[[3, 0], [0, 3, 1]], [[0, 3], [1, 3, 0]]])
    tried = {(0, 0)}
    while (code := chair.draft((0, 0), tried)) is not None:
        assert code not in tried
        tried.add(code)
    assert len(tried) == 6


def test_a_delegate_needs_nothing_of_ours():
    class Silent:
        """Written without an import: it moves nothing, minds nothing and signs everything."""

        def start(self, issues, utility, reserved, rounds, me, parties):
            self.shape = [len(values) for _, values in issues]

        def stances(self):
            return [[2] * size for size in self.shape]

        def hear(self, stances):
            pass

        def move(self, text, failed, t):
            return None

        def vote(self, proposal, text, t, *, saves):
            return "abstain"

        def signs(self, text, t):
            return True

    issues = [("x", (0, 1, 2)), ("y", ("a", "b"))]
    one = additive(issues, [[0, 1, 4], [0, 2]])
    found = convene(issues, [one, one], [0, 0], [Silent(), Honest()], 4, ("s", "h"))
    assert found.treaty == (2, "b")
    assert found.missing == ()


ISSUES = [("x", (0, 1)), ("y", (0, 1))]
FLAT = additive(ISSUES, [[0, 1], [1, 0]])


@pytest.mark.parametrize(
    ("method", "answer"),
    [
        ("stances", lambda self: None),
        ("stances", lambda self: [[3, 0]]),
        ("stances", lambda self: [[3, 0], [4, 0]]),
        ("stances", lambda self: [["loud", 0], [1, 0]]),
        ("move", lambda self, text, failed, t: (7, 0)),
        ("move", lambda self, text, failed, t: (1,)),
        ("move", lambda self, text, failed, t: ([1], 0)),
        ("move", lambda self, text, failed, t: 5),
        ("vote", lambda self, proposal, text, t, *, saves: "aye"),
    ],
)
def test_what_is_no_stance_text_or_vote_is_refused(method, answer):
    odd = type("Odd", (Honest,), {method: answer})
    pulls = additive(ISSUES, [[1, 0], [0, 1]])
    with pytest.raises(ValueError, match=r"stances|text|votes"):
        convene(ISSUES, [FLAT, pulls], [0, 0], [odd(), Honest()], 5)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"rounds": 0}, "round"),
        ({"quota": (3, 2)}, "quota"),
        ({"quota": (0, 1)}, "quota"),
        ({"names": ("one",)}, "two delegates"),
    ],
)
def test_a_conference_that_makes_no_sense_is_refused(change, message):
    with pytest.raises(ValueError, match=message):
        convene(ISSUES, [FLAT, FLAT], [0, 0], [Honest(), Honest()], **{"rounds": 3, **change})
