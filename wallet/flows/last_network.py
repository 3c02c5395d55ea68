"""Which network was open last, so that the wallet opens on it again."""

from __future__ import annotations

from pathlib import Path

from wallet.base.errors import WalletError
from wallet.base.files import data_dir, read_json, write_json
from wallet.chain.networks import Network, find_network

EMBEDDED = ""
"""Stands for the embedded network, which has no file."""


def remember_network(name: str) -> None:
    """Note the network that was opened; `EMBEDDED` for that of the demo."""
    write_json(_file(), {"network": name})


def last_network() -> Network | None:
    """The network opened last; None for the embedded one, or where none was opened yet.

    Raises WalletError when it is no longer known.
    """
    try:
        found = read_json(_file())
    except WalletError:
        return None  # the first time, or a damaged note: nothing is lost with it
    name = found.get("network") if isinstance(found, dict) else None
    return find_network(name) if isinstance(name, str) and name != EMBEDDED else None


def _file() -> Path:
    return data_dir() / "last-network.json"
