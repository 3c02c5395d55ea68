"""Gas of orders and settlements. See `gas`.

Everybody who trades has a token of their own with a holder, so that each sale at a gain is
shared; the token that is traded has its face. Warm is the third auction among people who hold
eight lots and have bought and sold before; first ever is the first auction among people who had
nothing to do with the token.
"""

from __future__ import annotations

from typing import Any, Final

from eth_account import Account
from eth_account.messages import encode_typed_data

from tests.contracts.gas import DAY, DOLLAR, NO_PERMIT, SHARE, GasNet, Row
from wallet.base.addresses import keccak

PRICE: Final = 10**12
LOT: Final = 1_000 * SHARE
SELLS: Final = 1
OTHERS: Final = 20
"""Orders that are there already when one is measured."""

FILLER = """
# pragma version ~=0.4.3
# Stands at the offering's address for a moment, and places eight lots with each of many people.
struct Placement:
    token: uint256
    buyer: uint256
    units: uint256
    paid: uint256
    believed: uint256
    believed_if_joined: uint256
    unlocks: uint256

interface Ledger:
    def reserve(token: uint256, person: uint256, units: uint256): nonpayable
    def place(p: Placement) -> uint256: nonpayable

@external
def fill(ledger: address, token: uint256, first: uint256, count: uint256, lots: uint256):
    for k: uint256 in range(count, bound=500):
        for _: uint256 in range(lots, bound=8):
            extcall Ledger(ledger).reserve(token, token, 10**21)
            extcall Ledger(ledger).place(
                Placement(token=token, buyer=first + k, units=10**21, paid=10**8,
                          believed=10**8, believed_if_joined=10**8, unlocks=0)
            )
"""


def fill(net: GasNet, token: int, first: int, count: int, lots: int) -> None:
    """Give people so many lots of a thousand shares each, by real placements."""
    from vyper import compile_code

    code = compile_code(FILLER, output_formats=["bytecode_runtime"])["bytecode_runtime"]
    at = net.at["Offering"]
    real = net.node.rpc("eth_getCode", at, "latest")
    net.node.rpc("anvil_setCode", at, code)
    selector = "0x" + keccak(b"fill(address,uint256,uint256,uint256,uint256)")[:4].hex()
    ledger = net.at["Ledger"][2:].rjust(64, "0")
    for start in range(first, first + count, 16):
        many = min(16, first + count - start)
        words = "".join(f"{n:064x}" for n in (token, start, many, lots))
        receipt = net._send({"from": net.authority, "to": at, "data": selector + ledger + words})
        assert receipt["status"] == "0x1", "the crowd got no shares"
    net.node.rpc("anvil_setCode", at, real)


def permit(net: GasNet, account: Any, amount: int) -> tuple[int, int, int, bytes, bytes]:
    """An approval that travels along, signed by a wallet of which the key is known."""
    deadline = net.now() + DAY
    kinds = ("owner address", "spender address", "value uint256", "nonce uint256")
    fields = [dict(zip(("name", "type"), kind.split(), strict=True)) for kind in kinds]
    signed = account.sign_message(
        encode_typed_data(
            {
                "name": net.read("Dollar", "name"),
                "version": net.read("Dollar", "version"),
                "chainId": net.node.chain_id,
                "verifyingContract": net.at["Dollar"],
            },
            {"Permit": [*fields, {"name": "deadline", "type": "uint256"}]},
            {
                "owner": account.address,
                "spender": net.at["Ledger"],
                "value": amount,
                "nonce": net.read("Dollar", "nonces", account.address),
                "deadline": deadline,
            },
        )
    )
    signature = bytes(signed.signature)
    return amount, deadline, signature[64], signature[:32], signature[32:64]


def sell(net: GasNet, token: int, person: int) -> int:
    """Place a sell of one lot; its gas."""
    return net.send(net.wallet(person), "Auction", "sell", token, LOT, PRICE)


def buy(net: GasNet, token: int, person: int) -> int:
    """Place a buy of one lot, the money approved before; its gas."""
    order = (token, LOT, 2 * PRICE, NO_PERMIT)
    return net.send(net.wallet(person), "Auction", "buy", *order)


def auction(net: GasNet, token: int, sellers: list[int], buyers: list[int]) -> dict[str, int]:
    """Play one auction; gas of the last sell, the last buy, and the settlement a pair."""
    sold = [sell(net, token, person) for person in sellers]
    bought = [buy(net, token, person) for person in buyers]
    net.skip(2 * DAY)
    settled = net.send(net.authority, "Auction", "settle", token, 128)
    assert not net.read("Auction", "orders", token, SELLS)
    net.skip(DAY)
    at = min(OTHERS, len(sold) - 1)
    return {"sell": sold[at], "buy": bought[at], "settle": settled // len(sellers)}


def measure(net: GasNet) -> dict[str, Row]:
    """Rows of a sell, a buy, and settling at 1, 10 and 64 orders a side."""
    rows: dict[str, Row] = {}
    issuers = [net.join()[0] for _ in range(3)]
    holder = net.join()[0]
    crowd = [net.join()[0] for _ in range(128)]
    for person in (*issuers, *crowd):
        net.issue(person)
    for person in crowd:
        net.place(person, holder, 10_000 * SHARE)
    for token, pairs in zip(issuers, (1, 10, 64), strict=True):
        net.send(net.authority, "Ledger", "make_face", token)
        some, others = crowd[:pairs], crowd[pairs : 2 * pairs]
        fill(net, token, some[0], pairs, 1)
        first = auction(net, token, some, others)
        fill(net, token, some[0], 2 * pairs, 8)
        auction(net, token, some, others)
        auction(net, token, others, some)
        warm = auction(net, token, some, others)
        rows[f"settle a pair, {pairs} a side"] = {
            "gas": warm["settle"],
            "ceiling": 210_000,
            "first": first["settle"],
        }
    rows["sell beside 20 others"] = {
        "gas": warm["sell"],
        "ceiling": 140_000,
        "first": first["sell"],
    }
    rows["buy beside 20 others"] = {"gas": warm["buy"], "ceiling": 190_000, "first": first["buy"]}
    rows["buy beside 20 others, with a permit"] = _buys_with_permit(net, issuers[2], crowd)
    return rows


def _buys_with_permit(net: GasNet, token: int, crowd: list[int]) -> Row:
    """A buy beside 20 others by somebody whose approval travels along."""
    account = Account.from_key(b"\7" * 32)
    attested, signature = net.attestation(account.address)
    net.send(account.address, "Registry", "join", attested, signature)
    net.send(net.authority, "Dollar", "mint", account.address, 10**6 * DOLLAR)
    for person in crowd[:OTHERS]:
        buy(net, token, person)

    def act() -> int:
        approved = permit(net, account, 2_000 * DOLLAR)
        return net.send(account.address, "Auction", "buy", token, LOT, 2 * PRICE, approved)

    first = act()
    net.send(account.address, "Auction", "withdraw", token)
    return {"gas": act(), "ceiling": 190_000, "first": first}
