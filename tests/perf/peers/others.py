"""An ERC-20 transfer (snekmate), a PaymentSplitter's release, and an assertion in UMA's oracle."""

from __future__ import annotations

from pathlib import Path

from tests.perf.peers.chain import Peers
from tests.perf.peers.packages import compile_all

UMA = "@uma/core/contracts"
DOLLAR = 10**6
LIVENESS = 7_200  # seconds, as UMA deploys it

ERC20 = """
# pragma version ~=0.4.3
# snekmate's ERC-20, whole.
from snekmate.auth import ownable
from snekmate.tokens import erc20

initializes: ownable
initializes: erc20[ownable := ownable]

exports: erc20.__interface__

@deploy
@payable
def __init__():
    ownable.__init__()
    erc20.__init__("Peer", "PEER", 6, "Peer", "1")
"""


def erc20(peers: Peers) -> str:
    """Snekmate's ERC-20 with money for the first five accounts."""
    import snekmate
    from vyper import compile_code
    from vyper.compiler.input_bundle import FilesystemInputBundle

    bundle = FilesystemInputBundle([Path(snekmate.__path__[0]).parent])
    code = compile_code(ERC20, output_formats=["bytecode"], input_bundle=bundle)["bytecode"]
    token = peers.make(bytes.fromhex(code[2:]))
    for account in peers.accounts[:5]:
        peers.call(peers.owner, token, "mint(address,uint256)", account, 10**6 * DOLLAR)
    return token


def transfer(peers: Peers, token: str) -> int:
    """Gas of a transfer between two who both hold some already."""
    alice, bob = peers.accounts[1:3]
    return peers.call(alice, token, "transfer(address,uint256)", bob, DOLLAR)


def release(peers: Peers, folder: Path, token: str) -> int:
    """Gas of a release to one of three payees who was paid before. DoesNotCompile."""
    file = "@openzeppelin/contracts/finance/PaymentSplitter.sol"
    code = compile_all(folder, "solc-0.8.17", [file])["PaymentSplitter"]
    payees = peers.accounts[2:5]
    splitter = peers.make(code, "address[],uint256[]", payees, [1, 2, 3])
    gas = 0
    for _ in range(2):
        peers.call(peers.owner, token, "transfer(address,uint256)", splitter, 600 * DOLLAR)
        gas = peers.call(peers.owner, splitter, "release(address,address)", token, payees[0])
    return gas


def assertion(peers: Peers, folder: Path, token: str) -> int:
    """Gas of a second assertion with its bond. DoesNotCompile."""
    dvm = f"{UMA}/data-verification-mechanism/implementation"
    code = compile_all(
        folder,
        "solc-0.8.16",
        [
            f"{UMA}/optimistic-oracle-v3/implementation/OptimisticOracleV3.sol",
            f"{dvm}/Finder.sol",
            f"{dvm}/Store.sol",
            f"{dvm}/IdentifierWhitelist.sol",
            f"{UMA}/common/implementation/AddressWhitelist.sol",
        ],
    )
    owner = peers.owner
    finder = peers.make(code["Finder"])
    store = peers.make(code["Store"], "(uint256),(uint256),address", (0,), (0,), "0x" + "0" * 40)
    identifiers = peers.make(code["IdentifierWhitelist"])
    currencies = peers.make(code["AddressWhitelist"])
    for name, at in (
        (b"Store", store),
        (b"IdentifierWhitelist", identifiers),
        (b"CollateralWhitelist", currencies),
        (b"Oracle", owner),
    ):
        known = name.ljust(32, b"\0")
        peers.call(owner, finder, "changeImplementationAddress(bytes32,address)", known, at)
    truth = b"ASSERT_TRUTH".ljust(32, b"\0")
    peers.call(owner, identifiers, "addSupportedIdentifier(bytes32)", truth)
    peers.call(owner, currencies, "addToWhitelist(address)", token)
    peers.call(owner, store, "setFinalFee(address,(uint256))", token, (100 * DOLLAR,))
    kinds = "address,address,uint64"
    oracle = peers.make(code["OptimisticOracleV3"], kinds, finder, token, LIVENESS)
    gas, asserter = 0, peers.accounts[1]
    peers.call(asserter, token, "approve(address,uint256)", oracle, 2**256 - 1)
    for number in range(2):
        claim = b"A company was sold for a million dollars on 1 November 2026. %d" % number
        signature = "assertTruthWithDefaults(bytes,address)"
        gas = peers.call(asserter, oracle, signature, claim, asserter)
    return gas
