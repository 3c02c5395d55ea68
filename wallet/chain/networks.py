"""Networks: which chain, which nodes, and where the contracts are.

A network is a small JSON file. Some come with the program (`resources/networks`), others are the
user's own (`networks` in their data folder); both are read by the same total parser.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from wallet.base.addresses import parse_address
from wallet.base.errors import WalletError
from wallet.base.files import data_dir, parse_json, read_limited, write_json
from wallet.contracts.wiring import CONTRACTS

MOST_BYTES: Final = 65_536
MOST_URLS: Final = 8
_NAME = re.compile(r"[^\x00-\x1f\x7f/\\]{1,40}")
_HASH = re.compile(r"0x[0-9a-f]{64}", re.ASCII)
_FILE_NAME = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Network:
    """One deployment of the contracts and the nodes that serve its chain.

    `deploy_block` is where the index begins; `local` marks a network of this machine, whose time
    can be moved; `coin_price_cents` turns fees into dollars (cents for one whole coin). `code` has
    the hash of each contract's code as it was deployed; a file of an earlier version has none.
    """

    name: str
    chain_id: int
    rpc_urls: tuple[str, ...]
    contracts: Mapping[str, str]
    deploy_block: int
    local: bool
    dollar_decimals: int = 6
    coin_price_cents: int = 300_000
    code: Mapping[str, str] = field(default_factory=dict)

    def address(self, contract: str) -> str:
        """The checksummed address of a contract. Raises WalletError when the network lacks it."""
        found = self.contracts.get(contract)
        if found is None:
            raise _bad(f"it has no address for {contract}")
        return found

    def contract_at(self, address: str) -> str | None:
        """The name of the contract at `address`, or None."""
        wanted = address.lower()
        for name, there in self.contracts.items():
            if there.lower() == wanted:
                return name
        return None


def parse_network(value: object) -> Network:
    """The network that decoded JSON describes. Raises WalletError (`network.bad`)."""
    if not isinstance(value, dict):
        raise _bad("it is not an object")
    contracts = value.get("contracts")
    if not isinstance(contracts, dict) or set(contracts) != set(CONTRACTS):
        raise _bad("its list of contracts is not complete")
    name = value.get("name")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise _bad("its name is missing or cannot be shown")
    return Network(
        name=name,
        chain_id=_number(value, "chain_id", 1, 2**53),
        rpc_urls=_urls(value.get("rpc_urls")),
        contracts={key: _address(contracts[key]) for key in CONTRACTS},
        deploy_block=_number(value, "deploy_block", 0, 2**53),
        local=value.get("local") is True,
        dollar_decimals=_number(value, "dollar_decimals", 6, 6, 6),
        coin_price_cents=_number(value, "coin_price_cents", 0, 10**12, 300_000),
        code=_code(value.get("code", {})),
    )


def load_network(path: Path) -> Network:
    """The network in a file of at most 64 KB. Raises WalletError."""
    return parse_network(parse_json(read_limited(path, MOST_BYTES), f"The file {path.name}"))


def save_network(network: Network, folder: Path | None = None) -> Path:
    """Write a network file among the user's own and return its path. Raises WalletError."""
    path = (folder or user_folder()) / file_name(network.name)
    write_json(path, {**asdict(network), "rpc_urls": list(network.rpc_urls)}, 0o644)
    return path


def file_name(name: str) -> str:
    """The file name that a network's name makes: `Local network` is `local-network.json`."""
    return (_FILE_NAME.sub("-", name.lower()).strip("-") or "network") + ".json"


def user_folder() -> Path:
    """Where the user's own networks are."""
    return data_dir() / "networks"


def list_networks(folder: Path | None = None) -> tuple[Network, ...]:
    """The user's own networks, then those that come with the program; a broken file is left out.

    A name that appears twice is the user's own.
    """
    found: dict[str, Network] = {}
    for path in sorted((folder or user_folder()).glob("*.json")):
        _keep(found, path)
    bundled = resources.files("resources") / "networks"
    if bundled.is_dir():
        for entry in sorted(bundled.iterdir(), key=lambda entry: entry.name):
            with resources.as_file(entry) as path:
                if path.suffix == ".json":
                    _keep(found, path)
    return tuple(found.values())


def find_network(name: str, folder: Path | None = None) -> Network:
    """The network called `name`. Raises WalletError (`network.unknown`)."""
    for network in list_networks(folder):
        if network.name == name:
            return network
    raise WalletError(
        f"There is no network called {name[:40]}.",
        "Add its file, or choose one of the list.",
        "network.unknown",
    )


def _keep(found: dict[str, Network], path: Path) -> None:
    try:
        network = load_network(path)
    except WalletError:
        return  # a broken file must not hide the others; opening it by name says what is wrong
    found.setdefault(network.name, network)


def _bad(why: str) -> WalletError:
    return WalletError(
        f"The network file cannot be used: {why}.", "Ask for it again.", "network.bad"
    )


def _number(
    value: Mapping[str, Any], key: str, least: int, most: int, default: int | None = None
) -> int:
    found = value.get(key, default)
    if not isinstance(found, int) or isinstance(found, bool) or not least <= found <= most:
        raise _bad(f"its {key.replace('_', ' ')} is missing or out of bounds")
    return found


def _code(value: object) -> dict[str, str]:
    if not isinstance(value, dict) or not set(value) <= set(CONTRACTS):
        raise _bad("its list of code is not that of its contracts")
    if not all(isinstance(one, str) and _HASH.fullmatch(one) for one in value.values()):
        raise _bad("its list of code holds something else than hashes")
    return dict(value)


def _address(value: object) -> str:
    if not isinstance(value, str):
        raise _bad("an address is missing")
    return parse_address(value)


def _urls(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not 1 <= len(value) <= MOST_URLS:
        raise _bad(f"it needs between one and {MOST_URLS} nodes")
    return tuple(check_url(entry) for entry in value)


def check_url(value: object) -> str:
    """The URL of a node, `http://` or `https://`. Raises WalletError (`network.url`)."""
    text = value.strip() if isinstance(value, str) else ""
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and len(text) <= 512
        good = good and (parts.port is None or parts.port > 0) and text.isascii()
        good = good and not any(c.isspace() for c in text)
    except ValueError:  # a port that is none, brackets that do not close
        good = False
    if not good:
        raise WalletError(
            "This is not the address of a node.",
            "It begins with http:// or https:// and names a host.",
            "network.url",
        )
    return text
