"""The network's statements as other wallets write typed data: the JSON of EIP-712."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from wallet.base import nesting
from wallet.base.errors import WalletError
from wallet.signing import eip712, fields
from wallet.signing.typed import STRUCTS, TypedRequest, check_typed

MOST_BYTES: Final = 16_384
_DECIMAL = re.compile(r"0|[1-9][0-9]{0,77}", re.ASCII)
_HEX = re.compile(r"0x[0-9a-fA-F]{1,64}", re.ASCII)


def to_standard(request: TypedRequest) -> bytes:
    """A statement as the JSON of EIP-712."""
    return json.dumps(request.standard(), separators=(",", ":")).encode()


def parse_standard(data: bytes, sender: str) -> TypedRequest:
    """Read a statement of the network. Raises WalletError for any other typed data."""
    try:
        found: Any = nesting.loads(data) if len(data) <= MOST_BYTES else None
    except (ValueError, RecursionError):
        found = None
    kind = _part(found, "primaryType", str)
    if kind not in STRUCTS:
        raise _foreign()
    types, domain = _part(found, "types", dict), _part(found, "domain", dict)
    message = _part(found, "message", dict)
    expected = {**eip712.DOMAIN, kind: STRUCTS[kind]}
    if types != {
        struct: [{"name": field, "type": type_} for type_, field in members]
        for struct, members in expected.items()
    }:
        raise _foreign()
    members = eip712.DOMAIN["EIP712Domain"]
    if set(domain) != {field for _, field in members} or set(message) != {
        field for _, field in STRUCTS[kind]
    }:
        raise _foreign()
    return check_typed(
        TypedRequest(
            _number(domain["chainId"]),
            sender,
            kind,
            fields.words(domain, "name"),
            fields.words(domain, "version"),
            fields.address(domain, "verifyingContract"),
            {field: _read(message, type_, field) for type_, field in STRUCTS[kind]},
        )
    )


def _read(message: Mapping[str, Any], kind: str, field: str) -> int | str | bytes:
    if kind == "address":
        return fields.address(message, field)
    if kind == "string":
        return fields.words(message, field, 256)
    if kind == "bool":
        return fields.truth(message, field)
    if kind.startswith("bytes"):
        text = message[field]
        if not isinstance(text, str):
            raise _foreign()
        return fields.data({field: text.lower()}, field, 32)
    return _number(message[field])


def _number(value: object) -> int:
    """A whole number, however its writer put it: some cannot write long ones as numbers."""
    if type(value) is int and 0 <= value <= fields.MAX_UINT256:
        return value
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        return int(value)
    if isinstance(value, str) and _HEX.fullmatch(value):
        return int(value, 16)
    raise _foreign()


def _part(found: object, key: str, kind: type) -> Any:
    value = found.get(key) if isinstance(found, dict) else None
    if not isinstance(value, kind):
        raise _foreign()
    return value


def _foreign() -> WalletError:
    return WalletError(
        "This is a statement of a kind that your wallet does not understand.",
        "Nothing was signed. Do not sign it elsewhere either unless you know what it is.",
        "signing.not-understood",
    )
