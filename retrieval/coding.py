"""Write our frozen data classes as plain JSON values and read them back.

Data class <-> plain value. A field that a stored value lacks takes its default and one that we no longer
know is passed over, so that a snapshot of the version before can still be read.
"""

from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
Decoder = Callable[[Any], Any]


def to_plain(value: Any) -> Any:
    """A value of dictionaries, lists, texts and numbers alone."""
    if value is None or isinstance(value, str | int | float):
        return value
    if is_dataclass(value):
        return {name: to_plain(getattr(value, name)) for name in _names(cast(type, type(value)))}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple | list):
        return [to_plain(part) for part in value]
    return value


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def from_plain(kind: type[T], plain: Any) -> T:
    """The data class that a plain value was made from."""
    return cast(T, _decoder(cast(Any, kind))(plain))


@cache
def _decoder(kind: Any) -> Decoder:
    """How values of a type are read back, worked out once a type."""
    origin, arguments = get_origin(kind), get_args(kind)
    if is_dataclass(kind):
        return _class_decoder(cast(type, kind))
    if origin is tuple:
        return _tuple_decoder(arguments)
    if origin is frozenset:
        return frozenset
    if origin in (Union, UnionType):
        return _optional_decoder([argument for argument in arguments if argument is not NoneType])
    if kind in (str, int, float, bool) or origin is Literal:
        return _same
    raise TypeError(f"no way to read back {kind}")


def _class_decoder(kind: type) -> Decoder:
    hints = get_type_hints(kind)
    decoders = [(field.name, _decoder(hints[field.name])) for field in fields(kind)]

    def decode(plain: dict[str, Any]) -> Any:
        return kind(**{name: decoder(plain[name]) for name, decoder in decoders if name in plain})

    return decode


def _tuple_decoder(arguments: tuple[Any, ...]) -> Decoder:
    if arguments[-1] is ...:
        one = _decoder(arguments[0])
        return tuple if one is _same else lambda plain: tuple([one(part) for part in plain])
    several = [_decoder(argument) for argument in arguments]
    return lambda plain: tuple(decoder(part) for decoder, part in zip(several, plain, strict=True))


def _optional_decoder(kinds: Sequence[Any]) -> Decoder:
    if len(kinds) != 1:
        raise TypeError(f"no way to tell {kinds} apart")
    one = _decoder(kinds[0])
    return one if one is _same else lambda plain: None if plain is None else one(plain)


def _same(plain: Any) -> Any:
    return plain
