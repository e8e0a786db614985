"""XML from strangers as a tree that knows where everything stands.

Guarantees: no document type, no entities of its own, nothing outside of the file; at most
`MAX_NODES` elements, `MAX_DEPTH` deep, with attributes of `MAX_ATTRIBUTE` characters.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NoReturn
from xml.parsers import expat

from diplogame.packs.clean import clean
from diplogame.packs.importing.problem import ImportFault

MAX_NODES: Final = 200_000
MAX_DEPTH: Final = 64
MAX_ATTRIBUTE: Final = 2_000


@dataclass(slots=True)
class Node:
    """An element.

    Attributes:
        tag: Its name.
        attributes: Name -> value.
        name: The file it stands in.
        line: Where it begins, from 1.
        column: Where it begins, from 1.
        children: The elements in it.
    """

    tag: str
    attributes: dict[str, str]
    name: str
    line: int
    column: int
    children: list[Node] = field(default_factory=list)

    def every(self, tag: str) -> Iterator[Node]:
        """Every element of this name below it, in the order of the file."""
        for child in self.children:
            if child.tag == tag:
                yield child
            yield from child.every(tag)

    def fault(self, message: str, help_: str = "") -> ImportFault:
        """A fault at this element."""
        return ImportFault(self.name, message, self.line, self.column, help_)

    def text(self, attribute: str) -> str:
        """An attribute that has to be there.

        Raises:
            ImportFault: It is not.
        """
        found = self.attributes.get(attribute)
        if found is None:
            raise self.fault(f"<{self.tag}> has no {attribute}")
        return found


def parse(data: bytes, name: str) -> Node:
    """The root of a document.

    Raises:
        ImportFault: It is no XML, too large, or wants more than elements and attributes.
    """
    parser = expat.ParserCreate()
    stack: list[Node] = []
    roots: list[Node] = []
    count = 0

    def fault(message: str) -> ImportFault:
        return ImportFault(name, message, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > MAX_NODES:
            raise fault(f"more than {MAX_NODES} elements")
        if len(stack) >= MAX_DEPTH:
            raise fault(f"elements more than {MAX_DEPTH} deep")
        if any(len(value) > MAX_ATTRIBUTE for value in attributes.values()):
            raise fault(f"an attribute of more than {MAX_ATTRIBUTE} characters")
        line, column = parser.CurrentLineNumber, parser.CurrentColumnNumber + 1
        node = Node(clean(tag, 60, line=True), attributes, name, line, column)
        (stack[-1].children if stack else roots).append(node)
        stack.append(node)

    def end(_tag: str) -> None:
        stack.pop()

    def refuse(*_given: object) -> NoReturn:
        raise fault("a document type or entity; only elements and attributes are read")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        told = expat.ErrorString(error.code)
        raise ImportFault(name, f"this is no XML: {told}", error.lineno, error.offset + 1) from None
    except (LookupError, ValueError) as error:
        if isinstance(error, ImportFault):
            raise
        raise ImportFault(name, "this is in an encoding that is not known") from None
    return roots[0]
