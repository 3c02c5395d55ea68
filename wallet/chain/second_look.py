"""A second look at a deployment, by another library than the one that made it.

What was sent by our own client is read back by web3: a mistake that the one makes the other does
not repeat. Its import takes a second or two, so it is used only where a second does not matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from wallet.base.addresses import same_address
from wallet.base.errors import WalletError
from wallet.contracts.bindings import contract
from wallet.contracts.wiring import governed

TIMEOUT: Final = 20
"""Seconds for one answer."""


def look_again(url: str, contracts: Mapping[str, str], authority: str) -> int:
    """Read a fresh deployment through web3; answers how many contracts were looked at.

    Each must have code, the governed ones must name `authority`, and the practice dollar or the
    chain's own must count in six decimals. Raises WalletError for the first that does not.
    """
    from requests.exceptions import RequestException
    from web3 import HTTPProvider, Web3
    from web3.exceptions import Web3Exception

    web3 = Web3(HTTPProvider(url, request_kwargs={"timeout": TIMEOUT}))
    try:
        for name, address in contracts.items():
            if not web3.eth.get_code(Web3.to_checksum_address(address)):
                raise _odd(f"There is no code at the address of {name}.")
        for name in contracts:
            if governed(contract(name).abi) and not same_address(
                _read(web3, name, contracts[name], "authority"), authority
            ):
                raise _odd(f"{name} names another authority than it should.")
        if int(_read(web3, "Dollar", contracts["Dollar"], "decimals")) != 6:
            raise _odd("The money token does not count in six decimals.")
    except (Web3Exception, RequestException, ValueError) as error:
        raise _odd("The deployment could not be read back.") from error
    return len(contracts)


def _read(web3: Any, name: str, address: str, view: str) -> Any:
    """What a view without arguments answers."""
    there = web3.eth.contract(address=web3.to_checksum_address(address), abi=contract(name).abi)
    return there.functions[view]().call()


def _odd(sentence: str) -> WalletError:
    return WalletError(
        sentence, "Do not use this deployment; look at its transactions first.", "deploy.second"
    )
