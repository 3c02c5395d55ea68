"""Joining: from a document in one's hand to a person of the network.

details -> asked (the paper is on its way to a verifier) -> attested (what came back fits) ->
joined. The attestation may arrive at once, as on a local network, or days later as a file.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from wallet.acts.identity import Attestation, Join, Renew
from wallet.base.addresses import same_address
from wallet.base.errors import WalletError
from wallet.flows.papers import IdentityPaper


@dataclass(frozen=True, slots=True)
class JoinRequest:
    """What a verifier is asked: to confirm `paper` for the wallet at `account`."""

    account: str
    paper: IdentityPaper


@dataclass(frozen=True, slots=True)
class Attested:
    """What a verifier gave: an attestation and its 65-byte signature."""

    attestation: Attestation
    signature: bytes


class Step(Enum):
    """Where the dialogue stands."""

    DETAILS = "details"
    ASKED = "asked"
    ATTESTED = "attested"
    JOINED = "joined"


class Joining:
    """One person joining, or renewing (`person` is then their id)."""

    def __init__(self, account: str, person: int = 0) -> None:
        self.account = account
        self.person = person
        self.step = Step.DETAILS
        self.request: JoinRequest | None = None
        self.attested: Attested | None = None

    def ask(self, paper: IdentityPaper) -> JoinRequest:
        """Check what was typed and make the request. Raises WalletError beside the field."""
        self._expect(Step.DETAILS, Step.ASKED)
        paper.check()
        self.request = JoinRequest(self.account, paper)
        self.step = Step.ASKED
        return self.request

    def receive(self, attested: Attested) -> Join | Renew:
        """Take what the verifier gave; answers the act to confirm. Raises WalletError."""
        self._expect(Step.ASKED, Step.ATTESTED)
        if not same_address(attested.attestation.account, self.account):
            raise WalletError(
                "This attestation was made for another wallet.",
                "Ask the verifier for one for this wallet.",
                "joining.other_wallet",
            )
        self.attested = attested
        self.step = Step.ATTESTED
        return self.act

    @property
    def act(self) -> Join | Renew:
        """What to confirm once attested."""
        if self.attested is None:
            raise ValueError("nothing was attested yet")
        kind = Renew if self.person else Join
        return kind(self.attested.attestation, self.attested.signature)

    def joined(self) -> None:
        """The act went through."""
        self._expect(Step.ATTESTED)
        self.step = Step.JOINED

    def back(self) -> None:
        """Return to the details; what was typed is kept in `request`."""
        self._expect(Step.ASKED, Step.ATTESTED)
        self.attested = None
        self.step = Step.DETAILS

    def _expect(self, *steps: Step) -> None:
        if self.step not in steps:
            raise ValueError(f"the dialogue is at {self.step.value}")
