"""XML as a stream of elements, without the parts of XML that a document can attack with."""

from __future__ import annotations

from collections.abc import Container, Iterator
from pathlib import Path
from typing import IO, Protocol
from xml.parsers import expat

from jiangan_targets.errors import Failure

_CHUNK_BYTES = 64 * 1024


class Handler(Protocol):
    """What is told of each element; a name is its namespace, a blank, and the name in it."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Text stands there."""


def read(source: IO[bytes], handler: Handler, path: Path) -> Iterator[None]:
    """Tell the handler what stands in the source, piece by piece: one step reads one piece.

    Raises:
        Failure: the document defines entities or a type of its own.
        expat.ExpatError: it is no XML.
    """
    parser = _parser(path)
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.text
    yield from _feed(parser, source)


def elements(source: IO[bytes], path: Path, names: Container[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """The elements of these names in the order in which they begin, with their attributes.

    Raises: as `read`.
    """
    parser = _parser(path)
    found: list[tuple[str, dict[str, str]]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name in names:
            found.append((name, attributes))

    parser.StartElementHandler = start
    for _ in _feed(parser, source):
        yield from found
        found.clear()


def _parser(path: Path) -> expat.XMLParserType:
    def refuse(*_declared: object) -> None:
        raise Failure("{path} defines XML entities, which no spreadsheet program writes; it is not read.", path=path)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    return parser


def _feed(parser: expat.XMLParserType, source: IO[bytes]) -> Iterator[None]:
    with source:
        while chunk := source.read(_CHUNK_BYTES):
            parser.Parse(chunk)
            yield
        parser.Parse(b"", True)  # noqa: FBT003 -- expat's own: this was all
        yield
