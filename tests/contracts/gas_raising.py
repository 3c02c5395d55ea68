"""Gas of raising, of what is rare in auctions and purses, and of people without a document.

Most rows have the name of their function: see `measure_all`. A row here is one of a straight path.
"""

from __future__ import annotations

from typing import Any

from eth_account import Account
from eth_account.messages import encode_typed_data

from tests.contracts.gas import DAY, DOLLAR, NO_PERMIT, SHARE, SUPPLY, GasNet, Row
from wallet.base.addresses import keccak

PRICE = 10**12
TERMS = keccak(b"terms")
ADAPTER = """
# pragma version ~=0.4.3
# Takes anything for a World ID: the nullifier is the proof's hash.
@view
@external
def verified(account: address, proof: Bytes[512]) -> bytes32:
    return keccak256(proof)
"""
LIMIT = [
    {"name": "person", "type": "uint256"},
    {"name": "yearly", "type": "uint256"},
    {"name": "issuedAt", "type": "uint64"},
    {"name": "expiresAt", "type": "uint64"},
]


def measure(net: GasNet) -> dict[str, Row]:
    """Rows of an offering from its opening to its proceeds, and of what else is rare."""
    alice, *investors = [net.join()[0] for _ in range(8)]
    net.issue(alice)
    rows = _raise(net, alice, investors)
    _world_people(net, alice)
    _rare_orders(net, alice, investors)
    _purses(net, alice, investors)
    _people_and_rules(net, investors)
    return rows


def _raise(net: GasNet, alice: int, investors: list[int]) -> dict[str, Row]:
    """Two offerings alike; the second is warm."""
    rows: dict[str, Row] = {}
    for turn in ("first", "gas"):
        number = net.read("Offering", "count") + 1
        terms = (100 * SHARE, 2_000 * SHARE, PRICE, net.now() + 10 * DAY, 0, 0, TERMS)
        costs = {"open an offering": net.send(net.wallet(alice), "Offering", "open", *terms)}
        for investor in investors[:6]:
            order = (number, 250 * SHARE, NO_PERMIT)
            costs["commit"] = net.send(net.wallet(investor), "Offering", "commit", *order)
        withdrawn = net.send(net.wallet(investors[4]), "Offering", "withdraw", number, 4)
        costs["withdraw a commitment"] = withdrawn
        costs["reject"] = net.send(net.wallet(alice), "Offering", "reject", number, 5)
        costs["refund"] = net.send(net.wallet(investors[5]), "Offering", "refund", number, 5)
        net.skip(10 * DAY)
        costs["close an offering"] = net.send(net.authority, "Offering", "close", number, 64)
        net.send(net.authority, "Offering", "take", number, [0])
        costs["take for three"] = net.send(net.authority, "Offering", "take", number, [1, 2, 3])
        costs["believe"] = net.send(net.authority, "Offering", "believe", number, [0])
        net.skip(3 * DAY)
        costs["proceeds"] = net.send(net.wallet(alice), "Offering", "proceeds", number)
        for act, gas in costs.items():
            rows.setdefault(act, {})[turn] = gas
    return rows


def _world_people(net: GasNet, alice: int) -> None:
    """Somebody with a World ID alone joins, adds another, renews, and buys and withdraws."""
    from vyper import compile_code

    code = compile_code(ADAPTER, output_formats=["bytecode"])["bytecode"]
    adapter = net._send({"from": net.authority, "data": code})["contractAddress"]
    net.send(net.authority, "Registry", "set_world_id", adapter)
    wanda = net.wallet(700)
    net.send(wanda, "Registry", "join_world", b"one")
    net.people += 1
    net.send(wanda, "Registry", "add_world", b"two")
    net.send(wanda, "Registry", "renew_world", b"one")
    net.send(net.authority, "Dollar", "mint", wanda, 1_000 * DOLLAR)
    net.send(wanda, "Dollar", "approve", net.at["Ledger"], 2**256 - 1)
    for _ in range(2):
        net.send(wanda, "Auction", "buy", alice, 200 * SHARE, PRICE, NO_PERMIT)
        net.send(wanda, "Auction", "withdraw", alice)


def _rare_orders(net: GasNet, alice: int, investors: list[int]) -> None:
    """A buy that lapses, a stop of the market within an auction, and a halt."""
    seller, buyer = (net.wallet(one) for one in investors[:2])
    for _ in range(2):
        net.send(buyer, "Auction", "buy", alice, 200 * SHARE, PRICE, NO_PERMIT)
        net.skip(31 * DAY)
        net.send(net.authority, "Auction", "release", alice, investors[1])
    net.send(seller, "Auction", "sell", alice, 200 * SHARE, PRICE)
    net.send(net.authority, "Rules", "stop_market", net.now() + DAY)
    net.skip(DAY)
    net.send(net.authority, "Auction", "sync", alice)
    net.send(net.authority, "Auction", "halt", alice, net.now() + DAY)
    net.skip(DAY)
    net.send(buyer, "Auction", "buy", alice, 200 * SHARE, PRICE, NO_PERMIT)
    net.skip(2 * DAY)
    net.send(net.authority, "Auction", "settle", alice, 64)


def _purses(net: GasNet, alice: int, investors: list[int]) -> None:
    """A credit from another's claim is withdrawn; several tokens are claimed at once."""
    bella = investors[2]
    net.issue(bella)
    net.place(bella, investors[0], SUPPLY // 10)
    for _ in range(2):
        for issuer in (alice, bella):
            net.send(net.wallet(issuer), "Ledger", "distribute", 5_000 * DOLLAR, NO_PERMIT)
        net.send(net.authority, "Ledger", "claim", alice, investors[0])
        net.send(net.wallet(investors[0]), "Ledger", "withdraw", investors[0])
        mine = net.wallet(investors[0])
        net.send(mine, "Ledger", "claim_many", [alice, bella], investors[0])


def _people_and_rules(net: GasNet, investors: list[int]) -> None:
    """A limit, a regime, a number, and roles and bans that end."""
    verifier = Account.from_key(keccak(b"gas verifier"))
    said = {"person": investors[0], "yearly": 10**10, "issuedAt": net.now()}
    said["expiresAt"] = net.now() + 100 * DAY
    domain = {
        "name": "Symbolon Compliance",
        "version": "1",
        "chainId": net.node.chain_id,
        "verifyingContract": net.at["Compliance"],
    }
    signed = verifier.sign_message(encode_typed_data(domain, {"Limit": LIMIT}, said))
    given: tuple[Any, ...] = (*said.values(), bytes(signed.signature))
    net.send(net.authority, "Compliance", "set_limit", *given)
    row = (365, 0, True, 35, 0, 0, 0, [0, 0, 0, 0])
    net.send(net.authority, "Compliance", "add_regime", "another", keccak(b"row"), row)
    net.send(net.authority, "Rules", "set_number", 0, 0, 8 * DAY)
    person = investors[3]
    for function, given in (
        ("appoint_attestor", (person,)),
        ("remove_attestor", (person,)),
        ("remove_verifier", (verifier.address,)),
        ("freeze", (person, net.now() + DAY)),
        ("unfreeze", (person,)),
        ("ban", (person,)),
        ("unban", (person,)),
    ):
        net.send(net.authority, "Registry", function, *given)
    # Only local networks have this dollar; and nothing calls the ledger for a credit alone yet.
    net.send(net.at["Auction"], "Ledger", "credit", person, 1)
    for listed in (True, False):
        net.send(net.authority, "Dollar", "set_blacklisted", net.wallet(person), listed)
        net.send(net.authority, "Dollar", "set_paused", listed)
