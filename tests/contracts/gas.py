"""Gas of whole transactions, by receipts of a real node.

A `GasNet` is a network on anvil whose accounts are impersonated, so that a test can send as any
wallet or contract. Rows are collected by name and held against `gas_snapshot.json`.
`python -m tests.contracts.gas` measures everything anew and writes the snapshot.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from wallet.base.addresses import address_from_bytes, keccak
from wallet.chain.node import LocalNode
from wallet.contracts.bindings import contract
from wallet.contracts.build import ARTIFACTS
from wallet.contracts.deploy import deploy

SNAPSHOT: Final = Path(__file__).with_name("gas_snapshot.json")
NO_PERMIT: Final = (0, 0, 0, b"\0" * 32, b"\0" * 32)
DOLLAR: Final = 10**6
SHARE: Final = 10**18
SUPPLY: Final = 10_000_000 * SHARE
DAY: Final = 86_400

Row = dict[str, int]
"""`gas` of the warm case, its `ceiling`, and where it differs much, `first` ever."""

SCENARIOS: Final = (
    "gas_ledger",
    "gas_forced",
    "gas_markets",
    "gas_companies",
    "gas_disputes",
    "gas_watching",
    "gas_registry",
    "gas_authority",
    "gas_raising",
    "gas_cases",
    "gas_decisions",
)
"""Modules beside this one with a function `measure(net) -> dict[str, Row]`."""


class GasNet:
    """The contracts of a network on a node, played by anybody."""

    def __init__(self, node: LocalNode) -> None:
        self.node = node
        self._funded: set[str] = set()
        node.rpc("anvil_autoImpersonateAccount", True)
        accounts = node.rpc("eth_accounts")
        self.authority = str(accounts[0])
        made: list[dict[str, Any]] = []

        def send(transaction: dict[str, Any]) -> dict[str, Any]:
            made.append(self._send({"from": self.authority, **transaction}))
            return made[-1]

        self.at = deploy(send)
        self.people = 0
        self.functions: dict[str, int] = {}
        """Gas of `Contract.function` when it was last called: of the whole transaction where
        somebody sent it, else of the call from another contract."""
        self._names = {
            (self.at[name].lower(), selector): f"{name}.{function}"
            for name, function, selector in changing_functions()
            if name in self.at
        }
        self._sent: set[str] = set()
        for receipt in made:
            if receipt.get("to"):
                self._note(receipt)

    def _send(self, transaction: dict[str, Any]) -> dict[str, Any]:
        """The receipt of a transaction in its block; of a failed one too."""
        if transaction["from"] not in self._funded:
            self.node.rpc("anvil_setBalance", transaction["from"], hex(10**24))
            self._funded.add(transaction["from"])
        receipt: dict[str, Any] = self.node.rpc(
            "eth_sendTransactionSync", {"gas": hex(30_000_000), **transaction}
        )
        return receipt

    def send(self, sender: str, name: str, function: str, *args: Any) -> int:
        """Gas of a transaction to one of the contracts. AssertionError when it fails."""
        data = "0x" + contract(name).encode(function, args).hex()
        to = self.at.get(name, name)
        receipt = self._send({"from": sender, "to": to, "data": data})
        if receipt["status"] != "0x1":
            why = self.node.rpc("debug_traceTransaction", receipt["transactionHash"])
            raise AssertionError(f"{name}.{function} failed: {str(why)[:500]}")
        gas = int(receipt["gasUsed"], 16)
        tracer = {"tracer": "callTracer"}
        self._note_calls(
            self.node.rpc("debug_traceTransaction", receipt["transactionHash"], tracer)
        )
        if f"{name}.{function}" in self._names.values():
            self._sent.add(f"{name}.{function}")
            self.functions[f"{name}.{function}"] = gas
        return gas

    def transact(self, transaction: dict[str, Any]) -> dict[str, Any]:
        """The receipt of a deployer's transaction, of which the calls are noted too."""
        receipt = self._send({"from": self.authority, **transaction})
        self._note(receipt)
        return receipt

    def _note(self, receipt: dict[str, Any]) -> None:
        """Note what each call of a transaction cost; the first, all of it."""
        given = (receipt["transactionHash"], {"tracer": "callTracer"})
        self._note_calls(self.node.rpc("debug_traceTransaction", *given))

    def _note_calls(self, call: dict[str, Any]) -> None:
        """Note what each call within a transaction cost."""
        name = self._names.get((str(call.get("to")).lower(), str(call["input"])[:10]))
        if name and name not in self._sent and "error" not in call:
            self.functions[name] = int(call["gasUsed"], 16)
        for inner in call.get("calls", ()):
            self._note_calls(inner)

    def read(self, name: str, function: str, *args: Any) -> Any:
        """The answer of a view."""
        data = "0x" + contract(name).encode(function, args).hex()
        answer = self.node.rpc("eth_call", {"to": self.at[name], "data": data}, "latest")
        return contract(name).decode_output(function, bytes.fromhex(answer[2:]))

    def now(self) -> int:
        """Time on the chain."""
        return int(self.node.rpc("eth_getBlockByNumber", "latest", False)["timestamp"], 16)

    def skip(self, seconds: int) -> None:
        """Let time pass."""
        self.node.rpc("evm_increaseTime", seconds)
        self.node.rpc("evm_mine")

    def wallet(self, number: int) -> str:
        """A wallet of tests: the n-th."""
        return address_from_bytes(keccak(f"gas wallet {number}".encode())[12:])

    def attestation(self, account: str) -> tuple[tuple[Any, ...], bytes]:
        """What the network's verifier attests, and the signature."""
        from eth_account import Account
        from eth_account.messages import encode_typed_data

        from tests.contracts.network import ATTESTATION

        verifier = Account.from_key(keccak(b"gas verifier"))
        if not self.read("Registry", "is_verifier", verifier.address):
            self.send(self.authority, "Registry", "appoint_verifier", verifier.address)
        at = self.now()
        values = (
            account, keccak(account.encode()), 2, 276, 0, at, at + 3650 * DAY - 100,
            keccak(b"credential" + account.encode()), 1,
        )  # fmt: skip
        fields = [one["name"] for one in ATTESTATION]
        signed = verifier.sign_message(
            encode_typed_data(
                {
                    "name": "Symbolon Registry",
                    "version": "1",
                    "chainId": self.node.chain_id,
                    "verifyingContract": self.at["Registry"],
                },
                {"Attestation": ATTESTATION},
                dict(zip(fields, values, strict=True)),
            )
        )
        return values, bytes(signed.signature)

    def join(self) -> tuple[int, int]:
        """A new person with money, the ledger approved for it; person id and gas of joining."""
        account = self.wallet(self.people + 1)
        values, signature = self.attestation(account)
        gas = self.send(account, "Registry", "join", values, signature)
        self.people += 1
        self.send(self.authority, "Dollar", "mint", account, 10**9 * DOLLAR)
        self.send(account, "Dollar", "approve", self.at["Ledger"], 2**256 - 1)
        return self.people, gas

    def issue(self, person: int) -> int:
        """The person's token; its gas."""
        from eth_account import Account
        from eth_account.messages import encode_typed_data

        from tests.contracts.network import NAME

        verifier = Account.from_key(keccak(b"gas verifier"))
        signed = verifier.sign_message(
            encode_typed_data(
                {
                    "name": "Symbolon Registry",
                    "version": "1",
                    "chainId": self.node.chain_id,
                    "verifyingContract": self.at["Registry"],
                },
                {"Name": NAME},
                {"person": person, "name": "Alice Moreau"},
            )
        )
        name = ("Alice Moreau", bytes(signed.signature), keccak(b"terms"), b"")
        return self.send(self.wallet(person), "Ledger", "issue", *name)

    def place(self, issuer: int, buyer: int, units: int, cost: int = DOLLAR) -> int:
        """Shares as an offering places them, sent by the offering's address; the gas."""
        offering = self.at["Offering"]
        self.send(offering, "Ledger", "reserve", issuer, issuer, units)
        placement = (issuer, buyer, units, cost, cost, cost, 0)
        return self.send(offering, "Ledger", "place", placement)


