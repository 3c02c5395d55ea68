"""What one person asks verifiers, keeps of their answers, and shows of them, on one network.

It binds the dialogues to a session: where things are kept, what the chain says, and which secret
opens them. What takes the key (`secret`, a signature) belongs in the signing lane.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Protocol

from jwcrypto import jwk

from wallet.acts.identity import Join, Renew
from wallet.acts.recovering import Recover
from wallet.base.errors import WalletError
from wallet.books.documents import VERIFIER, Documents
from wallet.books.identity import Identity
from wallet.books.verifiers import Verifier
from wallet.flows import asked as asked_flow
from wallet.flows import issuer_name, joining, recovering
from wallet.flows.asked import JOIN, NAME, RECOVER, Asked
from wallet.flows.checking_shown import Seen, check_shown, keep_key
from wallet.flows.join_answer import JoinAnswer
from wallet.flows.joining import Place
from wallet.flows.kept_credential import CredentialBox, Kept
from wallet.flows.name_answer import NameAnswer
from wallet.identity.asking_for_name import NameAsking, ask_for_name
from wallet.identity.asking_to_join import JoinAsking, ask_to_join
from wallet.identity.asking_to_recover import RecoveryAsking, ask_to_recover
from wallet.identity.credential.asking import ClaimsAsked
from wallet.identity.credential.claims import WORDS, said
from wallet.identity.credential.issuing import holder_key
from wallet.identity.credential.reading import read_credential
from wallet.identity.credential.showing import Preview, Shown, preview, show

if TYPE_CHECKING:
    from wallet.books.answers import Answers
    from wallet.chain.chain import Chain
    from wallet.chain.networks import Network
    from wallet.keys.hidden import Hidden

MOST_NAME: Final = 64


class Holder(Protocol):
    """What of a session is needed here."""

    network: Network
    chain: Chain
    documents: Documents
    account: str

    @property
    def person_id(self) -> int:
        """The person behind the account, 0 for one who has not joined."""
        ...

    @property
    def answers(self) -> Answers:
        """The answers of the books."""
        ...

    def now(self) -> int:
        """The chain's time."""
        ...

    def secret_for(self, purpose: str) -> Hidden:
        """32 bytes of the account for a purpose."""
        ...

    def sign_message(self, text: str) -> bytes:
        """Sign a text."""
        ...


@dataclass(frozen=True)
class Overview:
    """Everything the page about one's identity shows; nothing of it needs the key.

    `current` is the credential that the network confirms, `brought` are answers that were taken
    and are not on the chain yet; `answered` are the numbers of requests whose answer is.
    """

    identity: Identity
    now: int
    verifiers: tuple[Verifier, ...]
    asked: tuple[Asked, ...]
    answered: frozenset[str]
    current: Kept | None
    brought: tuple[Kept, ...]
    recovery: recovering.Standing

    def name_of(self, verifier: str) -> str:
        """What a verifier is called."""
        same = (one.name for one in self.verifiers if one.account.lower() == verifier.lower())
        return next(same, "A verifier of old")


@dataclass(frozen=True)
class Opened:
    """A credential that was opened to be looked at or shown: its text, and its claims in words."""

    text: str = field(repr=False)
    issuer: str
    expires_at: int
    rows: tuple[tuple[str, str, str], ...] = field(repr=False)
    """Name of the claim, what it is called, what it says."""


Asking = JoinAsking | RecoveryAsking | NameAsking
Brought = JoinAnswer | Asked


