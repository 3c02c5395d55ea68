"""A request in words, decoded from the calldata itself and never from the act it came from.

What cannot be decoded to the last byte is refused, not shown: nobody can judge a string of
digits. The words for each contract are in `sentences_<contract>.py`, one function each.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from wallet.base.addresses import keccak, short_address
from wallet.base.errors import WalletError
from wallet.signing import (
    sentences_auction,
    sentences_companies,
    sentences_compliance,
    sentences_disputes,
    sentences_dollar,
    sentences_governing,
    sentences_ledger,
    sentences_offering,
    sentences_registry,
    sentences_rules,
    sentences_watching,
)
from wallet.signing.abi import NotCanonical
from wallet.signing.abi_files import contract_functions
from wallet.signing.known import KnownNetwork
from wallet.signing.request import Request
from wallet.signing.sentence import Explanation, Told, clean, sentence, strong, told
from wallet.signing.sentences_typed import STATEMENTS
from wallet.signing.teller import Call, Naming, NoNames, Teller
from wallet.signing.typed import TypedRequest, check_typed

__all__ = ["TELLERS", "Explanation", "Naming", "NoNames", "explain", "explain_typed", "read_call"]

TELLERS: Final[Mapping[str, Mapping[str, Teller]]] = {
    "Rules": sentences_rules.SENTENCES,
    "Registry": sentences_registry.SENTENCES,
    "Ledger": sentences_ledger.SENTENCES,
    "Auction": sentences_auction.SENTENCES,
    "Offering": sentences_offering.SENTENCES,
    "Companies": sentences_companies.SENTENCES,
    "Disputes": sentences_disputes.SENTENCES,
    "Compliance": sentences_compliance.SENTENCES,
    "Watching": sentences_watching.SENTENCES,
    "Members": sentences_governing.MEMBERS,
    "Authority": sentences_governing.AUTHORITY,
    "Dollar": sentences_dollar.SENTENCES,
    "Face": sentences_dollar.FACE,
}
"""For each contract and function, what it says in words."""


def explain(request: Request, network: KnownNetwork, naming: Naming) -> Explanation:
    """The sentences of a request. Raises WalletError for whatever is not understood entirely."""
    if request.chain_id != network.chain_id:
        raise _not_understood("It is for another network.")
    if request.to is None:
        if network.undecoded and not _is_known(request, network):
            return undecoded(request, network, naming)
        return _explained(_deployment(request), f"a contract of {len(request.data):,} bytes")
    if not request.data:
        return _explained(_payment(request, network, naming), f"to {request.to}")
    try:
        call = read_call(request, network, naming)
    except WalletError:
        if not network.undecoded:
            raise
        return undecoded(request, network, naming)
    teller = TELLERS.get(call.contract, {}).get(call.function)
    if teller is None:
        raise _not_understood("Its purpose is unknown.")
    return _explained(teller(call), _call_line(call))


def undecoded(request: Request, network: KnownNetwork, naming: Naming) -> Explanation:
    """What is said of a request that cannot be read, for those who switched that on."""
    call = Call("", "", {}, request.sender, network, naming)
    whom = strong("a new contract") if request.to is None else call.at(request.to)
    said = [
        sentence(
            "Your wallet ",
            strong("cannot read"),
            " what this does. You send ",
            strong(f"{len(request.data):,} bytes"),
            " of instructions to ",
            whom,
            ", which may do with them whatever your account allows it.",
        )
    ]
    if request.value:
        said.append(sentence("You also send ", strong(coins(request.value)), " with them."))
    what = told("something that cannot be read", *said, notes=(_SWITCHED_ON,))
    to = request.to or "nobody: it makes a contract"
    lines = [f"to {to}", f"{len(request.data):,} bytes, hash {_spaced(keccak(request.data))}"]
    return _explained(what, *lines, *_rows(request.data))


_SWITCHED_ON: Final = (
    "You see this because you allowed signing what cannot be read, under Settings. Do not sign it "
    "unless you know from elsewhere what it is."
)
_MOST_ROWS: Final = 32


def _rows(data: bytes) -> list[str]:
    """The start of undecoded bytes as they are, 32 a line."""
    rows = [data[at : at + 32].hex() for at in range(0, len(data), 32)]
    left = len(rows) - _MOST_ROWS
    return rows if left <= 0 else [*rows[:_MOST_ROWS], f"and {left:,} lines more"]


def _is_known(request: Request, network: KnownNetwork) -> bool:
    return "0x" + keccak(request.data).hex() in network.creations


def explain_typed(request: TypedRequest, network: KnownNetwork, naming: Naming) -> Explanation:
    """The sentences of a statement. Raises WalletError for one that is not the network's."""
    check_typed(request)
    contract = network.contract_at(request.contract)
    if request.chain_id != network.chain_id or contract is None:
        raise _not_understood("It is for another network.")
    call = Call(contract, request.kind, request.message, request.sender, network, naming)
    lines = (
        _call_line(call),
        f"domain hash {_spaced(request.domain_hash)}",
        f"message hash {_spaced(request.message_hash)}",
        f"signing hash {_spaced(request.digest)}",
    )
    return _explained(STATEMENTS[request.kind](call), *lines)


