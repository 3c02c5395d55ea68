"""A network on a real node for tests of the books: people act by plain calls, no wallet between."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from wallet.base.addresses import checksum, keccak
from wallet.base.clock import DAY
from wallet.base.money import DOLLAR, SHARE
from wallet.books.index import Index
from wallet.books.store import Store
from wallet.books.view import View
from wallet.chain.chain import Chain
from wallet.chain.client import Client
from wallet.chain.networks import Network
from wallet.chain.node import LocalNode
from wallet.contracts.bindings import contract
from wallet.contracts.deploy import deploy
from wallet.contracts.wiring import CONTRACTS

CENT = 10**10
"""A cent a share, as a price."""
NO_PERMIT = (0, 0, 0, b"\0" * 32, b"\0" * 32)
ATTESTATION = [
    {"name": "account", "type": "address"},
    {"name": "personTag", "type": "bytes32"},
    {"name": "level", "type": "uint8"},
    {"name": "country", "type": "uint16"},
    {"name": "investorClass", "type": "uint8"},
    {"name": "issuedAt", "type": "uint64"},
    {"name": "expiresAt", "type": "uint64"},
    {"name": "credentialHash", "type": "bytes32"},
    {"name": "nonce", "type": "uint256"},
]
NAME = [{"name": "person", "type": "uint256"}, {"name": "name", "type": "string"}]
STAKE = [
    {"name": "stake", "type": "uint256"},
    {"name": "version", "type": "uint256"},
    {"name": "companyKey", "type": "bytes32"},
    {"name": "commitment", "type": "bytes32"},
    {"name": "packageHash", "type": "bytes32"},
]
EXIT = [
    {"name": "exit", "type": "uint256"},
    {"name": "stake", "type": "uint256"},
    {"name": "units", "type": "uint256"},
    {"name": "proceeds", "type": "uint256"},
    {"name": "sellingCosts", "type": "uint256"},
    {"name": "closedAt", "type": "uint64"},
    {"name": "evidenceHash", "type": "bytes32"},
]


class Reverted(Exception):
    """A call was refused; the text is the node's."""


