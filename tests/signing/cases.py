"""A small network, a wallet and requests that the tests of this room share."""

from wallet.contracts.wiring import CONTRACTS
from wallet.keys.envelope import Secret
from wallet.signing.known import KnownNetwork
from wallet.signing.request import PermitData, Request

CHAIN = 31337
PHRASE = "correct horse 7"
WALLET_ID = "00112233445566778899aabbccddeeff"
SECRET = Secret(bytes(range(16)))
NETWORK = KnownNetwork(
    CHAIN,
    "Local network",
    {
        name: f"0x{number:040x}"
        for number, name in enumerate(CONTRACTS, 0xC0FFEE01)
        if name != "Face"
    },
)


def request_to(contract: str, data: bytes, sender: str, **changes: object) -> Request:
    """A request to one of the network's contracts, with fees that are in order."""
    fields: dict[str, object] = {
        "gas": 200_000,
        "max_fee_per_gas": 2 * 10**9,
        "max_priority_fee_per_gas": 10**9,
        "nonce": 41,
        "act": "Test",
        **changes,
    }
    return Request(CHAIN, sender, NETWORK.contracts[contract], data, **fields)  # type: ignore[arg-type] # named fields, checked by the class


def with_permit(sender: str, **changes: object) -> Request:
    """A purchase whose calldata waits for the signature of its permit."""
    words = [7, 5 * 10**18, 10**6, 25_000_000, 1_800_000_000, 0, 0, 0]
    data = bytes.fromhex("0badcafe") + b"".join(word.to_bytes(32, "big") for word in words)
    permit: dict[str, object] = {
        "token": NETWORK.contracts["Dollar"],
        "name": "USD Coin",
        "version": "2",
        "owner": sender,
        "spender": NETWORK.contracts["Ledger"],
        "value": 25_000_000,
        "nonce": 3,
        "deadline": 1_800_000_000,
        "at": 4 + 5 * 32,
        **changes,
    }
    made = PermitData(**permit)  # type: ignore[arg-type] # named fields, checked by the class
    return request_to("Auction", data, sender, permit=made)
