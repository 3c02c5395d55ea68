"""The embedded network: started, deployed on where it is new, filled with the story, resumed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from wallet.base.clock import DAY
from wallet.base.errors import WalletError
from wallet.base.files import cache_dir, read_json, write_json
from wallet.chain.client import Client
from wallet.chain.code import code_hashes
from wallet.chain.networks import Network, parse_network
from wallet.chain.node import LOCAL_CHAIN_ID, LocalNode
from wallet.flows.cast import PHRASE
from wallet.flows.local_circle import CIRCLE_ACCOUNTS
from wallet.flows.local_roles import send_as
from wallet.flows.story_companies import TODAY
from wallet.keys.accounts import addresses
from wallet.keys.words import seed

NAME: Final = "Local network"
FILE: Final = "network.json"
CAST_ACCOUNTS: Final = 13
"""Accounts of the published phrase that the story uses."""

Progress = Callable[[str, float | None], None]
"""Hears one sentence at each step, and how much is done (None: not known)."""


def quiet(sentence: str, done: float | None) -> None:
    """A progress that nobody hears."""


class LocalNetwork:
    """The node and its deployment. `with LocalNetwork(folder) as local:` starts and stops it.

    `folder` keeps the network between runs (None: it is forgotten). `filled` says whether the
    story has been played on it; whoever plays it calls `mark_filled`.
    """

    def __init__(
        self,
        folder: Path | None,
        *,
        fresh: bool = False,
        progress: Progress = quiet,
        chain_id: int = LOCAL_CHAIN_ID,
        days: float = TODAY,
    ) -> None:
        self._folder = folder
        self._progress = progress
        self._file = None if folder is None else folder / FILE
        self._kept = None if fresh else _read(self._file)
        self.node = LocalNode(
            folder,
            chain_id=chain_id,
            # A network whose story broke off is begun anew: its time would run ahead of ours.
            fresh=self._kept is None,
            genesis=int(time.time()) - int(days * DAY),
            progress=lambda sentence: progress(sentence, None),
        )
        self.network: Network | None = None
        self.filled = False

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> Network:
        """Start the node and deploy where nothing is deployed yet. Raises WalletError."""
        self._progress("Starting the local network.", 0.0)
        self.node.start()
        try:
            self.network = self._resumed() or self._deployed()
        except BaseException:
            self.node.stop()
            raise
        return self.network

    def stop(self) -> None:
        """Save the network and stop the node."""
        self.node.stop()

    def mark_filled(self) -> None:
        """Remember that the story was played, and write the state to the disk."""
        self.filled = True
        self._keep()
        self.node.save()

    def _resumed(self) -> Network | None:
        """The network that was kept, at the node's new port; None where it has to be made."""
        if self._kept is None or not self.node.resumed:
            return None
        client = Client(self.node.url, self.node.chain_id)
        code = client.call("eth_getCode", (self._kept.address("Ledger"), "latest"))
        client.close()
        if code == "0x":
            return None
        self.filled = True
        return replace(self._kept, rpc_urls=(self.node.url,))

    def _deployed(self) -> Network:
        """Deploy with the node's own accounts, and accredit the local verifiers."""
        from wallet.contracts.deploy import deploy

        self._progress("Deploying the contracts.", 0.05)
        client = Client(self.node.url, self.node.chain_id)
        accounts = [str(one) for one in client.call("eth_accounts")]
        deployer = accounts[0]
        verifiers = tuple(accounts[number] for number in CIRCLE_ACCOUNTS)

        def send(transaction: dict[str, Any]) -> dict[str, Any]:
            return send_as(client, deployer, transaction)

        contracts = deploy(send, verifiers=verifiers)
        code = code_hashes(client, contracts)
        client.close()
        self.network = Network(
            NAME, self.node.chain_id, (self.node.url,), contracts, 0, local=True, code=code
        )
        self._keep()
        return self.network

    def _keep(self) -> None:
        if self._file is None or self.network is None:
            return
        fields = {**asdict(self.network), "rpc_urls": list(self.network.rpc_urls)}
        write_json(self._file, {"filled": self.filled, "network": fields})


def _read(file: Path | None) -> Network | None:
    """The network in a file, if it is whole and the story was played on it to the end."""
    if file is None or not file.exists():
        return None
    try:
        kept = read_json(file)
        if isinstance(kept, dict) and kept.get("filled") is True:
            return parse_network(kept.get("network"))
    except WalletError:
        pass  # a damaged file: the network is made anew
    return None


def kept_network(folder: Path) -> Network | None:
    """The network that a folder keeps, as it was last run; None where there is none."""
    return _read(folder / FILE)


def demo_folder() -> Path:
    """Where the embedded network of `symbolon demo` is kept: in the user's cache."""
    return cache_dir() / "demo"


def cast_addresses() -> tuple[str, ...]:
    """The addresses of the story's accounts."""
    return addresses(seed(PHRASE), CAST_ACCOUNTS)
