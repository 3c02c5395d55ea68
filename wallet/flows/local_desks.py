"""The desks of a local network: a verifier and attestors who look at papers and sign, or refuse.

They answer as real ones will: by signing what they are shown (EIP-712), never by the contracts
looking away. Their keys come from published phrases, so they are worth nothing anywhere else; a
desk refuses to open on a network that is not local.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from wallet.acts.facts import Views
from wallet.acts.identity import LEVEL_DOCUMENT, Attestation
from wallet.acts.records import Records
from wallet.base.clock import YEAR
from wallet.base.errors import WalletError
from wallet.chain.chain import Chain
from wallet.chain.node import DEV_MNEMONIC
from wallet.flows.cast import ATTESTORS, PHRASE
from wallet.flows.join_answer import JoinAnswer
from wallet.flows.local_circle import CIRCLE_ACCOUNTS, LocalCircle, desk_key, evidence_digest
from wallet.flows.paper_against_chain import (
    Compared,
    compare_exit,
    compare_stake,
    require_agreement,
)
from wallet.flows.papers import ExitPaper, IdentityPaper, StakePaper
from wallet.flows.recovery_answer import RecoveryAnswer, recovery_for
from wallet.flows.sealed_papers import Paper
from wallet.identity.asking_to_join import read_join_request
from wallet.identity.asking_to_recover import read_recovery_request
from wallet.identity.credential.claims import claims_of
from wallet.identity.credential.issuing import issue
from wallet.identity.mrz import Zone, read_zone
from wallet.identity.tags.asking import DOCUMENT_SEEN, PERSON_SEEN, Evidence
from wallet.identity.tags.subjects import Kind, subjects_of
from wallet.keys.envelope import Secret
from wallet.keys.words import entropy_from_words
from wallet.signing.known import KnownNetwork
from wallet.signing.typed import statement

if TYPE_CHECKING:
    from wallet.signing.unlocked import Unlocked

VALID: Final = 2 * YEAR
VERIFIER_ACCOUNT: Final = 1
"""The account of the local network's own phrase that verifies."""
_ATTESTED: Final = (
    "account personTag level country investorClass issuedAt expiresAt credentialHash nonce"
)
_LOST: Final = "account personTag inPerson issuedAt nonce"


