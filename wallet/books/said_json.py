"""Answers as JSON: their own field names, integers in base units, and beside each what it says.

A field `value` of money is followed by `value_dollars`, one of shares by `value_shares`, a time by
`value_time`, hundredths of a percent by `value_percent`, parts of a whole by `value_part`: decimals
and ISO 8601 as text, exact, so that no reader needs integers beyond 2**53. What is not known is
null in both. The schema is made from the same tables; `resources/answers.schema.json` is what is
published of it.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from datetime import UTC, tzinfo
from typing import Any, Final

from wallet.base.clock import iso_time
from wallet.base.money import plain_dollars, plain_part, plain_percent, plain_price, plain_shares

MONEY, SHARES, PRICE, TIME, PERCENT, PART, COUNT = (
    "money shares price time percent part count".split()
)
"""What an integer may be; a count stands for itself."""

_BESIDE: Final[Mapping[str, tuple[str, Callable[[int], str]]]] = {
    MONEY: ("dollars", plain_dollars),
    SHARES: ("shares", plain_shares),
    PRICE: ("dollars", plain_price),
    PERCENT: ("percent", plain_percent),
    PART: ("part", plain_part),
}
SAID: Final[Mapping[str, str]] = {
    MONEY: "millionths of a dollar",
    SHARES: "shares, times 10**18",
    PRICE: "the price of a share in dollars, times 10**12",
    TIME: "seconds since 1970, UTC",
    PERCENT: "hundredths of a percent",
    PART: "the part of a whole, times 10**12",
    COUNT: "",
}
_NAMES: Final[Mapping[str, str]] = {
    MONEY: "amount at_stake average_cost average_result believed bought bought_back claimable"
    " claimed clears_value committed_money cost counted counted_cost counted_gain credit dollars"
    " due_amount gain gain_left gain_year gains_total holdings implied_value in_offerings"
    " in_orders investor_floor issuer_yearly kept late_interest money net_worth owed owed_me"
    " paid passed_on passes_on proceeds proceeds_paid proceeds_ready raised raised_total"
    " raised_year realised received received_total result selling_costs shared shared_total"
    " siphon siphon_paid to_claim to_come traded unclaimed value worth yearly_invested yearly_most"
    " a_day bond counted_cost interest least_bond most_bond whole",
    SHARES: "allotted buy_units committed_units fills left_units locked my_sellable my_units"
    " outside outside_units own_units reserved reserved_units returned sell_units sellable"
    " sold_units taken_units units units_max units_min",
    PRICE: "clears_at gone_buy gone_sell price reference",
    TIME: "acquired agreed answer_by at attested_at auction auction_ends can_withdraw_until"
    " closed_at cost_counts_from deadline declared_at due early_until end ends expires first"
    " frozen_until issued_at joined last made next_open opened owed_due placed price_at proceeds_at"
    " report_by reported_at sells_until settled_at since start stated unlocks until"
    " withdraw_until",
    PERCENT: "investor_share largest largest_permyriad money_weighted money_weighted_year off"
    " permyriad three time_weighted time_weighted_year",
    PART: "by_way held keeps owned",
    COUNT: "ban_after cost_age pay_within report_within strike_after version window"
    " after again auctions block buys cases confirmed country debt debts effective entry"
    " even_hundredths exit exits former half holders hops id in_time investors late left_out lockup"
    " lockup_days longest lot lot_count makers me more_holds more_legs most_retail needed nonce"
    " no_withdrawal number offering open open_offering overdue people person purchases raises"
    " raises_failed rate regime resale_days rest restarts running_count seats_left sells seq serial"
    " shortest soonest stake stakes stakes_attested strikes to_claim_people token tries unpriced"
    " upheld vetoes waiting year",
}
KINDS: Final = {name: kind for kind, names in _NAMES.items() for name in names.split()}
"""What an integer field of a name is, wherever it is one."""
OTHERWISE: Final = {
    # Units of a company are those of its papers, not of a token.
    ("Stake", "units"): COUNT,
    ("Stake", "sold_units"): COUNT,
    ("Exit", "units"): COUNT,
    ("StakeVersion", "units"): COUNT,
    ("RuleNumbers", "interest"): COUNT,
    ("ExitSum", "holders"): MONEY,
    ("Case", "published"): TIME,
    ("Case", "ready"): TIME,
    ("Case", "closed"): TIME,
    ("Report", "committed"): TIME,
    ("Payment", "ended"): TIME,
    # What is left of a dollar is a part of it.
    ("Admission", "left"): MONEY,
    ("Through", "worth"): PART,
    ("ThroughRow", "worth"): PART,
    ("WorthPoint", "waiting"): MONEY,
}
"""Where a name means something else in one answer."""
PAIRS: Final = {("PersonPage", "holds"): (("person", COUNT), ("units", SHARES))}
"""Pairs in answers, which JSON gives names."""


def kind_of(owner: str, name: str) -> str:
    """What an integer field is; a count where nothing is known of it."""
    return OTHERWISE.get((owner, name)) or KINDS.get(name, COUNT)


def to_json(value: Any, zone: tzinfo | None = UTC) -> Any:
    """An answer, or a part of one, as JSON has it; times beside in `zone`."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _object(value, zone)
    if isinstance(value, tuple | list):
        return [to_json(one, zone) for one in value]
    if isinstance(value, Mapping):
        return {str(key): to_json(one, zone) for key, one in value.items()}
    if value is None or isinstance(value, bool | int | str):
        return value
    raise TypeError(f"JSON has no {type(value).__name__}")


