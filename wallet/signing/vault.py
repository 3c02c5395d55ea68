"""The vault: asks the signer's own process for signatures, and ends it to lock.

Ending the process is the one sure way to wipe a key in CPython. Nothing secret is in its
arguments, its environment or a file: envelope and passphrase go through its pipe.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from wallet.base.errors import WalletError
from wallet.keys.envelope import Envelope
from wallet.keys.hidden import Hidden, Typed, hidden
from wallet.keys.public import ExtendedPublic, parse_public
from wallet.signing.asked import Asked
from wallet.signing.fields import unreadable
from wallet.signing.known import KnownNetwork
from wallet.signing.request import Request
from wallet.signing.signer import KEY, Together, locked
from wallet.signing.transaction import SignedTransaction
from wallet.signing.typed import TypedRequest
from wallet.signing.vault_process import SignerProcess


class Vault:
    """One unlocked wallet at a time, in a process of its own. Safe to use from several threads.

    `clock` counts seconds; `last_used` is its reading when something was last unlocked or signed,
    from which the caller decides when to lock.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._guard = threading.Lock()
        self._process: SignerProcess | None = None
        self._wallet_id: str | None = None
        self._locks = 0
        self.last_used = clock()

    @property
    def unlocked(self) -> bool:
        """Whether a wallet is open and its process alive."""
        process = self._process
        return self._wallet_id is not None and process is not None and process.alive

    @property
    def wallet_id(self) -> str | None:
        """The open wallet's id; None when locked."""
        return self._wallet_id if self.unlocked else None

    @property
    def process(self) -> SignerProcess | None:
        """The signer's process, if one was started; to look at, not to ask."""
        return self._process

    def unlock(
        self,
        envelope: Envelope,
        passphrase: Typed,
        networks: Iterable[KnownNetwork],
        once: bool = False,
    ) -> str:
        """Open a wallet in a new process and answer its first account's address.

        Takes about a second. What was open before is locked. With `once` the process forgets the
        key after one signature. Raises WalletError for a wrong passphrase or when the process
        cannot be started.
        """
        frame: dict[str, Any] = {
            "do": "unlock",
            "envelope": envelope.text,
            "passphrase": hidden(passphrase),
            "once": once,
            "networks": [network.to_json() for network in networks],
        }
        with self._guard, frame["passphrase"]:
            self._end()
            locks = self._locks
            self._process = SignerProcess()
            try:
                address = str(self._ask(frame))
                if self._locks != locks:
                    raise locked()  # somebody locked while the process was starting
            except WalletError:
                self._end()
                raise
            self._wallet_id = envelope.wallet_id
        return address

    def allow(self, networks: Iterable[KnownNetwork]) -> None:
        """Replace the networks that may be signed for."""
        with self._guard:
            self._ask({"do": "networks", "networks": [one.to_json() for one in networks]})

    def address(self, account: int) -> str:
        """The address of one account, from 0."""
        with self._guard:
            return str(self._ask({"do": "address", "account": account}))

    def addresses(self, count: int) -> tuple[str, ...]:
        """The addresses of the first `count` accounts."""
        return tuple(self.address(index) for index in range(count))

    def signer(self, account: int = 0) -> VaultSigner:
        """The signer of one account; it refuses once the vault locks."""
        return VaultSigner(self, account, self.address(account))

    def sign(self, request: Request, account: int) -> SignedTransaction:
        """Sign a request for one account; WalletError when locked or refused."""
        with self._guard:
            frame = {"do": "sign", "account": account, "request": request.to_json()}
            raw, tx_hash, request_id = self._ask(frame)
        return SignedTransaction(bytes.fromhex(raw), str(tx_hash), str(request_id))

    def sign_typed(self, request: TypedRequest, account: int) -> bytes:
        """Sign a statement for one account; WalletError when locked or refused."""
        with self._guard:
            frame = {"do": "sign_typed", "account": account, "request": request.to_json()}
            return bytes.fromhex(self._ask(frame))

    def sign_together(
        self, request: Request | None, statements: Sequence[TypedRequest], account: int
    ) -> Together:
        """Sign a request, where there is one, and its statements, at one consent."""
        frame = {
            "do": "sign_together",
            "account": account,
            "request": "" if request is None else request.to_json(),
            "statements": [one.to_json() for one in statements],
        }
        with self._guard:
            sent, signatures = self._ask(frame)
        signed = None
        if sent is not None:
            signed = SignedTransaction(bytes.fromhex(sent[0]), str(sent[1]), str(sent[2]))
        return signed, tuple(bytes.fromhex(one) for one in signatures)

    def sign_asked(self, asked: Asked, account: int) -> bytes:
        """Sign bytes that another wallet asks for; r, s and v. WalletError when refused."""
        with self._guard:
            frame = {"do": "sign_asked", "account": account, "request": asked.to_json()}
            return bytes.fromhex(self._ask(frame))

    def secret_for(self, account: int, purpose: str) -> Hidden:
        """32 bytes that an account always has for a purpose; they sign nothing on the chain.

        `wallet.signing.unlocked.PURPOSES` says for what. WalletError when locked or refused.
        """
        with self._guard:
            answer = self._ask({"do": "secret", "account": account, "purpose": purpose})
        if not isinstance(answer, Hidden):
            raise unreadable()
        return answer

    def public(self) -> ExtendedPublic:
        """What another machine needs to know this wallet's addresses; nothing of it is secret."""
        with self._guard:
            return parse_public(self._ask({"do": "public"}))

    def lock(self) -> None:
        """End the signer's process, and with it the keys. Does nothing when locked."""
        self._locks += 1
        process = self._process
        if process is None:
            return
        # Killed before the guard is taken: a lock does not wait for a signature under way.
        process.kill()
        with self._guard:
            if self._process is process:
                self._end()

    def _end(self) -> None:
        process, self._process, self._wallet_id = self._process, None, None
        if process is not None:
            process.end()

    def _ask(self, frame: Mapping[str, Any]) -> Any:
        if self._process is None:
            raise locked()
        try:
            answer = self._process.ask(frame)
        except WalletError as refused:
            if refused.code == "keys.locked":
                self._end()
            raise
        self.last_used = self._clock()
        return answer


class VaultSigner:
    """Signs for one account of the vault's wallet (a `Signer`)."""

    def __init__(self, vault: Vault, account: int, address: str) -> None:
        self._vault = vault
        self._account = account
        self._address = address

    @property
    def kind(self) -> str:
        """An unlocked key."""
        return KEY

    @property
    def address(self) -> str:
        """The account that it signs for."""
        return self._address

    def sign(self, request: Request) -> SignedTransaction:
        """Sign a request, its permit first where it carries one."""
        return self._vault.sign(request, self._account)

    def sign_typed(self, request: TypedRequest) -> bytes:
        """The 65-byte signature of a statement."""
        return self._vault.sign_typed(request, self._account)

    def sign_together(
        self, request: Request | None, statements: Sequence[TypedRequest]
    ) -> Together:
        """A request and its statements, asked for at once: an opened key may sign only once."""
        return self._vault.sign_together(request, statements, self._account)

    def sign_asked(self, asked: Asked) -> bytes:
        """r, s and v of what another wallet asks to be signed."""
        return self._vault.sign_asked(asked, self._account)