@dataclass
class World:
    """Contracts on a node, and people by name with their ids and keys."""

    node: LocalNode
    chain: Chain
    deployer: str
    verifier: Any
    people: dict[str, int] = field(default_factory=dict)
    keys: dict[str, Any] = field(default_factory=dict)

    def address(self, name: str) -> str:
        return str(self.keys[name].address)

    def send(self, sender: str, contract_name: str, function: str, *args: Any) -> dict[str, Any]:
        """One call in a block of its own; raises Reverted."""
        call = {"from": sender, **self.chain.view_call(contract_name, function, args)}
        return self.raw({**call, "gas": hex(25_000_000)})

    def raw(self, call: dict[str, Any]) -> dict[str, Any]:
        client = self.chain.client
        tx = client.call("eth_sendTransaction", (call,))
        for _ in range(2_000):
            receipt = client.call("eth_getTransactionReceipt", (tx,))
            if receipt is not None:
                break
            time.sleep(0.002)
        if receipt["status"] != "0x1":
            try:
                client.call("eth_call", (call, hex(int(receipt["blockNumber"], 16) - 1)))
            except Exception as error:
                raise Reverted(getattr(error, "words", str(error))) from error
            raise Reverted(str(call))
        found: dict[str, Any] = receipt
        return found

    def act(self, name: str, contract_name: str, function: str, *args: Any) -> dict[str, Any]:
        return self.send(self.address(name), contract_name, function, *args)

    def role(self, contract_name: str, function: str, *args: Any) -> dict[str, Any]:
        """A call by the deployer, who is the authority of every contract."""
        return self.send(self.deployer, contract_name, function, *args)

    def read(self, contract_name: str, function: str, *args: Any) -> Any:
        return self.chain.read(contract_name, function, *args)

    def skip(self, seconds: int) -> None:
        self.node.skip(seconds)

    def now(self) -> int:
        return self.chain.now()

    def sign(self, by: Any, contract_name: str, kind: str, fields: Any, value: Any) -> bytes:
        from eth_account.messages import encode_typed_data

        message = {
            "types": {
                "EIP712Domain": [
                    {"name": "name", "type": "string"},
                    {"name": "version", "type": "string"},
                    {"name": "chainId", "type": "uint256"},
                    {"name": "verifyingContract", "type": "address"},
                ],
                kind: fields,
            },
            "primaryType": kind,
            "domain": {
                "name": f"Symbolon {contract_name}",
                "version": "1",
                "chainId": self.node.chain_id,
                "verifyingContract": self.chain.network.address(contract_name),
            },
            "message": value,
        }
        return bytes(by.sign_message(encode_typed_data(full_message=message)).signature)

    def join(self, name: str, money: int = 1_000_000 * DOLLAR, days: int = 3650) -> int:
        """A new person with money, who lets the ledger take it."""
        from eth_account import Account

        key = Account.from_key(keccak(f"books test {name}".encode()))
        self.keys[name] = key
        client = self.chain.client
        client.call("anvil_impersonateAccount", (key.address,))
        client.call("anvil_setBalance", (key.address, hex(10**20)))
        now = self.now()
        attested = {
            "account": key.address,
            "personTag": keccak(f"tag {name}".encode()),
            "level": 2,
            "country": 276,
            "investorClass": 0,
            "issuedAt": now - 60,
            "expiresAt": now + days * DAY - 3_600,
            "credentialHash": keccak(f"credential {name}".encode()),
            "nonce": 1,
        }
        signature = self.sign(self.verifier, "Registry", "Attestation", ATTESTATION, attested)
        self.act(name, "Registry", "join", tuple(attested.values()), signature)
        self.people[name] = self.read("Registry", "person_of", key.address)
        if money:
            self.role("Dollar", "mint", key.address, money)
        ledger = self.chain.network.address("Ledger")
        self.act(name, "Dollar", "approve", ledger, 2**256 - 1)
        return self.people[name]

    def issue(self, name: str, shown: str, terms: bytes = b"") -> int:
        value = {"person": self.people[name], "name": shown}
        signature = self.sign(self.verifier, "Registry", "Name", NAME, value)
        self.act(name, "Ledger", "issue", shown, signature, keccak(terms or b"terms"), terms)
        return self.people[name]

    def open_offering(
        self, name: str, least: int, most: int, price: int, lockup: int = 0, days: int = 10
    ) -> int:
        """`least` and `most` in whole shares. Returns the offering's number."""
        self.act(
            name, "Offering", "open", least * SHARE, most * SHARE, price,
            self.now() + days * DAY, 0, lockup, keccak(b"terms"),
        )  # fmt: skip
        return int(self.read("Offering", "count"))

    def commit(self, name: str, offering: int, units: int) -> None:
        self.act(name, "Offering", "commit", offering, units * SHARE, NO_PERMIT)

    def raise_all(self, name: str, price: int, bought: dict[str, int], lockup: int = 0) -> int:
        """A whole successful offering, with every share taken. Returns its number."""
        total = sum(bought.values())
        offering = self.open_offering(name, total, total, price, lockup)
        for buyer, units in bought.items():
            self.commit(buyer, offering, units)
        self.skip(10 * DAY + 60)
        anyone = self.address(name)
        self.send(anyone, "Offering", "close", offering, 100)
        self.send(anyone, "Offering", "take", offering, list(range(len(bought))))
        return offering

    def sell(self, name: str, token: str, units: int, lowest: int) -> None:
        self.act(name, "Auction", "sell", self.people[token], units * SHARE, lowest)

    def buy(self, name: str, token: str, units: int, highest: int) -> None:
        args = (self.people[token], units * SHARE, highest, NO_PERMIT)
        self.act(name, "Auction", "buy", *args)

    def settle(self, token: str, pairs: int = 100) -> None:
        self.send(self.deployer, "Auction", "settle", self.people[token], pairs)


