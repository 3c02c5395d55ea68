"""The other four desks of a local network: real desks whose keys are published, answering at once.

They answer and refuse as any desk does; only nobody has to carry letters to them, and the key of
the tags is the published one, so that the network's own verifiers and a person at this desk give
the same human the same tag. A desk refuses to meet them on a network that is not local.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from wallet.base.addresses import same_address
from wallet.base.errors import WalletError
from wallet.chain.chain import Chain
from wallet.chain.node import DEV_MNEMONIC
from wallet.flows.desk.circle import Stage
from wallet.flows.desk.desk import Desk
from wallet.flows.local_circle import CIRCLE_ACCOUNTS, local_public, local_share
from wallet.flows.local_desks import unlocked
from wallet.identity.tags.sharing import DESKS
from wallet.keys.backends import system_backend
from wallet.signing.asked import asked_of
from wallet.signing.known import KnownNetwork
from wallet.signing.typed import TypedRequest

NAMES: Final = {1: "First", 3: "Second", 4: "Third", 5: "Fourth", 6: "Fifth"}
"""What the local network's desks are called, by the account that keeps each."""


class LocalDesks:
    """The desks that are published, but for the one that is open. Raises WalletError elsewhere."""

    def __init__(self, folder: Path, chain: Chain, known: KnownNetwork, own: str) -> None:
        if not chain.network.local:
            raise WalletError(
                "Only a local network has desks that answer at once.",
                "Set the circle up with the other verifiers of this network.",
                "desk.not_local",
            )
        self._keys = unlocked(DEV_MNEMONIC, known)
        self._accounts: dict[str, int] = {}
        self.desks: dict[str, Desk] = {}
        for account in CIRCLE_ACCOUNTS:
            address = self._keys.address(account)
            if same_address(address, own) or len(self.desks) == DESKS - 1:
                continue
            self._accounts[address.lower()] = account
            self.desks[address.lower()] = Desk(
                folder / address.lower(),
                chain,
                chain.network.chain_id,
                address,
                known.contracts["Registry"],
                self._keys.secret_for(account, "desk"),
                system_backend,
            )

    def close(self) -> None:
        """Close them all."""
        for desk in self.desks.values():
            desk.close()

    def meet(self, desk: Desk) -> None:
        """Make a circle with a desk whose own card is signed. Raises WalletError."""
        cards = [desk.circle.own_card]
        for address, other in self.desks.items():
            if not other.circle.own_card:
                self._introduce(address, other)
            cards.append(other.circle.own_card)
        everyone = (desk, *self.desks.values())
        for one in everyone:
            for card in cards:
                one.circle.bring(card)
        for one in everyone:
            if one.circle.stage is Stage.DEALING:
                one.circle.adopt(local_share(one.circle.desk), local_public())
        for other in self.desks.values():
            if other.circle.stage is Stage.COMPARE:
                other.circle.compared()

    def answer(self, address: str, letter: str) -> str:
        """What one of them answers. Raises WalletError with why it refuses."""
        return self.desks[address.lower()].answer(letter)

    def sign(self, address: str, statement: TypedRequest) -> bytes:
        """What one of them signs, for tests and a second verifier's word."""
        return self._keys.sign_typed(statement, self._accounts[address.lower()])

    def _introduce(self, address: str, desk: Desk) -> None:
        account = self._accounts[address]
        now = desk.views.now()
        card = desk.circle.new_card(f"{NAMES[account]} local verifier", "", "", now)
        signature = self._keys.sign_asked(asked_of(card.message), account)
        desk.circle.keep_card(card, signature)
