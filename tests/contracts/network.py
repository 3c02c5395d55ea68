"""A network in memory: every contract deployed and wired, and people who joined by attestation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import boa
from eth_account import Account
from eth_account.messages import encode_typed_data
from eth_account.signers.local import LocalAccount
from eth_utils.crypto import keccak

from tests.contracts.compiled import abi_of, deployer_of
from wallet.contracts import regimes
from wallet.contracts.wiring import CONTRACTS, set_up

DOLLAR = 10**6
SHARE = 10**18
SUPPLY = 10_000_000 * SHARE
DAY = 86_400
NO_PERMIT = (0, 0, 0, b"\0" * 32, b"\0" * 32)
START = 1_800_000_000  # when the networks of tests begin: well inside 32 bits

ATTESTATION = [
    {"name": "account", "type": "address"},
    {"name": "personTag", "type": "bytes32"},
    {"name": "level", "type": "uint8"},
    {"name": "country", "type": "uint16"},
    {"name": "investorClass", "type": "uint8"},
    {"name": "issuedAt", "type": "uint64"},
    {"name": "expiresAt", "type": "uint64"},
    {"name": "credentialHash", "type": "bytes32"},
    {"name": "nonce", "type": "uint256"},
]
NAME = [{"name": "person", "type": "uint256"}, {"name": "name", "type": "string"}]


def account_of(name: str) -> LocalAccount:
    """The key of a role or person in tests: the same for the same name."""
    account: LocalAccount = Account.from_key(keccak(text=f"symbolon test {name}"))
    return account


def now() -> int:
    """Time on the chain, in seconds."""
    return int(boa.env.timestamp)


def sign_typed(
    account: LocalAccount, contract: Any, domain: str, kind: str, fields: list[Any], value: Any
) -> bytes:
    """An EIP-712 signature for one of our contracts."""
    message = {
        "types": {
            "EIP712Domain": [
                {"name": "name", "type": "string"},
                {"name": "version", "type": "string"},
                {"name": "chainId", "type": "uint256"},
                {"name": "verifyingContract", "type": "address"},
            ],
            kind: fields,
        },
        "primaryType": kind,
        "domain": {
            "name": domain,
            "version": "1",
            "chainId": boa.env.evm.chain.chain_id,
            "verifyingContract": str(contract.address),
        },
        "message": value,
    }
    signed = account.sign_message(encode_typed_data(full_message=message))
    return bytes(signed.signature)


@dataclass(frozen=True)
class Actor:
    """Somebody of a story: a name, a key, and once they joined, a person id."""

    name: str
    account: LocalAccount
    pid: int = 0

    @property
    def address(self) -> str:
        """The wallet."""
        return str(self.account.address)


@dataclass
class Network:
    """Deployed contracts, and shorthand for what every test does first.

    `contracts` by name, of which some have properties. Those of `MOVERS` are plain addresses in a
    bare network, where a test plays them itself with `boa.env.prank`. `authority` is the deployer,
    who holds every role until it is handed over.
    """

    authority: Actor
    verifier: Actor
    contracts: dict[str, Any]
    actors: dict[str, Actor] = field(default_factory=dict)

    @property
    def rules(self) -> Any:
        """The numbers."""
        return self.contracts["Rules"]

    @property
    def registry(self) -> Any:
        """People."""
        return self.contracts["Registry"]

    @property
    def dollar(self) -> Any:
        """Practice money."""
        return self.contracts["Dollar"]

    @property
    def ledger(self) -> Any:
        """Shares and money."""
        return self.contracts["Ledger"]

    @property
    def offering(self) -> Any:
        """Raises."""
        return self.contracts["Offering"]

    @property
    def auction(self) -> Any:
        """Auctions."""
        return self.contracts["Auction"]

    @property
    def companies(self) -> Any:
        """Stakes, exits and debts."""
        return self.contracts["Companies"]

    @property
    def disputes(self) -> Any:
        """Bonds and cases."""
        return self.contracts["Disputes"]

    @property
    def compliance(self) -> Any:
        """Who may hold what."""
        return self.contracts["Compliance"]

    @property
    def watching(self) -> Any:
        """Reports and strikes."""
        return self.contracts["Watching"]

    @property
    def members(self) -> Any:
        """Who is counted, and ballots."""
        return self.contracts["Members"]

    @property
    def decisions(self) -> Any:
        """The authority's contract."""
        return self.contracts["Authority"]

    def attestation(self, account: str, /, **changed: Any) -> dict[str, Any]:
        """What the verifier says of an account; anything can be changed."""
        attested: dict[str, Any] = {
            "account": account,
            "personTag": keccak(text=f"tag of {account}"),
            "level": 2,
            "country": 276,
            "investorClass": 0,
            "issuedAt": now(),
            "expiresAt": now() + 365 * DAY,
            "credentialHash": keccak(text=f"credential of {account}"),
            "nonce": 1,
        }
        return attested | changed

    def attest(self, attested: dict[str, Any], by: LocalAccount | None = None) -> bytes:
        """The verifier's signature, or another's."""
        return sign_typed(
            by or self.verifier.account,
            self.registry,
            "Symbolon Registry",
            "Attestation",
            ATTESTATION,
            attested,
        )

    def join(self, name: str, **changed: Any) -> Actor:
        """A new person, with a million dollars and the ledger approved for all of it."""
        account = account_of(name)
        attested = self.attestation(account.address, **changed)
        signature = self.attest(attested)
        with boa.env.prank(account.address):
            pid = self.registry.join(tuple(attested.values()), signature)
        actor = Actor(name, account, pid)
        self.actors[name] = actor
        self.fund(actor, 1_000_000 * DOLLAR)
        return actor

    def renew(self, actor: Actor, **changed: Any) -> None:
        """A further attestation of the same human."""
        attested = self.attestation(actor.address, **changed)
        signature = self.attest(attested)
        with boa.env.prank(actor.address):
            self.registry.renew(tuple(attested.values()), signature)

    def fund(self, actor: Actor, amount: int) -> None:
        """Practice dollars, approved for the ledger."""
        with boa.env.prank(self.authority.address):
            self.dollar.mint(actor.address, amount)
        with boa.env.prank(actor.address):
            self.dollar.approve(self.ledger.address, 2**256 - 1)

    def sign_name(self, actor: Actor, name: str, by: LocalAccount | None = None) -> bytes:
        """The verifier's signature of a display name."""
        return sign_typed(
            by or self.verifier.account,
            self.registry,
            "Symbolon Registry",
            "Name",
            NAME,
            {"person": actor.pid, "name": name},
        )

    def issue(self, actor: Actor, terms: bytes = b"") -> int:
        """The actor's token."""
        signature = self.sign_name(actor, actor.name)
        with boa.env.prank(actor.address):
            return int(self.ledger.issue(actor.name, signature, keccak(terms), terms))

    def freeze(self, actor: Actor, seconds: int = 7 * DAY) -> None:
        """Freeze a person from now."""
        with boa.env.prank(self.authority.address):
            self.registry.freeze(actor.pid, now() + seconds)

    def ban(self, actor: Actor) -> None:
        """Ban a person."""
        with boa.env.prank(self.authority.address):
            self.registry.ban(actor.pid)

    def appoint(self, actor: Actor) -> None:
        """Make a person an attestor."""
        with boa.env.prank(self.authority.address):
            appoint(self.registry, "attestor", actor.pid)

    # --- a bare network: the test is the offering, the auction and the companies ---

    def place(
        self,
        issuer: Actor,
        buyer: Actor,
        units: int,
        cost: int,
        unlocks: int = 0,
        joined_cost: int | None = None,
    ) -> int:
        """Give shares of an issuer to somebody, as an offering does; returns the lot's serial."""
        with boa.env.prank(str(self.offering)):
            self.ledger.reserve(issuer.pid, issuer.pid, units)
            believed_if_joined = cost if joined_cost is None else joined_cost
            return int(
                self.ledger.place(
                    (issuer.pid, buyer.pid, units, cost, cost, believed_if_joined, unlocks)
                )
            )

    def trade(
        self,
        issuer: Actor,
        seller: Actor,
        buyer: Actor,
        units: int,
        paid: int,
        *,
        proceeds: int | None = None,
        believed: int | None = None,
        joined_cost: int = 0,
        first: bool = True,
    ) -> None:
        """One pair, as an auction settles it: reserve, stake, trade."""
        with boa.env.prank(str(self.auction)):
            self.ledger.reserve(issuer.pid, seller.pid, units)
            if paid:
                self.ledger.pull(buyer.pid, buyer.address, paid, self.ledger.address, NO_PERMIT)
            self.ledger.trade(
                (
                    issuer.pid,
                    seller.pid,
                    buyer.pid,
                    units,
                    paid,
                    paid if proceeds is None else proceeds,
                    paid if believed is None else believed,
                    joined_cost,
                    0,
                    first,
                )
            )