def make_world(node: LocalNode) -> World:
    """Deploy everything on a node, with a verifier of the test's own."""
    from eth_account import Account

    client = Client(node.url, node.chain_id)
    accounts = client.call("eth_accounts")
    verifier = Account.from_key(keccak(b"books test verifier"))
    world: World

    def send(transaction: dict[str, Any]) -> dict[str, Any]:
        call = {"from": accounts[0], **transaction, "gas": hex(29_000_000)}
        return sender.raw(call)

    sender = World(node, Chain(_nowhere(node), client), accounts[0], verifier)
    contracts = deploy(send, verifiers=(verifier.address,))
    network = Network("Test network", node.chain_id, (node.url,), contracts, 0, local=True)
    world = World(node, Chain(network, client), accounts[0], verifier)
    return world


def _nowhere(node: LocalNode) -> Network:
    zero = checksum("0x" + "0" * 40)
    at = dict.fromkeys(CONTRACTS, zero)
    return Network("none", node.chain_id, (node.url,), at, 0, local=True)


def check_against_chain(world: World, store: Store) -> int:
    """Hold every figure of the books against the contracts' own views; returns how many."""
    Index(store, world.chain).follow()
    with store.reading() as tables:
        view = View(tables, None, "", world.now())
        asked: list[tuple[tuple[str, str, tuple[Any, ...]], Any, str]] = []
        asked += _tokens(view)
        asked += _positions(view)
        asked += _offerings(view)
        asked += _orders(view)
        asked += _people(view)
        answers = world.chain.read_many([one[0] for one in asked])
        for (call, pick, ours), answer in zip(asked, answers, strict=True):
            there = pick(answer)
            assert there == ours, f"{call}: the books say {ours}, the chain {there}"
    return len(asked)


def _same(answer: Any) -> Any:
    return answer


def _wallet(word: int) -> str:
    """The wallet in a person's word."""
    return f"0x{word & (2**160 - 1):040x}"


def _tokens(view: View) -> list[Any]:
    found: list[Any] = []
    for row in view.tables.rows("SELECT * FROM token"):
        holders = view.tables.rows(
            "SELECT 1 FROM position WHERE token = ? AND person != token AND units != '0'", row["id"]
        )
        ours = (row["reference"], row["acc"], len(holders), row["holders"], row["retail"])
        found.append((
            ("Ledger", "token_info", (row["id"],)),
            lambda info: (info.reference, info.acc, info.holders, info.holders, info.retail),
            ours,
        ))  # fmt: skip
    return found


def _positions(view: View) -> list[Any]:
    from wallet.books import holdings

    found: list[Any] = []
    for row in view.tables.rows("SELECT * FROM position"):
        key = (row["token"], row["person"])
        acc = holdings.accumulator(view.tables, row["token"])
        lots = holdings.lots(view.tables, *key)
        ours = (
            row["units"], row["reserved"], holdings.claimable(row, acc),
            holdings.locked(lots, view.now), len(lots),
        )  # fmt: skip
        found.append((("Ledger", "position", key), tuple, ours))
        if key[0] != key[1]:
            kept = [(x["serial"], x["units"], x["cost"], x["acquired"], x["unlocks"]) for x in lots]
            found.append((
                ("Ledger", "lots", key), lambda answer: [tuple(lot)[:5] for lot in answer], kept,
            ))  # fmt: skip
            assert sum(lot["units"] for lot in lots) == row["units"]
    return found


def _offerings(view: View) -> list[Any]:
    found: list[Any] = []
    for row in view.tables.rows("SELECT * FROM offering"):
        status = 1 if row["closed"] is None else 3 if row["success"] else 4
        ours = (row["issuer"], row["units_max"], row["price"], status, row["ready"])
        found.append((
            ("Offering", "offering", (row["id"],)),
            lambda o: (o.issuer, o.units_max, o.price, o.status, o.proceeds),
            ours,
        ))  # fmt: skip
    states = {"committed": 1, "withdrawn": 2, "rejected": 3, "taken": 4, "refunded": 5}
    for row in view.tables.rows("SELECT * FROM entry"):
        entry = (row["person"], row["units"], row["paid"], states[row["state"]])
        call = ("Offering", "entry", (row["offering"], row["number"]))
        found.append((call, lambda e: (e.person, e.units, e.paid, e.state), entry))
        if row["allotted"] is not None and row["state"] in ("committed", "taken"):
            found.append((call, lambda e: e.allotted, row["allotted"]))
    return found


