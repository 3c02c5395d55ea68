"""Finding the accounts of a wallet that were used, wherever other wallets put them.

Wallets count accounts in different ways (see `wallet.keys.accounts.PATHS`). The first twenty of
each way are asked about in one batch, and the next twenty of a way as long as one of the last
twenty was used (the gap limit of BIP-44).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wallet.base.errors import WalletError
from wallet.chain.chain import Chain
from wallet.chain.client import Call, hex_bytes, quantity
from wallet.keys.accounts import PATHS, PER_PATH, account_path

GAP = 20


@dataclass(frozen=True)
class Found:
    """An account that was used.

    `sent` is how many transactions it sent, `coins` what pays fees (smallest units), `dollars`
    millionths, `person` the id of who joined with it, or 0.
    """

    number: int
    address: str
    sent: int
    coins: int
    dollars: int
    person: int

    @property
    def path(self) -> str:
        """Where it is below the seed."""
        return account_path(self.number)


def find_accounts(
    chain: Chain, address_of: Callable[[int], str], ways: int = len(PATHS), gap: int = GAP
) -> tuple[Found, ...]:
    """The used accounts of a wallet, in the order of their numbers. Raises WalletError.

    `address_of` answers the address of an account by its number; `ways` is 1 for what is only
    watched, whose key leads one way.
    """
    found: list[Found] = []
    seen: set[str] = set()
    pending = dict.fromkeys(range(ways), 0)
    while pending:
        numbers = [
            way * PER_PATH + index
            for way, start in pending.items()
            for index in range(start, min(start + gap, PER_PATH))
        ]
        used = _ask(chain, {number: address_of(number) for number in numbers})
        for one in used:  # two ways meet in their first account, which goes by its lower number
            if one.address not in seen:
                found.append(one)
                seen.add(one.address)
        going_on = {one.number // PER_PATH for one in used}
        pending = {
            way: start + gap
            for way, start in pending.items()
            if way in going_on and start + gap < PER_PATH
        }
    return tuple(sorted(found, key=lambda one: one.number))


def _ask(chain: Chain, addresses: dict[int, str]) -> list[Found]:
    """Those of `addresses` that were used, asked about in one batch."""
    calls: list[Call] = []
    for address in addresses.values():
        calls += [
            ("eth_getTransactionCount", (address, "latest")),
            ("eth_getBalance", (address, "latest")),
            ("eth_call", (chain.view_call("Dollar", "balanceOf", (address,)), "latest")),
            ("eth_call", (chain.view_call("Registry", "person_of", (address,)), "latest")),
        ]
    answers = chain.client.batch(calls)
    node = chain.client.node_name
    found = []
    for place, (number, address) in enumerate(addresses.items()):
        sent, coins, dollars, person = answers[4 * place : 4 * place + 4]
        one = Found(
            number,
            address,
            quantity(sent, node),
            quantity(coins, node),
            int(chain.decode_output("Dollar", "balanceOf", hex_bytes(dollars, node))),
            int(chain.decode_output("Registry", "person_of", hex_bytes(person, node))),
        )
        if one.sent or one.coins or one.dollars or one.person:
            found.append(one)
    return found


def none_found() -> WalletError:
    """What is said when nothing was found."""
    return WalletError(
        "No other account of this wallet was ever used on this network.",
        "If you expected one, check the extra word and the network.",
        "finding.none",
    )
