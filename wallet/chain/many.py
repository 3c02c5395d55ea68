"""The same view of a contract for many arguments, in as few calls of a node as can be.

A few instructions that are given with the call, and are nowhere on the chain, ask the view once for
each of the arguments. Where a node does not run code that is only lent to it, or an answer has
another size, the views are asked one by one in a batch.
"""

from __future__ import annotations

from collections.abc import Sequence
from struct import Struct
from typing import TYPE_CHECKING, Any, Final

from wallet.chain.parsing import hex_bytes
from wallet.chain.problems import Refused, garbage
from wallet.chain.words import WORD, word_of

if TYPE_CHECKING:
    from wallet.chain.chain import Chain

AT_ONCE: Final = 250
"""Views in one call: nodes limit its gas, often to fifty millions."""
MOST_GAS: Final = 50_000_000
LENDER: Final = "0x" + "00" * 18 + "1e4d"
"""An address that has no code; during the call it has the code below."""

CODE: Final = bytes.fromhex(
    # On the stack are where the next call is, after three words of the calldata, and where its
    # answer goes: from the start of memory on, one behind the other.
    "60606000"
    "5b"  # 04: for each
    "36821015603957"  # that there is, or go and return the answers:
    "60203582823760403581602035"  # copy the call to where its answer goes,
    "816000355afa"  # ask for that much of an answer, in the same place,
    "15603d57"  # or fail,
    "6040353d1415603d57"  # also where the answer has another length;
    "604035019060203501906004"  # go on to the next of both.
    "56"
    "5b6000f3"  # 39: return
    "5b60006000fd"  # 3d: fail
)


def read_alike(
    chain: Chain, contract: str, view: str, calls: Sequence[Sequence[int]], block: int | str
) -> list[tuple[int, ...]]:
    """The words that a view answers for each of many arguments, all of them numbers.

    Raises NodeError; the first refusal where a view was refused.
    """
    from wallet.contracts.bindings import contract as binding

    known = binding(contract)
    selector, words = known.selector(view), _words(known.functions[view]["outputs"])
    data = [selector + b"".join(one.to_bytes(WORD, "big") for one in args) for args in calls]
    if not data:
        return []
    to, tag = chain.network.address(contract), hex(block) if isinstance(block, int) else block
    lent = _lent(chain, to, data, WORD * words, tag)
    whole = lent if lent is not None else _one_by_one(chain, to, data, WORD * words, tag)
    rows = Struct(f"{WORD}s" * words).iter_unpack(whole)
    return [tuple(int.from_bytes(word, "big") for word in row) for row in rows]


def _lent(chain: Chain, to: str, data: Sequence[bytes], size: int, tag: str) -> bytes | None:
    """The answers by lent code, one behind the other; None where the node does not run it."""
    head = b"".join(
        (bytes.fromhex(to[2:]).rjust(WORD, b"\0"), len(data[0]).to_bytes(WORD, "big"),
         size.to_bytes(WORD, "big"))
    )  # fmt: skip
    lent = {LENDER: {"code": "0x" + CODE.hex()}}
    asked = []
    for start in range(0, len(data), AT_ONCE):
        body = head + b"".join(data[start : start + AT_ONCE])
        call = {"to": LENDER, "data": "0x" + body.hex(), "gas": hex(MOST_GAS)}
        asked.append(("eth_call", (call, tag, lent)))
    try:
        answers = chain.client.batch(asked)
    except Refused:
        return None
    whole = b"".join(hex_bytes(one, chain.client.node_name) for one in answers)
    return whole if len(whole) == size * len(data) else None


def _one_by_one(chain: Chain, to: str, data: Sequence[bytes], size: int, tag: str) -> bytes:
    node = chain.client.node_name
    answers = chain.client.batch(
        [("eth_call", ({"to": to, "data": "0x" + one.hex()}, tag)) for one in data]
    )
    found = [hex_bytes(one, node) for one in answers]
    if any(len(one) != size for one in found):
        raise garbage(node)
    return b"".join(found)


def _words(outputs: Sequence[Any]) -> int:
    """The words of an answer whose every part is one word. Raises ValueError for another."""
    parts = [
        part for one in outputs for part in (one["components"] if one["type"] == "tuple" else [one])
    ]
    if not parts or not all(word_of(str(part["type"])) for part in parts):
        raise ValueError("the view answers something else than words")
    return len(parts)
