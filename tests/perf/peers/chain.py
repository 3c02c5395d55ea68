"""Deploying and calling any contract on a local node, by the text of a function's signature."""

from __future__ import annotations

from typing import Any

from eth_abi.abi import decode, encode

from wallet.base.addresses import keccak
from wallet.chain.node import LocalNode


class Peers:
    """Contracts of others on a node, sent to by one of its accounts."""

    def __init__(self, node: LocalNode) -> None:
        self.node = node
        node.rpc("anvil_autoImpersonateAccount", True)
        self.accounts = [str(account) for account in node.rpc("eth_accounts")]
        self.owner = self.accounts[0]

    def _send(self, transaction: dict[str, Any]) -> dict[str, Any]:
        receipt: dict[str, Any] = self.node.rpc(
            "eth_sendTransactionSync", {"gas": hex(30_000_000), **transaction}
        )
        if receipt["status"] != "0x1":
            why = self.node.rpc("debug_traceTransaction", receipt["transactionHash"])
            raise AssertionError(f"a transaction failed: {str(why)[:300]}")
        return receipt

    def make(self, code: bytes, kinds: str = "", *values: Any) -> str:
        """Deploy a contract; `kinds` are those of its constructor. AssertionError."""
        given = encode(_split(kinds), values)
        data = "0x" + (code + given).hex()
        return str(self._send({"from": self.owner, "data": data})["contractAddress"])

    def call(self, sender: str, to: str, signature: str, *values: Any) -> int:
        """Gas of a transaction, `transfer(address,uint256)` for example. AssertionError."""
        receipt = self._send({"from": sender, "to": to, "data": _data(signature, values)})
        return int(receipt["gasUsed"], 16)

    def read(self, to: str, signature: str, kind: str, *values: Any) -> Any:
        """The one answer of a view."""
        asked = {"to": to, "data": _data(signature, values)}
        answer = self.node.rpc("eth_call", asked, "latest")
        return decode([kind], bytes.fromhex(answer[2:]))[0]


def _data(signature: str, values: tuple[Any, ...]) -> str:
    kinds = signature[signature.index("(") + 1 : -1]
    return "0x" + (keccak(signature.encode())[:4] + encode(_split(kinds), values)).hex()


def _split(kinds: str) -> list[str]:
    """The kinds in a list of them, tuples whole."""
    found, depth, word = [], 0, ""
    for letter in kinds:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and not depth:
            found.append(word)
            word = ""
        else:
            word += letter
    return [*found, word] if word else found
