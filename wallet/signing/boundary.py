"""What may be signed at all, checked twice: by the wallet, and again beside the key.

The signer's process holds these checks itself, so that a mistake elsewhere in the wallet cannot
make it sign for a foreign chain, a foreign contract, or a fee that would empty an account.
"""

from __future__ import annotations

from collections.abc import Iterable

from wallet.base.addresses import address_bytes, keccak
from wallet.base.errors import WalletError
from wallet.signing.known import KnownNetwork
from wallet.signing.request import Request, check_request
from wallet.signing.typed import HOMES, TypedRequest, check_typed

FEE_CEILING = 10**18
"""No fee above one coin, ever (in the coin's smallest unit)."""
_APPROVE = bytes.fromhex("095ea7b3")
"""The selector of `approve(address,uint256)`."""


def check_transaction(request: Request, networks: Iterable[KnownNetwork]) -> KnownNetwork:
    """The network of a request that may be signed; else a WalletError saying why not."""
    check_request(request)
    network = _network(request.chain_id, networks)
    if request.most_fee > FEE_CEILING:
        raise WalletError(
            "The network fee of this could be more than one whole coin.",
            "Nothing was signed. Try again when the network is less busy.",
            "signing.fee-ceiling",
        )
    if request.to is None:
        known = "0x" + keccak(request.data).hex() in network.creations and not request.value
        if not known and not network.undecoded:
            raise _foreign_contract()
        return network
    contract = network.contract_at(request.to)
    if contract is None and request.data:
        if not network.undecoded:
            raise _foreign_contract()
        return network
    if contract is not None and (request.value or not request.data):
        raise WalletError(
            "This would send coins to one of the network's contracts, where nobody could take "
            "them out.",
            "Nothing was signed.",
            "signing.value",
        )
    if contract == "Dollar" and request.data[:4] == _APPROVE:
        _check_approval(request, network)
    if request.permit is not None:
        _check_permit(request, network)
    return network


def check_statement(request: TypedRequest, networks: Iterable[KnownNetwork]) -> KnownNetwork:
    """The network of a statement that may be signed; else a WalletError saying why not."""
    check_typed(request)
    network = _network(request.chain_id, networks)
    home = HOMES[request.kind][0] if request.kind in HOMES else "Dollar"
    if network.contract_at(request.contract) != home:
        raise _foreign_contract()
    if request.kind == "Permit":
        owner, spender = request.message["owner"], request.message["spender"]
        ledger = network.contracts.get("Ledger")
        if owner != request.sender or ledger is None or spender != ledger:
            raise _foreign_spender()
    return network


def _check_approval(request: Request, network: KnownNetwork) -> None:
    """The dollar is approved for the ledger alone; ending another's approval is allowed."""
    spender, amount = request.data[4:36], request.data[36:]
    ledger = network.contracts.get("Ledger")
    if (ledger is None or spender != address_bytes(ledger).rjust(32, b"\0")) and any(amount):
        raise _foreign_spender()


def _check_permit(request: Request, network: KnownNetwork) -> None:
    permit = request.permit
    ledger = network.contracts.get("Ledger")
    if permit is None or ledger is None or permit.spender != ledger:
        raise _foreign_spender()
    if network.contract_at(permit.token) != "Dollar":
        raise _foreign_spender()


def _network(chain_id: int, networks: Iterable[KnownNetwork]) -> KnownNetwork:
    for network in networks:
        if network.chain_id == chain_id:
            return network
    raise WalletError(
        "This is for a network that your wallet does not know.",
        "Nothing was signed. Add the network first if you trust it.",
        "signing.foreign-network",
    )


def _foreign_contract() -> WalletError:
    return WalletError(
        "This is for a contract that does not belong to the network.",
        "Nothing was signed. Whoever asked for this may want to deceive you.",
        "signing.foreign-contract",
    )


def _foreign_spender() -> WalletError:
    return WalletError(
        "This would let somebody else than the network's ledger take your dollars.",
        "Nothing was signed. Whoever asked for this may want to deceive you.",
        "signing.foreign-spender",
    )
