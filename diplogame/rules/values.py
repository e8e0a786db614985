"""The standard library's `dataclass` and `replace`, lighter for values: frozen records with slots.

To a type checker this *is* `dataclasses.dataclass`. When the program runs, what is frozen and has slots
gets the standard `__init__`, slots and fields, and shares one way of being compared, hashed, shown and
refusing changes, where the standard one compiles five functions for each class and, on Python 3.11,
keeps a second, unused class alive.

Guarantees: two values are equal when they are of the same class and their compared fields are equal;
equal values have equal hashes; a value refuses changes with `FrozenInstanceError`; what a class writes
itself is left alone. Anything that is not frozen with slots is made by the standard library. `replace`
gives what the standard one gives, and looks at the new value (`__post_init__`) as that does.

Notes: measured with 344 classes on Python 3.11: 6 kB a class in place of 14.
"""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields
from operator import attrgetter
from typing import TYPE_CHECKING

__all__ = ["dataclass", "replace"]

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from dataclasses import replace as replace
else:
    from dataclasses import dataclass as _standard
    from dataclasses import replace as _replace

    _COPIERS = {}
    """For each class that was changed once: what copies its fields, and what looks at the copy."""

    def replace(value, /, **changes):
        """As `dataclasses.replace`."""
        kind = value.__class__
        known = _COPIERS.get(kind)
        if known is None:
            known = _COPIERS[kind] = _copier(kind)
        copy, check = known
        if copy is None:
            return _replace(value, **changes)
        made = copy(value)
        try:
            for name, new in changes.items():
                setattr(made, name, new)
        except AttributeError:
            return _replace(value, **changes)  # which says what is wrong
        made.__class__ = kind
        if check is not None:
            check(made)
        return made

    def _copier(kind):
        """A function that copies a value into one that is still open to changes, and its last check.

        The open value is of a class of the same slots and becomes one of ``kind`` when it is done: setting
        a slot of an ordinary object is several times as fast as going round a class that refuses it.
        """
        if kind.__setattr__ is not _refuse_change or not all(f.init for f in fields(kind)):
            return None, None
        names = tuple(each.name for each in fields(kind))
        if kind.__bases__ != (object,) or tuple(kind.__slots__) != names:
            return None, None
        open_ = type(f"Open{kind.__name__}", (), {"__slots__": names})
        lines = "".join(f"    made.{name} = value.{name}\n" for name in names)
        space = {"new": object.__new__, "kind": open_}
        exec(f"def copy(value):\n    made = new(kind)\n{lines}    return made\n", space)
        return space["copy"], getattr(kind, "__post_init__", None)

    def dataclass(cls=None, /, **options):
        """As `dataclasses.dataclass`."""
        if options != {"frozen": True, "slots": True}:
            return _standard(cls, **options)
        return _value if cls is None else _value(cls)

    def _value(cls):
        own = frozenset(vars(cls))
        made = _standard(frozen=True, slots=True, eq=False, repr=False)(cls)
        # With these two the class made on the way, before the slots, is let go of.
        made.__setattr__ = _refuse_change
        made.__delattr__ = _refuse_loss
        made.__init__.__annotations__ = {}  # the class has them
        if "__eq__" not in own:
            made.__eq__ = _equal
            made.__compared__ = _getter(each.name for each in fields(made) if each.compare)
            if "__hash__" not in own:
                made.__hash__ = _hash
                made.__hashed__ = (
                    made.__compared__
                    if all(each.hash is None for each in fields(made))
                    else _getter(
                        each.name
                        for each in fields(made)
                        if (each.compare if each.hash is None else each.hash)
                    )
                )
        if "__repr__" not in own:
            made.__repr__ = _shown
        return made

    def _getter(names):
        found = tuple(names)
        return attrgetter(*found) if found else type

    def _equal(self, other):
        if other.__class__ is self.__class__:
            get = self.__compared__
            return get(self) == get(other)
        return NotImplemented

    def _hash(self):
        return hash(self.__hashed__(self))

    def _refuse_change(self, name, _value):
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def _refuse_loss(self, name):
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def _shown(self):
        parts = (f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr)
        return f"{type(self).__qualname__}({', '.join(parts)})"
