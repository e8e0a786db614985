"""`functools.cached_property` without its lock, which Python 3.11 takes at every first look.

Guarantees: to a type checker it *is* the standard one; a reckoning belongs to one thread, and two that looked
at once would only work the same value out twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["cached_property"]

if TYPE_CHECKING:
    from functools import cached_property as cached_property
else:

    class cached_property:  # noqa: N801 - named as the standard one
        """A value worked out when it is first asked for, and kept in the object."""

        def __init__(self, work):
            self.work = work
            self.__doc__ = work.__doc__

        def __set_name__(self, owner, name):
            self.name = name

        def __get__(self, instance, owner=None):
            if instance is None:
                return self
            found = instance.__dict__[self.name] = self.work(instance)
            return found
