"""Values: as the standard library's frozen dataclasses with slots, in less room."""

from __future__ import annotations

import copy
import gc
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, is_dataclass, replace

import pytest

from diplogame.rules import values


@values.dataclass(frozen=True, slots=True)
class Offer:
    """An offer."""

    seat: str
    price: int = 3
    notes: tuple[str, ...] = field(default=(), compare=False)


@values.dataclass(frozen=True, slots=True)
class Better(Offer):
    """An offer with something on top."""

    bonus: list[int] = field(default_factory=list, hash=False, repr=False)


@values.dataclass(frozen=True, slots=True)
class Silence:
    """Nothing is said."""


@values.dataclass(frozen=True, slots=True)
class Own:
    """One that says itself how it is compared."""

    name: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Own) and other.name.casefold() == self.name.casefold()

    def __hash__(self) -> int:
        return 7

    def __repr__(self) -> str:
        return f"<{self.name}>"


@values.dataclass(frozen=True, slots=True)
class Checked:
    """One that looks at what it is given."""

    number: int

    def __post_init__(self) -> None:
        if self.number < 0:
            raise ValueError("below nothing")


def test_what_is_equal_has_equal_hashes_and_what_is_not_compared_does_not_count() -> None:
    assert Offer("alba", 3, ("x",)) == Offer("alba")
    assert hash(Offer("alba", 3, ("x",))) == hash(Offer("alba"))
    assert Offer("alba", 4) != Offer("alba")
    assert Silence() == Silence()
    assert hash(Silence()) == hash(Silence())
    assert {Offer("alba"): 1}[Offer("alba", 3)] == 1


def test_values_of_different_classes_are_never_equal() -> None:
    assert Offer("alba") != Better("alba")
    assert Offer("alba") != "alba"
    assert Silence() != Offer("alba")
    assert Offer("alba").__eq__(3) is NotImplemented


def test_a_field_can_be_compared_without_being_hashed_or_shown() -> None:
    assert Better("alba", bonus=[1]) != Better("alba", bonus=[2])
    assert hash(Better("alba", bonus=[1])) == hash(Better("alba", bonus=[2]))
    assert repr(Better("alba", bonus=[1])) == "Better(seat='alba', price=3, notes=())"


def test_a_value_refuses_every_change() -> None:
    offer = Offer("alba")
    with pytest.raises(FrozenInstanceError, match="price"):
        offer.price = 4  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError, match="other"):
        offer.other = 4  # type: ignore[attr-defined]
    with pytest.raises(FrozenInstanceError, match="price"):
        del offer.price
    assert not hasattr(offer, "__dict__")
    assert offer == Offer("alba", 3)


def test_what_a_class_writes_itself_is_left_alone() -> None:
    assert Own("Alba") == Own("ALBA")
    assert hash(Own("Alba")) == 7
    assert repr(Own("Alba")) == "<Alba>"
    with pytest.raises(ValueError, match="below"):
        Checked(-1)


def test_the_tools_of_the_standard_library_know_values() -> None:
    better = replace(Better("alba", bonus=[1]), price=9)
    assert better == Better("alba", 9, (), [1])
    assert is_dataclass(Offer)
    assert [each.name for each in fields(Better)] == ["seat", "price", "notes", "bonus"]
    assert copy.deepcopy(better) == better
    assert pickle.loads(pickle.dumps(better)) == better
    match better:
        case Offer(seat, price):
            assert (seat, price) == ("alba", 9)
        case _:
            pytest.fail("a value has positional patterns")


def test_it_looks_like_the_standard_one() -> None:
    @dataclass(frozen=True, slots=True)
    class Twin:
        seat: str
        price: int

    twin = Twin("alba", 3)

    @values.dataclass(frozen=True, slots=True)
    class Twin:  # type: ignore[no-redef]
        seat: str
        price: int

    assert repr(Twin("alba", 3)) == repr(twin)
    assert hash(Twin("alba", 3)) == hash(twin)


def test_only_one_class_of_each_name_stays_alive() -> None:
    gc.collect()
    alive = [each for each in gc.get_objects() if isinstance(each, type)]
    assert [each for each in alive if each.__qualname__ == "Better"] == [Better]


def test_anything_else_is_the_standard_librarys_own() -> None:
    @values.dataclass
    class Loose:
        number: int

    loose = Loose(1)
    loose.number = 2
    assert loose == Loose(2)

    @values.dataclass(frozen=True)
    class Roomy:
        number: int

    assert hasattr(Roomy(1), "__dict__")


def test_a_changed_copy_is_what_the_standard_library_makes_of_it() -> None:
    better = Better("alba", 3, ("x",), [1])
    changed = values.replace(better, price=9, notes=())
    assert changed == replace(better, price=9, notes=())
    assert changed.notes == ()
    assert better == Better("alba", 3, ("x",), [1]), "the old one stays as it was"
    assert values.replace(better) == better
    with pytest.raises(FrozenInstanceError):
        changed.price = 1  # type: ignore[misc]


def test_a_changed_copy_is_looked_at_like_a_new_value() -> None:
    assert values.replace(Checked(1), number=2) == Checked(2)
    with pytest.raises(ValueError, match="below"):
        values.replace(Checked(1), number=-1)


def test_a_change_of_something_that_is_no_field_is_refused() -> None:
    with pytest.raises(TypeError, match="colour"):
        values.replace(Offer("alba"), colour="red")


def test_other_dataclasses_are_copied_by_the_standard_library() -> None:
    @dataclass(frozen=True)
    class Plain:
        number: int

    assert values.replace(Plain(1), number=2) == Plain(2)