def _orders(view: View) -> list[Any]:
    from wallet.books.auctions import auction, would_clear
    from wallet.books.folds_auction import running

    found: list[Any] = []
    # Between the steps of a settlement the contract keeps fills apart from orders.
    settling = "SELECT token FROM auction WHERE priced = 1 AND settled IS NULL"
    for row in view.tables.rows(f"SELECT * FROM ask WHERE token NOT IN ({settling})"):
        ours = (row["side"], row["units"], row["price"], row["seq"], row["expires"] or 0)
        found.append((
            ("Auction", "order", (row["token"], row["person"])),
            lambda o: (o.side, o.units, o.price, o.seq, o.expires),
            ours,
        ))  # fmt: skip
    for row in view.tables.rows(f"SELECT id FROM token WHERE id NOT IN ({settling})"):
        now = running(view.tables, row["id"])
        cleared = would_clear(view, row["id"], now)
        found.append((
            ("Auction", "clearing", (row["id"],)),
            tuple,
            (cleared.price, cleared.units) if cleared else (0, 0),
        ))  # fmt: skip
        shown = auction(view, row["id"]).row
        ours = (shown.number, shown.start or 0, shown.end or 0, shown.restarts, shown.next_open)
        found.append((
            ("Auction", "auction", (row["id"],)),
            lambda a: (a.number, a.start, a.end, a.restarts, a.next_open),
            ours,
        ))  # fmt: skip
    return found


def _people(view: View) -> list[Any]:
    from wallet.books.companies import debts_of
    from wallet.books.persons import ACTIVE, BANNED, EXPIRED, FROZEN
    from wallet.books.sums import is_blocked, outside

    numbers = {ACTIVE: 1, EXPIRED: 2, FROZEN: 3, BANNED: 4}
    found: list[Any] = []
    for row in view.tables.rows("SELECT * FROM person"):
        number = row["id"]
        standing = numbers[view.person(number).standing]
        found.append((("Registry", "standing", (number,)), _same, standing))
        found.append((("Ledger", "purse", (number,)), tuple, (row["credit"], row["first_due"])))
        found.append((("Companies", "blocked", (number,)), _same, is_blocked(view.tables, number)))
        found.append((("Ledger", "outside", (number,)), _same, outside(view.tables, number)))
        every = [debt for debt in debts_of(view, number) if not debt.ended]
        debts = [debt for debt in every if debt.creditor is None]
        found.append((("Companies", "debts_of", (number,)), tuple, tuple(d.id for d in debts)))
        found.append((("Companies", "stated_at", (number,)), _same, row["stated"]))
        found.append((("Registry", "rank_of", (number,)), _same, row["rank"]))
        found.append((("Registry", "marked", (number,)), _same, bool(row["marked"])))
        found.append((("Registry", "word", (number,)), _wallet, row["account"]))
        found.append((("Compliance", "spent_by", (number,)), _same, row["spent"]))
        for debt in every:
            found.append((("Companies", "due_now", (debt.id,)), lambda a: a[0], debt.due_amount))
    for row in view.tables.rows("SELECT * FROM wallet_money"):
        call = ("Dollar", "balanceOf", (checksum(row["account"]),))
        found.append((call, _same, row["amount"]))
    return found


def binding_events() -> dict[str, list[dict[str, Any]]]:
    """Every contract's ABI, for decoders that tests make."""
    names = ("Registry", "Ledger", "Offering", "Auction", "Companies", "Dollar")
    return {name: contract(name).abi for name in names}
