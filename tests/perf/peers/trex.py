"""A permissioned transfer of T-REX 4.1.6, as its own tests deploy it: everything behind proxies.

A token that asks for nothing but an identity in its registry; the barest that is permissioned: one
claim topic of one trusted issuer; and as a token is used: three topics, and two modules (countries
allowed, most that one may hold).
"""

from __future__ import annotations

from pathlib import Path

from eth_abi.abi import encode
from eth_account import Account
from eth_account.messages import encode_defunct

from tests.perf.peers.chain import Peers
from tests.perf.peers.packages import compile_all
from wallet.base.addresses import keccak

HERE = "@tokenysolutions/t-rex/contracts"
IMPLEMENTATIONS = {
    "Token": f"{HERE}/token/Token.sol",
    "ClaimTopicsRegistry": f"{HERE}/registry/implementation/ClaimTopicsRegistry.sol",
    "IdentityRegistry": f"{HERE}/registry/implementation/IdentityRegistry.sol",
    "IdentityRegistryStorage": f"{HERE}/registry/implementation/IdentityRegistryStorage.sol",
    "TrustedIssuersRegistry": f"{HERE}/registry/implementation/TrustedIssuersRegistry.sol",
    "ModularCompliance": f"{HERE}/compliance/modular/ModularCompliance.sol",
}
PROXIES = [f"{HERE}/proxy/{name}Proxy.sol" for name in IMPLEMENTATIONS]
OTHERS = [
    f"{HERE}/proxy/authority/TREXImplementationAuthority.sol",
    f"{HERE}/compliance/modular/modules/CountryAllowModule.sol",
    f"{HERE}/compliance/modular/modules/MaxBalanceModule.sol",
    f"{HERE}/compliance/modular/modules/ModuleProxy.sol",
    "@onchain-id/solidity/contracts/Identity.sol",
    "@onchain-id/solidity/contracts/ClaimIssuer.sol",
    "@onchain-id/solidity/contracts/proxy/IdentityProxy.sol",
    "@onchain-id/solidity/contracts/proxy/ImplementationAuthority.sol",
]
VERSION = "(uint8,uint8,uint8),(address,address,address,address,address,address)"
COUNTRY = 276
NOBODY = "0x" + "0" * 40