MOVERS = ("Offering", "Auction", "Companies", "Disputes", "Watching")
"""What a test plays itself on a bare network."""
GOVERNING = ("Authority", "Members")
"""What a bare network does without."""


def appoint(registry: Any, role: str, whom: Any) -> None:
    """Let an account verify, or a person attest."""
    if hasattr(registry, f"appoint_{role}"):
        getattr(registry, f"appoint_{role}")(whom)
    else:
        getattr(registry, f"set_{role}")(whom, True)


def deploy_bare(**given: Any) -> Network:
    """A ledger whose movers are addresses that the test plays itself, but for those `given`."""
    played = {name: account_of(name.lower()).address for name in MOVERS}
    return deploy_with({**played, **given}, unwired=("Registry",))


def deploy_network() -> Network:
    """Every contract, wired as on a real network; the deployer is still the authority."""
    return deploy_with({}, ())


def deploy_with(
    given: dict[str, Any], without: Sequence[str] = GOVERNING, unwired: Sequence[str] = ()
) -> Network:
    """Contracts by the deployment's own plan. `given` are contracts or addresses to use instead.

    What is `unwired` calls nobody: mere addresses cannot answer.
    """
    boa.env.timestamp = max(START, now())
    authority = Actor("authority", account_of("authority"))
    verifier = Actor("verifier", account_of("verifier"))
    contracts = dict(given)
    found = {name: str(getattr(there, "address", there)) for name, there in given.items()}

    def create(name: str, args: list[str]) -> str:
        contracts[name] = deployer_of(name).deploy(*args)
        return str(contracts[name].address)

    def call(name: str, function: str, args: list[str]) -> None:
        if name not in unwired:
            getattr(contracts[name], function)(*args)

    names = [name for name in CONTRACTS if name not in {*given, *without}]
    with boa.env.prank(authority.address):
        set_up(found, abi_of, create, call, names)
        if "Compliance" in names:
            for regime in regimes.load():
                contracts["Compliance"].add_regime(regime.name, regime.source, regime.row())
        appoint(contracts["Registry"], "verifier", verifier.address)
    return Network(authority, verifier, contracts)