class Proving:
    """The dialogues of one account."""

    def __init__(self, holder: Holder) -> None:
        self._holder = holder
        self._chain_id = holder.network.chain_id
        self._box = CredentialBox(holder.documents, self._chain_id, holder.account)

    # What there is

    def overview(self) -> Overview:
        """All of it. What has gone through is tidied away."""
        holder, now = self._holder, self._holder.now()
        who, kept = holder.answers.identity(), self._box.every()
        counts = who.attestation_hash.lower()
        whole = [one for one in kept if not one.further]
        current = next((one for one in whole if one.credential_hash == counts), None)
        answered = frozenset(one.number for one in kept if one.credential_hash == counts)
        self._tidy(who, answered)
        after = current.issued_at if current is not None else 0
        alive = [one for one in kept if one.issued_at + joining.ATTESTATION_LIFE > now]
        brought = [one for one in alive if not one.further and one.issued_at > after]
        brought = [one for one in brought if one is not current]
        brought += [one for one in alive if one.further and not self._added(one, counts)]
        waiting = self.asked()
        return Overview(
            identity=who,
            now=now,
            verifiers=holder.answers.verifiers(),
            asked=waiting,
            answered=answered,
            current=current,
            brought=() if who.former else tuple(brought),
            recovery=recovering.standing(who, waiting),
        )

    def _tidy(self, who: Identity, answered: frozenset[str]) -> None:
        """Throw away requests that can come to nothing more."""
        holder, waits = self._holder, who.recovery
        issued = who.person is not None and who.person.has_token
        if issued:
            issuer_name.forget_terms(holder.documents, self._draft)
        for one in self.asked():
            over = one.number in answered and one.goes_stale <= holder.now()
            if one.kind == RECOVER and waits is not None and not waits.mine:
                over = one.in_person <= waits.in_person  # what it was started with is used up
            if one.kind == NAME and issued:
                over = True  # the name stands on the ledger
            if over:
                asked_flow.forget(holder.documents, one)

    def _added(self, kept: Kept, counts: str) -> bool:
        """Whether a further answer has gone through; it is then forgotten."""
        if kept.credential_hash != counts:
            return False
        try:
            tag = bytes.fromhex(kept.tag)
            owner = int(self._holder.chain.read("Registry", "tag_owner", tag))
        except (WalletError, ValueError):
            return False  # no node answers just now: it stays
        if owner and owner == self._holder.person_id:
            self._box.forget(kept)
            return True
        return False

    def first_step(self) -> tuple[str, str, str] | None:
        """What somebody who has begun to join does next: a sentence, what is behind it, a word.

        None for who has not begun.
        """
        seen = self.overview()
        if seen.brought:
            return "Join with the verifier’s answer", "It is here, and it fits.", "Join"
        if any(one.kind == JOIN and one.goes_stale > seen.now for one in seen.asked):
            return "Bring the verifier’s answer", "You asked, and it is not here yet.", "Bring"
        if seen.recovery.asked is not None:
            there = f"{seen.recovery.signed} of {seen.recovery.needed} verifiers have signed."
            return "Go on with your recovery", there, "Look"
        return None

    def asked(self) -> tuple[Asked, ...]:
        """The requests that wait, newest first."""
        return asked_flow.every(self._holder.documents, self._chain_id, self._holder.account)

    def forget(self, what: Asked | Kept) -> None:
        """Throw a request away, or a credential."""
        if isinstance(what, Asked):
            asked_flow.forget(self._holder.documents, what)
        else:
            self._box.forget(what)

    def name_verifier(self, account: str, name: str) -> None:
        """Give a verifier one's own name; nothing for none. Raises WalletError."""
        tidy = " ".join(name.split())
        if len(tidy) > MOST_NAME or (tidy and not tidy.isprintable()):
            raise WalletError(
                "This name is too long or cannot be shown.",
                f"Use at most {MOST_NAME} letters.",
                "verifier.name",
                "name",
            )
        body = self._holder.documents.find(VERIFIER, account.lower()) or {}
        body["name"] = tidy
        self._holder.documents.keep(VERIFIER, account.lower(), body)

    # Asking

    def begin(self, verifier: str) -> JoinAsking:
        """A request to a verifier to confirm this account, to be signed. Takes the secret."""
        holder = self._holder
        key = self._key()
        return ask_to_join(holder.account, self._chain_id, verifier, key, holder.now())

    def begin_recovery(self, verifiers: Iterable[str], in_person: bool) -> RecoveryAsking:
        """A request to verifiers for a lost wallet's membership, to be signed.

        Raises WalletError beside `verifiers`, and for a wallet that belongs to somebody.
        """
        holder = self._holder
        if holder.person_id:
            raise WalletError(
                "This wallet is a person’s already.",
                "Open the new wallet that is to take its place, and ask there.",
                "recover.joined",
            )
        return ask_to_recover(holder.account, self._chain_id, verifiers, in_person, holder.now())

    def begin_name(self, verifier: str, name: str, terms: str) -> NameAsking:
        """A request to a verifier to confirm an issuer's name; the terms as typed are kept.

        Raises WalletError beside `name`, and for who has not joined.
        """
        holder = self._holder
        if not holder.person_id:
            raise WalletError(
                "Only people whose identity was confirmed issue a token.",
                "Have yours confirmed first, on the page Identity.",
                "form.not_joined",
            )
        asking = ask_for_name(
            holder.account, self._chain_id, verifier, holder.person_id, name, holder.now()
        )
        issuer_name.keep_terms(holder.documents, self._draft, terms)
        return asking

    def sign(self, asking: Asking, why: str = "") -> Asked:
        """Sign a request with this machine's key or a device, and keep it."""
        # Before the signature: where a passphrase is asked for each, the key is gone after it.
        key = self._key() if isinstance(asking, JoinAsking) else None
        return self._keep(asking, self._holder.sign_message(asking.text), why, key)

    def signed(self, asking: Asking, signature: bytes, why: str = "") -> Asked:
        """Keep a request that another machine signed. Raises WalletError."""
        key = self._key() if isinstance(asking, JoinAsking) else None
        return self._keep(asking, signature, why, key)

    def _keep(self, asking: Asking, signature: bytes, why: str, key: jwk.JWK | None) -> Asked:
        proved, kind = False, RECOVER
        verifiers: tuple[str, ...] = ()
        if isinstance(asking, JoinAsking) and key is not None:
            text, verifiers, kind = asking.signed(signature, key), (asking.verifier,), JOIN
        elif isinstance(asking, NameAsking):
            text, verifiers, kind = asking.signed(signature), (asking.verifier,), NAME
        elif isinstance(asking, RecoveryAsking):
            text, verifiers = asking.signed(signature), asking.verifiers
            proved = asking.in_person
        else:
            raise ValueError("no key to hold a credential with")
        made = Asked(
            kind, asking.number, asking.account, asking.chain_id, asking.made_at, verifiers, text,
            why, proved,
        )  # fmt: skip
        asked_flow.keep(self._holder.documents, made)
        return made

    def _key(self) -> jwk.JWK:
        """The key that holds this account's credentials."""
        with self._holder.secret_for("credential") as secret:
            return holder_key(bytes(secret), self._holder.account)

    # Being answered

    def take(self, text: str) -> JoinAnswer:
        """Hold a verifier's answer and keep it sealed. Takes the secret. Raises WalletError.

        An earlier one that never went to the network makes room for it.
        """
        with self._holder.secret_for("credential") as secret:
            answer = joining.take_answer(text, self.asked(), self.place(), bytes(secret))
            new = self._box.keep(answer, secret)
        counts = self._holder.answers.identity().attestation_hash.lower()
        for old in self._box.every():
            if old.credential_hash not in (counts, new.credential_hash):
                self._box.forget(old)
        if answer.credential:
            key = read_credential(answer.credential).issuer_key
            keep_key(self._holder.documents, answer.verifier, key, self._chain_id)
        return answer

    def take_recovery(self, text: str) -> Asked:
        """Hold one verifier's answer to a lost wallet, and keep it with its request."""
        return recovering.take_recovery_answer(
            self._holder.documents, text, self.asked(), self.place()
        )

    def take_name(self, text: str) -> Asked:
        """Hold a verifier's answer about an issuer's name, and keep it with its request."""
        return issuer_name.take_name_answer(
            self._holder.documents, text, self.asked(), self.place()
        )

    def named(self, asked: Asked) -> NameAnswer:
        """The answer that is kept with a request for a name, held again. Raises WalletError."""
        return issuer_name.check_named(asked, self.place())

    @property
    def terms(self) -> str:
        """The terms as they were typed when the name was asked for; nothing if none are kept."""
        return issuer_name.kept_terms(self._holder.documents, self._draft)

    @property
    def _draft(self) -> str:
        return f"{self._chain_id}:{self._holder.person_id}"

    def act_of(self, brought: Brought | Kept) -> Join | Renew | Recover:
        """The act to confirm: joining, renewing, or starting a recovery.

        An answer that is kept takes the secret. Raises WalletError where it has grown old.
        """
        if isinstance(brought, Asked):
            return recovering.act_of(brought)
        if isinstance(brought, Kept):
            with self._holder.secret_for("credential") as secret:
                brought = self._box.open(brought, secret)
        joining.check_answer(brought, self.place())
        return joining.act_of(brought.attestation, brought.signature, self._holder.person_id)

    # Showing

    def open(self, kept: Kept) -> Opened:
        """Open a credential to look at it. Takes the secret. Raises WalletError."""
        with self._holder.secret_for("credential") as secret:
            answer = self._box.open(kept, secret)
        if not answer.credential:
            raise WalletError(
                "The verifier gave an attestation alone, and no credential with it.",
                "Ask a verifier for one: your standing on the network is not touched by that.",
                "credential.none",
            )
        found = read_credential(answer.credential)
        rows = tuple(
            (name, WORDS[name], said(name, found.shown[name]))
            for name in WORDS
            if name in found.shown
        )
        return Opened(answer.credential, answer.verifier, found.expires_at, rows)

    def preview(self, opened: Opened, chosen: Iterable[str], asked: ClaimsAsked) -> Preview:
        """What they would learn. Raises WalletError."""
        return preview(opened.text, chosen, asked.audience)

    def show(self, opened: Opened, chosen: Iterable[str], asked: ClaimsAsked) -> Shown:
        """Show chosen claims to whoever asked. Takes the secret. Raises WalletError."""
        now = self._holder.now()
        return show(opened.text, chosen, asked.audience, asked.nonce, self._key(), now)

    def check(self, text: str, asked: ClaimsAsked) -> Seen:
        """Check what somebody shows for one's own question. Raises WalletError."""
        holder = self._holder
        known = holder.answers.verifiers()
        with holder.answers.view() as view:
            return check_shown(text, asked, view, known, holder.documents)

    def place(self) -> Place:
        """Where answers have to hold."""
        holder = self._holder
        read: Callable[..., Any] = holder.chain.read
        return Place(
            self._chain_id,
            holder.network.address("Registry"),
            holder.account,
            holder.person_id,
            holder.now(),
            lambda address: bool(read("Registry", "is_verifier", address)),
        )