def measure_all() -> dict[str, Row]:
    """Every scenario, each on a node of its own: the crowd of one would slow the others down.

    Beside the rows that scenarios name there is one for each external function that changes
    something, `Contract.function`.
    """
    rows: dict[str, Row] = {}
    functions: dict[str, Row] = {}
    for name in SCENARIOS:
        with LocalNode(None, genesis=1_800_000_000) as node:
            net = GasNet(node)
            rows.update(import_module(f"tests.contracts.{name}").measure(net))
            functions.update({key: {"gas": gas} for key, gas in net.functions.items()})
    kept = snapshot()
    for key, row in functions.items():
        row["ceiling"] = kept[key]["ceiling"] if key in kept else _room(row["gas"])
    return rows | functions


def _room(gas: int) -> int:
    """A first ceiling: a fifth above, in steps of 5,000. Afterwards it stays as committed."""
    return -(-gas * 6 // 5 // 5_000) * 5_000


def changing_functions() -> list[tuple[str, str, str]]:
    """Contract, name and selector of all external functions that change something."""
    return [
        (name, one, selector)
        for name in (path.stem for path in sorted(ARTIFACTS.glob("*.json")))
        for one, selector in _changing(name)
    ]


def _changing(name: str) -> list[tuple[str, str]]:
    artifact = json.loads((ARTIFACTS / f"{name}.json").read_text("utf-8"))
    changing = {
        one["name"]
        for one in artifact["abi"]
        if one["type"] == "function" and one["stateMutability"] not in ("view", "pure")
    }
    selectors = artifact["selectors"].items()
    return [(key.split("(")[0], at) for key, at in selectors if key.split("(")[0] in changing]


def over_ceiling(rows: dict[str, Row]) -> list[str]:
    """Rows that cost more than they may."""
    return [
        f"{name}: {row['gas']} of {row['ceiling']}"
        for name, row in rows.items()
        if row["gas"] > row.get("ceiling", row["gas"])
    ]


def snapshot() -> dict[str, Row]:
    """The committed rows."""
    rows: dict[str, Row] = json.loads(SNAPSHOT.read_text("utf-8"))
    return rows


def main() -> int:
    """Measure, write the snapshot, and show it."""
    rows = measure_all()
    SNAPSHOT.write_text(json.dumps(rows, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    for name, row in sorted(rows.items()):
        sys.stdout.write(f"{name}: {row}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