def read_call(request: Request, network: KnownNetwork, naming: Naming) -> Call:
    """A request's calldata decoded; WalletError unless it is exactly a call of a known function."""
    contract = None if request.to is None else network.contract_at(request.to)
    if contract is None:
        raise _not_understood("It is for a contract that does not belong to the network.")
    function = contract_functions(contract).get(request.data[:4])
    if function is None or not function.changes_state:
        raise _not_understood("Its purpose is unknown.")
    try:
        args = function.decode(request.data)
    except NotCanonical:
        raise _not_understood("It holds more than it says, or less.") from None
    return Call(contract, function.name, args, request.sender, network, naming)


def _payment(request: Request, network: KnownNetwork, naming: Naming) -> Told:
    if request.to is None or network.contract_at(request.to) is not None:
        raise _not_understood("It would send coins to a contract that cannot use them.")
    call = Call("", "", {}, request.sender, network, naming)
    if request.to == request.sender and not request.value:
        return told(
            "an empty request",
            sentence(
                "You send ",
                strong("nothing"),
                " to your own account, so that what you sent before in its place does not happen.",
            ),
        )
    return told(
        "sending coins",
        sentence("You send ", strong(coins(request.value)), " to ", call.at(request.to), "."),
        notes=("Coins pay the network's fees; what was sent cannot be called back.",),
    )


def _deployment(request: Request) -> Told:
    return told(
        "setting up a network",
        sentence(
            "You put one of the network's contracts on the chain: ",
            strong(f"{len(request.data):,} bytes"),
            " of its code.",
        ),
    )


def _explained(what: Told, *details: str) -> Explanation:
    return Explanation(what.title, what.sentences, what.notes, details)


def coins(amount: int) -> str:
    """An amount of the chain's own coin (18 decimals), exact, as `0.25 coins`."""
    whole, rest = divmod(amount, 10**18)
    decimals = f"{rest:018d}".rstrip("0")
    return f"{whole:,}.{decimals} coins" if decimals else f"{whole:,} coins"


def _call_line(call: Call) -> str:
    """The exact call for Details: every argument by name, long bytes by their ends."""
    args = ", ".join(f"{name}={_shown(value)}" for name, value in call.args.items())
    return f"{call.contract}.{call.function}({args})"


def _shown(value: Any) -> str:
    if isinstance(value, bytes):
        text = value.hex()
        return f"0x{text}" if len(text) <= 16 else f"0x{text[:8]}\u2026{text[-8:]}"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}={_shown(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_shown(one) for one in value) + "]"
    if isinstance(value, str) and value.startswith("0x") and len(value) == 42:
        return short_address(value)
    return clean(str(value), 80)


def _spaced(digest: bytes) -> str:
    text = digest.hex()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def _not_understood(why: str) -> WalletError:
    return WalletError(
        f"Your wallet does not understand what this would do. {why}",
        "Nothing was signed. Do not sign it elsewhere either unless you know what it is.",
        "signing.not-understood",
    )
