"""A session: one network, one unlocked wallet at a time, and everything a screen asks of them.

It wires the rooms together and holds no rule of its own. All methods block and may be called
from worker threads; what signs belongs in one serial lane.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from wallet.acts import pipeline
from wallet.acts.act import Act
from wallet.acts.finishing import Finish, prepare_finish
from wallet.acts.naming import BookNames
from wallet.acts.pipeline import Left, Report, stay
from wallet.acts.prepared import Line, Prepared
from wallet.acts.replacing import Cancel, Instead, Replacing, SpeedUp, prepare_replacing
from wallet.base.errors import WalletError
from wallet.base.files import data_dir, private_dir
from wallet.books.answers import Answers
from wallet.books.directory import Directory
from wallet.books.documents import Documents
from wallet.books.index import Index
from wallet.books.store import Store
from wallet.chain.chain import Chain
from wallet.chain.journal import Journal
from wallet.chain.networks import Network, file_name
from wallet.chain.problems import NodeError
from wallet.chain.receipts import Receipt
from wallet.flows.agreeing import Agreeing
from wallet.flows.airgap import Asking, claims_for
from wallet.flows.airgap_accounts import place_of
from wallet.flows.company_desks import CompanyDesks
from wallet.flows.desk.opening import Desks
from wallet.flows.following import Following
from wallet.flows.kept_secret import kept_secret
from wallet.flows.local_powers import LocalPowers
from wallet.flows.open_wallet import OpenWallet, watches_only
from wallet.keys.backends import system_backend
from wallet.keys.envelope import Envelope
from wallet.keys.hidden import Hidden, Typed
from wallet.keys.store import WalletStore
from wallet.signing.asked import Askable, asked_of
from wallet.signing.device import DeviceSigner
from wallet.signing.known import KnownNetwork
from wallet.signing.messages import Message
from wallet.signing.recovery import checked_signature
from wallet.signing.signer import Signer
from wallet.signing.typed import TypedRequest
from wallet.signing.vault import Vault

if TYPE_CHECKING:
    from wallet.flows.proving import Proving

NO_ACCOUNT: Final = ""
NEWEST: Final = 8
"""Rows of activity in which an act that was just done is looked for."""


class Session(Following, LocalPowers, Desks, CompanyDesks, Agreeing):
    """One network and the wallet that is open on it.

    `wallets` is where wallets are kept; None where only published wallets are used. `folder`
    holds books, documents and journal; without it the user's data folder does.
    """

    def __init__(
        self,
        network: Network,
        wallets: WalletStore | None = None,
        *,
        folder: Path | None = None,
        chain: Chain | None = None,
        vault: Vault | None = None,
    ) -> None:
        Following.__init__(self)
        CompanyDesks.__init__(self)
        self.network = network
        self.wallets = wallets
        self.chain = chain or Chain(network)
        home = private_dir(folder or data_dir() / "books" / file_name(network.name)[:-5])
        self.home = home
        self.known = KnownNetwork(network.chain_id, network.name, network.contracts)
        self.store = Store(home / "books.sqlite", self.known.to_json())
        self.directory = Directory(home / "people.sqlite", self.known.to_json())
        self.documents = Documents(home / "documents.sqlite")
        self.journal = Journal(home / "journal.sqlite")
        self.index = Index(self.store, self.chain)
        self.names = BookNames(self.store, self.documents, self.known)
        self.opened = OpenWallet(vault or Vault())
        self.device: Signer | None = None
        self.no_wallets: WalletError | None = None
        self.account = NO_ACCOUNT
        self.account_number = 0
        self._kept = False
        self._touched = time.monotonic()

    # What a person does

    def check(self, act: Act) -> None:
        """Whether an act could be composed now; for forms. Raises WalletError with its field."""
        pipeline.check(act, self._line())

    def prepare(self, act: Act | Replacing | Finish) -> Prepared:
        """Everything a person is shown before signing `act`. Raises WalletError."""
        self.touch()
        if isinstance(act, Finish):
            return prepare_finish(act, self._line())
        if isinstance(act, SpeedUp | Cancel | Instead):
            return prepare_replacing(act, self._line())
        return self.warned(pipeline.prepare(act, self._line()))

    def perform(
        self,
        prepared: Prepared,
        progress: Report = lambda stage: None,
        left: Left = stay,
        signer: Signer | None = None,
    ) -> Receipt:
        """Sign, send and wait; then follow the chain. Raises WalletError.

        The receipt says in sentences what happened, as far as the books have it already. Once the
        person has `left` it to itself, it is waited for no longer (`sending.slow`). `signer` has
        the signatures that came from another machine.
        """
        self.touch()
        by = signer or self.signer
        try:
            receipt = pipeline.perform(
                prepared, self._line(), by, progress, left, self._keep_stated
            )
        finally:
            self.opened.after_signing()
        return self._told(receipt)

    def reserve(self, prepared: Prepared) -> Prepared:
        """Write down what another machine is about to be asked to sign, so that its place is kept.

        It can be finished at any later time (`Finish`) or given up (`release`), also after a
        restart. Raises WalletError where its place is gone.
        """
        return pipeline.reserve(prepared, self._line())

    def asking(self, prepared: Prepared) -> Callable[[bool], Asking]:
        """Begin to ask the machine that has the key of a watched wallet, this wallet's own or not.

        What is asked was reserved. Raises WalletError where the open wallet is not watched.
        """
        if not prepared.waits:
            raise ValueError("what another machine is asked has to keep its place")
        watched = self.opened.card.watched if self.opened.card is not None else None
        if watched is None:
            raise watches_only()
        place = place_of(watched, self.account_number)
        claims = claims_for(
            prepared, self.known, self.names, self.now(), self.network.coin_price_cents
        )
        asked: tuple[Askable, ...] = (*prepared.statements, *prepared.requests)
        return lambda others: Asking(asked, place, claims, others)

    def sign_message(self, text: str) -> bytes:
        """Sign a text as it is read (EIP-191), which moves nothing; 65 bytes.

        Raises WalletError when locked, and `keys.watches-only` where another machine has the key:
        that is shown `asking_message`.
        """
        self.touch()
        message = Message(self.account, text)
        try:
            if isinstance(self.device, DeviceSigner):
                return self.device.sign_message(message)
            return self.opened.signer(self.account_number).sign_asked(asked_of(message))
        finally:
            self.opened.after_signing()

    def asking_message(self, text: str) -> Callable[[bool], Asking]:
        """Begin to ask the machine that has the key of a watched wallet to sign a text."""
        watched = self.opened.card.watched if self.opened.card is not None else None
        if watched is None:
            raise watches_only()
        place = place_of(watched, self.account_number)
        message = Message(self.account, text)
        return lambda others: Asking((message,), place, None, others)

    def release(self, entry: int) -> None:
        """Give up a request that waits for its signature. Raises WalletError once it is signed."""
        pipeline.release(self.journal.entry(entry), self._line())

    @property
    def proving(self) -> Proving:
        """What this person asks verifiers, keeps of their answers, and shows of them."""
        from wallet.flows.proving import Proving  # with it comes all that reads credentials

        return Proving(self)

    @property
    def signer(self) -> Signer:
        """What signs for the account: a device where one was opened, else the unlocked key."""
        return self.device or self.opened.signer(self.account_number)

    def secret_for(self, purpose: str) -> Hidden:
        """32 bytes that the open account always has for a purpose that is no signature.

        Of an unlocked key they come from its own process and are the same wherever its words are;
        beside a device or another machine's key they are made here and kept in the keyring.
        Raises WalletError when locked, or where there is no keyring.
        """
        if self.device is None and not self.opened.watched:
            return self.vault.secret_for(self.account_number, purpose)
        return kept_secret(system_backend(), self.account, purpose)

    def say(self, said: TypedRequest | Message) -> bytes:
        """Sign a statement or a text; nothing is sent. Answers the 65 bytes. Raises WalletError."""
        if isinstance(said, Message):
            # What answers wallets that ask may write the parity in another way than contracts do.
            return checked_signature(said.digest, self.sign_message(said.text), 1, said.sender)
        self.touch()
        try:
            if self.opened.watched and self.device is None:
                raise watches_only()
            return self.signer.sign_typed(said)
        finally:
            self.opened.after_signing()

    def _told(self, receipt: Receipt) -> Receipt:
        """A receipt with the sentences that the books have for it by now."""
        try:
            self.refresh()
        except NodeError:
            return receipt  # it is in a block: that the node fell silent since takes nothing back
        answers = self.answers
        mine = tuple(one.sentence for one in answers.activity(NEWEST) if one.tx == receipt.tx)
        # What anyone can do may be about others alone: then all that happened is told.
        return replace(receipt, sentences=mine or answers.told(receipt.events))

    # What a person sees

    @property
    def answers(self) -> Answers:
        """The answers of the books for the person of this wallet, at the chain's time."""
        return Answers(
            self.store,
            self.documents,
            self.journal,
            self.network.chain_id,
            self.account,
            self.now,
            self._money,
            self.directory,
        )

    # Who it is

    @property
    def person_id(self) -> int:
        """The person behind the account, 0 for one who has not joined."""
        return self._person

    @property
    def vault(self) -> Vault:
        """The vault of the open wallet."""
        return self.opened.vault

    @property
    def locked(self) -> bool:
        """Whether the wallet is locked; one that is only watched never is."""
        return self.device is None and not self.opened.ready

    @property
    def idle_seconds(self) -> float:
        """Seconds since the person last did something."""
        return time.monotonic() - self._touched

    def touch(self) -> None:
        """The person is here."""
        self._touched = time.monotonic()

    @property
    def kept(self) -> WalletStore:
        """Where wallets are kept. Raises WalletError where none can be."""
        if self.wallets is None:
            raise self.no_wallets or WalletError(
                "No wallet is kept here.", "Create one first.", "session.no_wallets"
            )
        return self.wallets

    def unlock(self, wallet_id: str, passphrase: Typed, account: int = 0) -> None:
        """Open a kept wallet on one of its accounts. Raises WalletError for a wrong passphrase."""
        self.opened.unlock(self.kept, wallet_id, passphrase, (self.known,))
        self._kept = True
        self.use_account(account)

    def unlock_once(self, passphrase: Typed) -> None:
        """Open the wallet for the one signature that comes next. Raises WalletError."""
        self.opened.unlock_once(passphrase, (self.known,))

    def watch(self, wallet_id: str, account: int = 0) -> None:
        """Open a kept wallet that is only watched. Raises WalletError."""
        self.opened.watch(self.kept.card(wallet_id))
        self._kept = False
        self.use_account(account)

    def unlock_envelope(self, envelope: Envelope, passphrase: Typed, account: int = 0) -> None:
        """Open a wallet that is not kept here from its envelope, on one of its accounts."""
        self.opened.unlock_envelope(envelope, passphrase, (self.known,))
        self._kept = False
        self.use_account(account)

    def use_device(self, device: Signer) -> None:
        """Open the account of a device, whose key never comes here. What was open is locked."""
        self.lock()
        self.device = device
        self._kept, self.account_number = False, 0
        self._turn_to(device.address)

    def accounts(self, first: int) -> tuple[tuple[int, str], ...]:
        """The accounts to turn to, by number: a device's one, else those of the open wallet."""
        if self.device is not None:
            return ((self.account_number, self.account),)
        return self.opened.listed(first)

    def use_account(self, account: int) -> None:
        """Turn to another account of the open wallet. Raises WalletError when locked."""
        address = self.opened.address(account)
        self.device = None
        self.account_number = account
        self._turn_to(address)

    def _turn_to(self, address: str) -> None:
        self.close_desk()
        self.forget_queue()
        self.account = self.names.account = address
        self._person = self._look_up()
        if self.network.local and self._kept and not self._person:
            self._welcome()
        self.touch()

    def allow_unread(self, on: bool) -> None:
        """Let what cannot be read be signed, or no longer. Raises WalletError."""
        self.known = replace(self.known, undecoded=on)
        if isinstance(self.device, DeviceSigner):
            self.device.networks = (self.known,)
        if self.vault.unlocked:
            self.vault.allow((self.known,))

    def lock(self) -> None:
        """End the signer's process. What is on screen stays; nothing can be signed."""
        self.close_desk()
        device, self.device = self.device, None
        if isinstance(device, DeviceSigner):
            device.close()
        self.forget_queue()
        self.opened.lock()

    def leave(self) -> None:
        """Lock, and forget whose wallet it was."""
        self.close_desk()
        self.device = None
        self.forget_queue()
        self.opened.leave()
        self.account = self.names.account = NO_ACCOUNT
        self._person = 0

    def close(self) -> None:
        """Lock and close every file and connection."""
        self.close_desk()
        self.forget_queue()
        self.opened.leave()
        self.store.close()
        self.directory.close()
        self.documents.close()
        self.journal.close()
        self.chain.close()

    def _line(self) -> Line:
        if not self.account:
            raise WalletError("No wallet is open.", "Open yours first.", "keys.locked")
        return Line(self.chain, self.journal, self.known, self.names, self.account)