def schema_of(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of answers: names with their types."""
    found: dict[str, Any] = {}
    results = {name: _schema(kind, found) for name, kind in answers.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What symbolon show --json answers",
        "type": "object",
        "required": sorted(["answer", "result", *_ENVELOPE]),
        "properties": {"answer": {"enum": sorted(results)}, "result": True, **_ENVELOPE},
        "additionalProperties": False,
        "allOf": [
            {
                "if": {"properties": {"answer": {"const": name}}},
                "then": {"properties": {"result": result}},
            }
            for name, result in sorted(results.items())
        ],
        "$defs": dict(sorted(found.items())),
    }


_ENVELOPE: Final[dict[str, Any]] = {
    "version": {"type": "integer", "description": "raised when a field changes its meaning"},
    "network": {"type": "string"},
    "chain_id": {"type": "integer"},
    "account": {"type": "string"},
    "person": {"type": ["integer", "null"], "description": "the id of who looks"},
    "depth": {"enum": ["mine", "network"], "description": "how much of the network was read"},
    "block": {"type": "integer", "description": "the last block that the books know"},
    "at": {"type": "integer", "description": SAID[TIME]},
    "at_time": {"type": "string", "format": "date-time"},
}


_HINTS: Final[dict[type, dict[str, Any]]] = {}


def _hints(owner: type) -> dict[str, Any]:
    """The types of a dataclass's fields, read once."""
    found = _HINTS.get(owner)
    if found is None:
        found = _HINTS[owner] = typing.get_type_hints(owner)
    return found


def _object(value: Any, zone: tzinfo | None) -> dict[str, Any]:
    made: dict[str, Any] = {}
    owner = type(value)
    for field in dataclasses.fields(value):
        name, held = field.name, getattr(value, field.name)
        pair = PAIRS.get((owner.__name__, name))
        if pair is not None:
            made[name] = [_pair(pair, one, zone) for one in held]
        elif _is_integer(_hints(owner)[name]):
            _put(made, name, kind_of(owner.__name__, name), held, zone)
        else:
            made[name] = to_json(held, zone)
    return made


def _pair(names: tuple[tuple[str, str], ...], held: Any, zone: tzinfo | None) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for (name, kind), one in zip(names, held, strict=True):
        if isinstance(one, int):
            _put(made, name, kind, one, zone)
        else:
            made[name] = to_json(one, zone)
    return made


def _put(made: dict[str, Any], name: str, kind: str, held: int | None, zone: tzinfo | None) -> None:
    made[name] = held
    if kind == TIME:
        made[f"{name}_time"] = None if held is None else iso_time(held, zone)
    elif kind in _BESIDE:
        word, say = _BESIDE[kind]
        made[f"{name}_{word}"] = None if held is None else say(held)


def _is_integer(hint: Any) -> bool:
    return hint is int or hint == int | None


def _schema(hint: Any, found: dict[str, Any]) -> Any:
    """The schema of a type; what dataclasses it meets are put into `found` by their names."""
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        if hint.__name__ not in found:
            found[hint.__name__] = {}  # an answer may hold itself
            found[hint.__name__] = _object_schema(hint, found)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    plain = {int: "integer", str: "string", bool: "boolean", type(None): "null"}
    if hint in plain:
        return {"type": plain[hint]}
    origin, inside = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return {"anyOf": [_schema(one, found) for one in inside]}
    if origin is tuple and len(inside) == 2 and inside[1] is ...:
        return {"type": "array", "items": _schema(inside[0], found)}
    if origin is tuple:
        return {
            "type": "array",
            "prefixItems": [_schema(one, found) for one in inside],
            "items": False,
        }
    raise TypeError(f"JSON has no {hint}")


def _object_schema(owner: type, found: dict[str, Any]) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    for name, hint in _hints(owner).items():
        if name.startswith("_"):
            continue
        pair = PAIRS.get((owner.__name__, name))
        if pair is not None:
            properties[name] = _pairs_schema(pair, hint, found)
        elif _is_integer(hint):
            _put_schema(properties, name, kind_of(owner.__name__, name), hint is not int)
        else:
            properties[name] = _schema(hint, found)
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _pairs_schema(
    names: tuple[tuple[str, str], ...], hint: Any, found: dict[str, Any]
) -> dict[str, Any]:
    (inside, _) = typing.get_args(hint)
    properties: dict[str, Any] = {}
    for (name, kind), one in zip(names, typing.get_args(inside), strict=True):
        if one is int:
            _put_schema(properties, name, kind, False)
        else:
            properties[name] = _schema(one, found)
    items = {"type": "object", "properties": properties, "required": list(properties)}
    return {"type": "array", "items": {**items, "additionalProperties": False}}


def _put_schema(properties: dict[str, Any], name: str, kind: str, may_lack: bool) -> None:
    said = {"description": SAID[kind]} if SAID[kind] else {}
    properties[name] = {"type": ["integer", "null"] if may_lack else "integer", **said}
    if kind == COUNT:
        return
    beside: Any = ["string", "null"] if may_lack else "string"
    word = "time" if kind == TIME else _BESIDE[kind][0]
    more = {"format": "date-time"} if kind == TIME else {"pattern": r"^-?[0-9]+(\.[0-9]+)?$"}
    properties[f"{name}_{word}"] = {"type": beside, **more}