class Suite:
    """One token of T-REX with everything around it."""

    def __init__(self, peers: Peers, code: dict[str, bytes]) -> None:
        self.peers, self.code, owner = peers, code, peers.owner
        made = {name: peers.make(code[name]) for name in IMPLEMENTATIONS}
        authority = peers.make(
            code["TREXImplementationAuthority"],
            "bool,address,address",
            True,
            *["0x" + "0" * 40] * 2,
        )
        peers.call(
            owner, authority, f"addAndUseTREXVersion({VERSION})", (4, 1, 6), tuple(made.values())
        )
        proxy = {
            name: peers.make(code[f"{name}Proxy"], "address", authority)
            for name in IMPLEMENTATIONS
            if name not in ("Token", "IdentityRegistry")
        }
        self.topics, self.issuers = proxy["ClaimTopicsRegistry"], proxy["TrustedIssuersRegistry"]
        self.compliance = proxy["ModularCompliance"]
        self.registry = peers.make(
            code["IdentityRegistryProxy"],
            "address,address,address,address",
            *(authority, self.issuers, self.topics, proxy["IdentityRegistryStorage"]),
        )
        storage = proxy["IdentityRegistryStorage"]
        peers.call(owner, storage, "bindIdentityRegistry(address)", self.registry)
        self.token = peers.make(
            code["TokenProxy"],
            "address,address,address,string,string,uint8,address",
            *(authority, self.registry, self.compliance, "Peer", "PEER", 18, NOBODY),
        )
        for agency in (self.token, self.registry):
            peers.call(owner, agency, "addAgent(address)", owner)
        identity = peers.make(code["Identity"], "address,bool", owner, True)
        self.identities = peers.make(code["ImplementationAuthority"], "address", identity)
        self.of: dict[str, str] = {}

    def join(self, account: str) -> int:
        """An identity for an account, and its place in the registry; the gas of both."""
        peers = self.peers
        before = int(peers.node.rpc("eth_blockNumber"), 16)
        made = peers.make(
            self.code["IdentityProxy"], "address,address", self.identities, peers.owner
        )
        self.of[account] = made
        block = peers.node.rpc("eth_getBlockByNumber", hex(before + 1), False)
        gas = int(block["gasUsed"], 16)
        signature = "registerIdentity(address,address,uint16)"
        return gas + peers.call(peers.owner, self.registry, signature, account, made, COUNTRY)

    def demand(self, topics: int) -> None:
        """Let the token ask for so many claims, of one trusted issuer."""
        peers, owner = self.peers, self.peers.owner
        self.key = Account.from_key(keccak(b"a claim issuer of peers"))
        self.issuer = peers.make(self.code["ClaimIssuer"], "address", owner)
        hashed = keccak(encode(["address"], [self.key.address]))
        peers.call(owner, self.issuer, "addKey(bytes32,uint256,uint256)", hashed, 3, 1)
        numbers = list(range(1, topics + 1))
        for topic in numbers:
            peers.call(owner, self.topics, "addClaimTopic(uint256)", topic)
        trust = "addTrustedIssuer(address,uint256[])"
        peers.call(owner, self.issuers, trust, self.issuer, numbers)

    def claim(self, account: str, topic: int) -> int:
        """The issuer's claim of an account, laid in its identity; the gas."""
        data, identity = b"claimed", self.of[account]
        digest = keccak(encode(["address", "uint256", "bytes"], [identity, topic, data]))
        signed = bytes(self.key.sign_message(encode_defunct(digest)).signature)
        return self.peers.call(
            self.peers.owner,
            identity,
            "addClaim(uint256,uint256,address,bytes,bytes,string)",
            *(topic, 1, self.issuer, signed, data, ""),
        )

    def add_modules(self) -> None:
        """Two modules of compliance: countries allowed, and the most that one may hold."""
        peers, owner = self.peers, self.peers.owner
        for name, rule, kind, value in (
            ("CountryAllowModule", "batchAllowCountries(uint16[])", "uint16[]", [COUNTRY]),
            ("MaxBalanceModule", "setMaxBalance(uint256)", "uint256", 10**30),
        ):
            logic = peers.make(self.code[name])
            init = keccak(b"initialize()")[:4]
            module = peers.make(self.code["ModuleProxy"], "address,bytes", logic, init)
            peers.call(owner, self.compliance, "addModule(address)", module)
            data = keccak(rule.encode())[:4] + encode([kind], [value])
            peers.call(owner, self.compliance, "callModuleFunction(bytes,address)", data, module)

    def transfer(self) -> int:
        """Gas of a transfer between two who both hold some already."""
        peers, (alice, bob) = self.peers, self.peers.accounts[1:3]
        for account in (alice, bob):
            peers.call(peers.owner, self.token, "mint(address,uint256)", account, 10**20)
        return peers.call(alice, self.token, "transfer(address,uint256)", bob, 10**18)


def measure(peers: Peers, folder: Path) -> dict[str, int]:
    """Gas by name. DoesNotCompile."""
    code = compile_all(folder, "solc-0.8.17", [*IMPLEMENTATIONS.values(), *PROXIES, *OTHERS])
    rows = {}
    for name, topics, modules in (
        ("asks nothing", 0, False),
        ("one topic", 1, False),
        ("three topics and two modules", 3, True),
    ):
        suite = Suite(peers, code)
        some = peers.accounts[1:3]
        joined = [suite.join(account) for account in some]
        if topics:
            suite.demand(topics)
            for account, gas in zip(some, joined, strict=True):
                claims = sum(suite.claim(account, topic) for topic in range(1, topics + 1))
                rows[f"onboarding, {name}"] = gas + claims
        if modules:
            suite.add_modules()
        peers.call(peers.owner, suite.token, "unpause()")
        rows[f"transfer, {name}"] = suite.transfer()
    return rows
