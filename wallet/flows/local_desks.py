"""The desks of a local network: a verifier and attestors who look at papers and sign, or refuse.

They answer as real ones will: by signing what they are shown (EIP-712), never by the contracts
looking away. Their keys come from published phrases, so they are worth nothing anywhere else; a
desk refuses to open on a network that is not local.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from wallet.acts.facts import Views
from wallet.acts.identity import LEVEL_DOCUMENT, Attestation
from wallet.acts.records import Records, newest, reported
from wallet.base.addresses import keccak
from wallet.base.clock import YEAR
from wallet.base.errors import WalletError
from wallet.chain.chain import Chain
from wallet.chain.node import DEV_MNEMONIC
from wallet.flows.cast import ATTESTORS, PHRASE
from wallet.flows.joining import Attested, JoinRequest
from wallet.flows.papers import ExitPaper, IdentityPaper, StakePaper
from wallet.keys.envelope import Secret
from wallet.keys.words import entropy_from_words
from wallet.signing.known import KnownNetwork
from wallet.signing.typed import statement

if TYPE_CHECKING:
    from wallet.signing.unlocked import Unlocked

VALID: Final = 2 * YEAR
VERIFIER_ACCOUNT: Final = 1
"""The account of the local network's own phrase that verifies."""


class LocalKeys:
    """Signs statements with one account of a published phrase."""

    def __init__(self, phrase: str, account: int, network: KnownNetwork) -> None:
        self._unlocked = unlocked(phrase, network)
        self._account = account
        self._network = network
        self.address = self._unlocked.address(account)

    def sign(self, kind: str, message: Mapping[str, int | str | bytes], contract: str) -> bytes:
        """The 65-byte signature of a statement for `contract`."""
        there = self._network.contracts[contract]
        asked = statement(kind, self._network.chain_id, self.address, there, message)
        return self._unlocked.sign_typed(asked, self._account)


def unlocked(phrase: str, network: KnownNetwork) -> Unlocked:
    """The accounts of a published phrase, opened in this process."""
    from wallet.signing.unlocked import Unlocked

    return Unlocked(Secret(entropy_from_words(phrase)), (network,))


class VerifierDesk:
    """Checks a document and attests to the person behind it."""

    def __init__(self, keys: LocalKeys, views: Views) -> None:
        self._keys = keys
        self._views = views

    @property
    def address(self) -> str:
        """The address it signs with."""
        return self._keys.address

    def attest(self, request: JoinRequest) -> Attested:
        """Attest to the document in `request`. Raises WalletError for one that cannot be.

        A document that was seen before gets the same tag again: whether its holder may join is
        for the registry to say.
        """
        paper = request.paper
        paper.check()
        now = self._views.now()
        salt = secrets.token_bytes(32)
        attestation = Attestation(
            account=request.account,
            person_tag=self.tag(paper),
            level=LEVEL_DOCUMENT,
            country=paper.country,
            investor_class=paper.investor_class,
            issued_at=now,
            expires_at=now + VALID,
            credential_hash=keccak(salt + paper.name.encode()),
            nonce=secrets.randbits(128),
        )
        names = (
            "account personTag level country investorClass issuedAt expiresAt credentialHash nonce"
        ).split()
        message: dict[str, Any] = dict(zip(names, attestation.fields(), strict=True))
        return Attested(attestation, self._keys.sign("Attestation", message, "Registry"))

    def sign_name(self, person: int, paper: IdentityPaper, name: str) -> bytes:
        """Confirm that `person` is called `name`. Raises WalletError beside `name`.

        The document is shown again: it has to be that person's, and carry that name.
        """
        paper.check()
        if int(self._views.read("Registry", "tag_owner", self.tag(paper))) != person:
            raise WalletError(
                "This document belongs to somebody else, or to nobody on this network.",
                "Show the document you joined with.",
                "desk.document",
                "document",
            )
        if name.strip().casefold() != paper.name.strip().casefold():
            raise WalletError(
                "The name differs from the one on your document.",
                f"Write it as it is there: {paper.name.strip()}.",
                "desk.name",
                "name",
            )
        return self._keys.sign("Name", {"person": person, "name": name.strip()}, "Registry")

    def tag(self, paper: IdentityPaper) -> bytes:
        """The tag of the human behind a document: the same whatever wallet asks."""
        number = "".join(paper.document.split()).upper()
        return keccak(b"symbolon local person" + f"{paper.country}:{number}".encode())


class AttestorDesk:
    """One of the local attestors: compares papers with what was published, and signs."""

    def __init__(self, keys: LocalKeys, views: Views, records: Records) -> None:
        self._keys = keys
        self._views = views
        self._records = records

    @property
    def person(self) -> int:
        """The attestor's person id, 0 before they joined."""
        return int(self._views.read("Registry", "person_of", self._keys.address))

    def sign_stake(self, stake: int, paper: StakePaper) -> bytes:
        """Confirm a declared stake. Raises WalletError where the paper is another."""
        published = newest(self._records, stake)
        version = published.version
        message: dict[str, int | str | bytes] = {
            "stake": stake,
            "version": version,
            "companyKey": paper.company_key,
            "commitment": paper.commitment,
            "packageHash": paper.package_hash,
        }
        said = (published.company_key, published.commitment, published.package_hash)
        there = self._views.read("Companies", "is_declared", stake, version, published.fields())
        if not there or said != (paper.company_key, paper.commitment, paper.package_hash):
            raise _differs("stake")
        return self._keys.sign("Stake", message, "Companies")

    def sign_exit(self, exit_id: int, paper: ExitPaper) -> bytes:
        """Confirm a reported exit. Raises WalletError where the evidence says otherwise."""
        published = reported(self._records, exit_id)
        stake = published.stake
        declared = newest(self._records, stake)
        there = self._views.read("Companies", "is_reported", exit_id, published.fields())
        said = (
            published.units,
            published.proceeds,
            published.selling_costs,
            published.closed,
            published.evidence_hash,
        )
        shown = (
            paper.units,
            paper.proceeds,
            paper.selling_costs,
            paper.closed_at,
            paper.evidence_hash,
        )
        if not there or said != shown or declared.company_key != paper.stake.company_key:
            raise _differs("exit")
        message: dict[str, int | str | bytes] = {
            "exit": exit_id,
            "stake": stake,
            "units": paper.units,
            "proceeds": paper.proceeds,
            "sellingCosts": paper.selling_costs,
            "closedAt": paper.closed_at,
            "evidenceHash": paper.evidence_hash,
        }
        return self._keys.sign("Exit", message, "Companies")


def _differs(what: str) -> WalletError:
    return WalletError(
        f"The papers say something else than the {what} that was published.",
        "Show the papers it was made from.",
        "desk.differs",
        "paper",
    )


def verifier_desk(chain: Chain, known: KnownNetwork) -> VerifierDesk:
    """The verifier of a local network. Raises WalletError on another."""
    _only_local(chain)
    return VerifierDesk(LocalKeys(DEV_MNEMONIC, VERIFIER_ACCOUNT, known), chain)


def attestor_desks(chain: Chain, known: KnownNetwork, records: Records) -> tuple[AttestorDesk, ...]:
    """The three attestors of a local network. Raises WalletError on another."""
    _only_local(chain)
    return tuple(
        AttestorDesk(LocalKeys(PHRASE, member.account, known), chain, records)
        for member in ATTESTORS
    )


def _only_local(chain: Chain) -> None:
    if not chain.network.local:
        raise WalletError(
            "Only a local network has desks that answer at once.",
            "Take your papers to a verifier or an attestor of this network.",
            "desk.not_local",
        )
