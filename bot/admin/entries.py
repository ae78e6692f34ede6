"""Check what an administrator says of a document: the catalogue's keys, read as the catalogue reads them.

JSON -> changes of an entry; and whether documents would come to replace each other in a circle.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.admin.paths import storable
from bot.admin.refusal import AdminRefused
from retrieval.corpus.catalogue import KEYS, Catalogue, composed, entry_for, read_value

REPLACED_BY = "replaced_by"  # said of the document that is replaced; kept with the one that replaces it
LONGEST_VALUE = 2000  # characters of a text
MOST_PATHS = 200  # that one document may replace


def read_changes(given: Mapping[str, Any]) -> dict[str, Any]:
    """The changes of an entry as it is stored; None takes ours away. Raises AdminRefused."""
    return {key: None if value is None else _read(key, value) for key, value in given.items()}


def changed_entry(entry: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """An entry with changes: what is taken away, or says nothing, is left out."""
    return {key: value for key, value in {**entry, **changes}.items() if value and key != REPLACED_BY}


def refuse_circles(catalogue: Catalogue, paths: Iterable[str]) -> None:
    """Raises AdminRefused where one of the documents would replace itself, directly or by others."""
    for path in paths:
        reached: set[str] = set()
        waiting = [composed(each) for each in entry_for(catalogue, path).replaces]
        while waiting:
            if (each := waiting.pop()) not in reached:
                reached.add(each)
                waiting.extend(composed(further) for further in entry_for(catalogue, each).replaces)
        if path in reached:
            reason = f"{path} would replace itself, directly or by way of others."
            raise AdminRefused("invalid", reason, "Name what is older in `replaces`.", "replaces")


def _read(key: str, value: Any) -> Any:
    if key == REPLACED_BY:
        return _checked(key, value)
    if key not in KEYS:
        known = ", ".join((*KEYS, REPLACED_BY))
        raise AdminRefused(
            "invalid", f"{key[:100]} is no key of the catalogue.", f"Known are {known}.", key[:100]
        )
    _refuse_odd_texts(key, value)
    try:
        read = read_value(key, value)
    except ValueError as error:
        reason = f"{key} cannot be read: {str(error)[:300]}."
        raise AdminRefused("invalid", reason, "Give it as the catalogue takes it, or null.", key) from error
    if key == "replaces":
        return [composed(path) for path in read]
    return _checked_address(read) if key == "url" else read


def _refuse_odd_texts(key: str, value: Any) -> None:
    """Texts that no database takes, or that are no title but a document."""
    values = value if isinstance(value, list) else [value]
    if len(values) > MOST_PATHS:
        raise AdminRefused("invalid", f"{key} names more than {MOST_PATHS}.", "Name fewer.", key)
    for each in values:
        if isinstance(each, str):
            _checked(key, each)


def _checked(key: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_VALUE or not storable(value):
        remedy = f"Give a text of at most {LONGEST_VALUE} characters, or null."
        raise AdminRefused("invalid", f"{key} cannot be stored as it is.", remedy, key)
    return composed(value.strip())


def _checked_address(address: str) -> str:
    """It is shown as a link."""
    if not address.lower().startswith(("http://", "https://")):
        raise AdminRefused("invalid", "url is no web address.", "Begin it with https://.", "url")
    return address
