"""Lines against their schema: a type compiled from the dataclass and the rules of its JSON Schema.

Most lines fit, so the way of those that do is short: decoded into the type, and encoded again to see that the same
bytes come out. That proves the order of the keys and that none is repeated. Only what does not fit is looked at key by
key.
"""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from collections.abc import Iterator
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from devzone_crawler.checking.finding import Flaw, shown
from devzone_crawler.runs import RUNS_FILE, Run
from devzone_crawler.schema import RULES, Line

_encode = msgspec.json.Encoder().encode


class Reader:
    """Reads the lines of one kind of file."""

    def __init__(self, line: type[Line]) -> None:
        self._types = {name: _with_rules(kind, RULES.get(name, {})) for name, kind in _hints(line)}
        self._decode = msgspec.json.Decoder(_struct(line.__name__, self._types)).decode

    def read(self, text: bytes) -> tuple[Any, list[Flaw]]:
        """An object with the attributes of the record, or None for a line that does not fit; and what is wrong."""
        try:
            record = self._decode(text)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return None, list(self._flaws(text)) or [Flaw("line", None, "is no record.")]
        if _encode(record) != text:
            return record, list(self._flaws(text))
        return record, []

    def _flaws(self, text: bytes) -> Iterator[Flaw]:
        try:
            pairs = json.loads(text.decode(), object_pairs_hook=_Pairs)
        except UnicodeDecodeError as error:
            yield Flaw("line", None, f"is not UTF-8 (byte {error.start + 1}).")
            return
        except ValueError as error:
            yield Flaw("line", None, f"is no JSON ({error})." if text.strip() else "is empty.")
            return
        except RecursionError:
            yield Flaw("line", None, "is no record: it is nested too deeply.")
            return
        if not isinstance(pairs, _Pairs):
            yield Flaw("line", None, f"is no JSON object: {shown(pairs)}.")
            return
        yield from self._flaws_of_keys([key for key, _ in pairs])
        for key, value in pairs:
            if key in self._types:
                yield from self._flaws_of_value(key, _plain(value))

    def _flaws_of_keys(self, keys: list[str]) -> Iterator[Flaw]:
        for key, times in Counter(keys).items():
            if key not in self._types:
                yield Flaw("keys", key, "is no key of the format.")
            elif times > 1:
                yield Flaw("keys", key, f"stands there {times} times.")
        known = [key for key in dict.fromkeys(keys) if key in self._types]
        for key in self._types:
            if key not in known:
                yield Flaw("keys", key, "is missing.")
        for key, expected in zip(known, (key for key in self._types if key in known), strict=True):
            if key != expected:
                yield Flaw("keys", key, f"stands where {expected} belongs.")
                return

    def _flaws_of_value(self, key: str, value: Any) -> Iterator[Flaw]:
        try:
            msgspec.convert(value, self._types[key])
        except msgspec.ValidationError as error:
            yield Flaw("value", key, f"{shown(value)} does not fit: {error}.")


class RunReader:
    """Reads the lines of runs.jsonl."""

    def __init__(self) -> None:
        self._decode = msgspec.json.Decoder(Run).decode

    def read(self, text: bytes) -> tuple[Run | None, list[Flaw]]:
        """The run, or None for a line that does not fit; and what is wrong."""
        try:
            run = self._decode(text)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            return None, [Flaw("line", None, f"is no line of {RUNS_FILE}: {error}.")]
        return run, []


class _Pairs(list[tuple[str, Any]]):
    """A JSON object with its keys as they stand."""


def _plain(value: Any) -> Any:
    if isinstance(value, _Pairs):
        return {key: _plain(inner) for key, inner in value}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value


def _hints(line: type[Any]) -> list[tuple[str, Any]]:
    hints = get_type_hints(line)
    return [(field.name, hints[field.name]) for field in dataclasses.fields(line)]


def _struct(name: str, types: dict[str, Any]) -> type[msgspec.Struct]:
    """A type that wants every key and no other."""
    return msgspec.defstruct(name, list(types.items()), forbid_unknown_fields=True)


def _with_rules(kind: Any, rules: dict[str, Any]) -> Any:
    """The type of a key, with what its schema asks for beyond the type."""
    if isinstance(kind, UnionType):
        known = next(option for option in get_args(kind) if option is not NoneType)
        return _with_rules(known, rules) | None
    if get_origin(kind) is list:
        (item,) = get_args(kind)
        return list[_with_rules(item, {})]  # type: ignore[misc]
    if dataclasses.is_dataclass(kind):
        assert isinstance(kind, type)
        return _struct(kind.__name__, {name: _with_rules(inner, {}) for name, inner in _hints(kind)})
    if "const" in rules:
        return Literal[rules["const"]]
    meta = {word: rules[name] for name, word in (("minimum", "ge"), ("maximum", "le")) if name in rules}
    if "pattern" in rules:
        meta["pattern"] = rules["pattern"].removesuffix("$") + r"\Z"  # Python's $ lets a newline follow
    return Annotated[kind, msgspec.Meta(**meta)] if meta else kind