class LocalKeys:
    """Signs statements with one account of a published phrase."""

    def __init__(self, phrase: str, account: int, network: KnownNetwork) -> None:
        self._unlocked = unlocked(phrase, network)
        self._account = account
        self._network = network
        self.address = self._unlocked.address(account)
        self.chain_id = network.chain_id

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
    """One of the local verifiers: checks a document as any desk does, and signs.

    What is typed is brought into a machine-readable zone and read again from there; the tags come
    from five desks, the claims go into a credential for the key that asks. Evidence is sealed and
    destroyed again: nobody will ever ask for it here.
    """

    def __init__(self, keys: LocalKeys, views: Views, circle: LocalCircle, number: int) -> None:
        self._keys = keys
        self._views = views
        self._circle = circle
        self._number = number

    @property
    def address(self) -> str:
        """The address it signs with."""
        return self._keys.address

    @property
    def chain_id(self) -> int:
        """The network it serves on."""
        return self._keys.chain_id

    def now(self) -> int:
        """The network's time."""
        return self._views.now()

    def answer(self, request: str, paper: IdentityPaper) -> JoinAnswer:
        """Answer a request of a wallet whose owner shows `paper`. Raises WalletError.

        A document that was seen before gets the same tag again: whether its holder may join is
        for the registry to say.
        """
        now, chain = self._views.now(), self._keys.chain_id
        asking = read_join_request(request, chain, self.address, now)
        zone = self._zone(paper, now)
        claims = claims_of(zone, paper.lives_in or paper.country, now, *paper.names)
        issued = issue(
            claims, self.address, chain, desk_key(self._number), asking.key, now, now + VALID
        )
        attestation = Attestation(
            account=asking.account,
            person_tag=self._tag(zone, asking.account, paper, now),
            level=LEVEL_DOCUMENT,
            country=paper.lives_in or paper.country,
            investor_class=paper.investor_class,
            issued_at=now,
            expires_at=now + VALID,
            credential_hash=issued.credential_hash,
            nonce=int(asking.number, 16),
        )
        signature = self._sign("Attestation", _ATTESTED, attestation.fields())
        return JoinAnswer(chain, self.address, asking.number, attestation, signature, issued.text)

    def answer_recovery(self, request: str, paper: IdentityPaper) -> RecoveryAnswer:
        """Confirm that whoever shows `paper` asks with a new wallet. Raises WalletError."""
        now, chain = self._views.now(), self._keys.chain_id
        asking = read_recovery_request(request, chain, self.address, now)
        tag = self._tag(self._zone(paper, now), asking.account, paper, now)
        if not self._views.read("Registry", "tag_owner", tag):
            raise WalletError(
                "Nobody on this network joined with this document.",
                "Show the document you joined with, or another that was added since.",
                "desk.document",
                "document",
            )
        said = recovery_for(asking, tag)
        return RecoveryAnswer(
            chain, self.address, said, self._sign("Recovery", _LOST, said.fields())
        )

    def sign_name(self, person: int, paper: IdentityPaper, name: str) -> bytes:
        """Confirm that `person` is called `name`. Raises WalletError beside `name`.

        The document is shown again: it has to be that person's, and carry that name.
        """
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
        now = self._views.now()
        return self._tag(self._zone(paper, now), self.address, paper, now)

    def _zone(self, paper: IdentityPaper, now: int) -> Zone:
        today = datetime.fromtimestamp(now, UTC).date()
        return read_zone(paper.zone(today), today)

    def _tag(self, zone: Zone, account: str, paper: IdentityPaper, now: int) -> bytes:
        record = evidence_digest(paper.zone(datetime.fromtimestamp(now, UTC).date()).encode(), now)
        evidence = Evidence(account, frozenset((PERSON_SEEN, DOCUMENT_SEEN)), record)
        # Weak tags are for a human look, and nobody looks here.
        strong = [one for one in subjects_of(zone) if one.kind.strong]
        return self._circle.tags(strong, evidence, now)[Kind.DOCUMENT]

    def _sign(self, kind: str, names: str, values: tuple[object, ...]) -> bytes:
        message: dict[str, Any] = dict(zip(names.split(), values, strict=True))
        return self._keys.sign(kind, message, "Registry")


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
        compared = compare_stake(stake, paper, self._records, self._views)
        require_agreement(compared, "stake")
        return self._keys.sign(compared.kind, compared.message, "Companies")

    def sign_exit(self, exit_id: int, paper: ExitPaper) -> bytes:
        """Confirm a reported exit. Raises WalletError where the evidence says otherwise."""
        compared = compare_exit(exit_id, paper, self._records, self._views)
        require_agreement(compared, "exit")
        return self._keys.sign(compared.kind, compared.message, "Companies")

    def sign_cost(self, paper: Paper, compared: Compared) -> bytes:
        """Confirm what a lot cost. Raises WalletError where the purchase says otherwise."""
        require_agreement(compared, "purchase")
        return self._keys.sign(compared.kind, compared.message, "Companies")


def verifier_desks(chain: Chain, known: KnownNetwork) -> tuple[VerifierDesk, ...]:
    """The five verifiers of a local network. Raises WalletError on another."""
    _only_local(chain)
    keys = [LocalKeys(DEV_MNEMONIC, account, known) for account in CIRCLE_ACCOUNTS]
    circle = LocalCircle(known.chain_id, keys[0].address)
    return tuple(
        VerifierDesk(one, chain, circle, number) for number, one in enumerate(keys, start=1)
    )


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
