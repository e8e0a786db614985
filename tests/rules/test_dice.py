"""Chance is a pure function of seed, stream and key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplogame.rules import dice

keys = st.lists(st.text(max_size=8) | st.integers(), max_size=4).map(tuple)


def test_known_values_never_change_because_saves_depend_on_them() -> None:
    leaks = [dice.draw(7, "world", "leak", meeting, sides=1000) for meeting in range(6)]
    assert leaks == [639, 278, 937, 928, 285, 79]
    assert dice.draw(-3, "ai/x", sides=6) == 1
    assert dice.draw(7, "world", "leak", 1, sides=2**255 + 1) == int(
        "4922298807793329013722811111311970253991197049216698137862489862127336021556"
    )
    assert dice.pick(7, "flavour", "x", options=["a", "b", "c"]) == "c"
    seats = dice.order(7, "world", "initiative", 3, items=["a", "b", "c", "d", "e"])
    assert seats == ("c", "a", "d", "e", "b")


@given(st.integers(), st.text(max_size=5), keys, st.integers(1, 10**30))
def test_a_draw_is_within_the_die_and_repeatable(
    seed: int, stream: str, key: tuple[str | int, ...], sides: int
) -> None:
    first = dice.draw(seed, stream, *key, sides=sides)
    assert 0 <= first < sides
    assert dice.draw(seed, stream, *key, sides=sides) == first


@given(keys, keys)
def test_two_different_keys_never_share_a_number(
    one: tuple[str | int, ...], two: tuple[str | int, ...]
) -> None:
    same = dice.draw(1, "world", *one, sides=2**256) == dice.draw(1, "world", *two, sides=2**256)
    assert same == (one == two)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (("ab", "c"), ("a", "bc")),
        ((1,), ("1",)),
        (("a", ""), ("a",)),
        ((12, 3), (1, 23)),
        (("s1:a",), ("a",)),
    ],
)
def test_keys_that_look_alike_are_apart(
    one: tuple[str | int, ...], two: tuple[str | int, ...]
) -> None:
    assert dice.draw(1, "w", *one, sides=2**200) != dice.draw(1, "w", *two, sides=2**200)


def test_seed_and_stream_are_part_of_the_key() -> None:
    numbers = {dice.draw(s, t, 5, sides=2**100) for s in range(10) for t in ("world", "flavour")}
    assert len(numbers) == 20


def test_a_number_from_the_unfair_tail_is_thrown_again() -> None:
    # A quarter of all raw numbers do not fit. Folding them back would put half of all draws into
    # the lowest third.
    third = 2**254
    low = sum(dice.draw(3, "world", n, sides=3 * third) < third for n in range(2000))
    assert 600 < low < 735


def test_every_side_comes_up_about_equally_often() -> None:
    counts = [0] * 6
    for throw in range(6000):
        counts[dice.draw(11, "world", "fair", throw, sides=6)] += 1
    assert all(890 < count < 1110 for count in counts)


@pytest.mark.parametrize("sides", [0, -1, 2**256 + 1])
def test_an_impossible_die_is_refused(sides: int) -> None:
    with pytest.raises(ValueError, match="sides"):
        dice.draw(1, "world", sides=sides)


def test_lone_surrogates_in_a_key_do_no_harm() -> None:
    assert dice.draw(1, "world", "\ud800", sides=10) in range(10)


@given(st.integers(0, 300), st.integers(-50, 1050), st.integers(0, 400))
def test_what_happens_at_a_chance_also_happens_at_a_higher_one(
    key: int, per_mille: int, more: int
) -> None:
    if dice.chance(5, "world", key, per_mille=per_mille):
        assert dice.chance(5, "world", key, per_mille=per_mille + more)


def test_impossible_never_happens_and_certain_always_does() -> None:
    assert not any(dice.chance(5, "world", n, per_mille=0) for n in range(500))
    assert not any(dice.chance(5, "world", n, per_mille=-20) for n in range(50))
    assert all(dice.chance(5, "world", n, per_mille=1000) for n in range(500))
    happened = sum(dice.chance(5, "world", n, per_mille=300) for n in range(4000))
    assert 1100 < happened < 1300


def test_nothing_cannot_be_picked_from() -> None:
    with pytest.raises(ValueError, match="nothing"):
        dice.pick(1, "world", options=())


@given(st.lists(st.text(max_size=3) | st.integers(0, 5), max_size=8))
def test_an_order_contains_what_was_put_in(items: list[str | int]) -> None:
    ordered = dice.order(1, "world", "o", items=items)
    assert sorted(ordered, key=repr) == sorted(items, key=repr)


@given(st.sets(st.text(max_size=3), max_size=8).map(sorted), st.randoms(use_true_random=False))
def test_an_order_does_not_depend_on_how_the_items_came(items: list[str], shuffler: object) -> None:
    mixed = list(items)
    shuffler.shuffle(mixed)  # type: ignore[attr-defined]
    ordered = dice.order(1, "world", "o", items=items)
    assert dice.order(1, "world", "o", items=mixed) == ordered
    without = dice.order(1, "world", "o", items=items[1:])
    assert without == tuple(item for item in ordered if item in items[1:])


def test_every_order_of_three_comes_up_about_equally_often() -> None:
    counts: dict[tuple[str, ...], int] = {}
    for n in range(3000):
        result = dice.order(2, "world", n, items="abc")
        counts[result] = counts.get(result, 0) + 1
    assert len(counts) == 6
    assert all(420 < count < 580 for count in counts.values())


def test_other_items_are_ordered_by_their_identity() -> None:
    pairs = [("a", 1.5), ("b", 2.5), ("c", 0.5)]
    ordered = dice.order(2, "world", items=pairs, identity=lambda pair: pair[0])
    assert [p[0] for p in ordered] == list(dice.order(2, "world", items=["a", "b", "c"]))
    with pytest.raises(TypeError, match="identity"):
        dice.order(2, "world", items=[(1, 2)])  # type: ignore[type-var]
