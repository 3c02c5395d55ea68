"""Having something confirmed by attestors who are elsewhere: asked, signed one by one, handed in.

Everything is kept among the wallet's own documents, under what it is about and its version, so that
it can be taken up after any interruption. What is kept: when each attestor's request was sealed,
and what each of them answered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol

from wallet.acts.checks import refuse
from wallet.acts.companies import (
    ConfirmCost,
    Signatures,
    SubmitExitAttestation,
    SubmitStakeAttestation,
)
from wallet.acts.facts import Views, number_view
from wallet.base.addresses import checksum, same_address
from wallet.base.errors import WalletError
from wallet.books.documents import Documents
from wallet.books.persons import name_list
from wallet.flows.attached import Attached
from wallet.flows.attestor_answer import AttestorAnswer, read_answer
from wallet.flows.attestor_card import kept_card
from wallet.flows.own_seal import KeptFiles
from wallet.flows.paper_against_chain import Compared
from wallet.flows.sealed_papers import (
    MOST_RECIPIENTS,
    CostPaper,
    Paper,
    PaperRequest,
    attached_to,
    seal,
)
from wallet.signing.known import KnownNetwork
from wallet.signing.recovery import checked_signature
from wallet.signing.typed import statement

ASKED: Final = "asked"
"""The kind of document under which it is kept; the reference is network, subject and version."""
_WORDS: Final = {1: "one", 2: "two"}
Confirmation = SubmitStakeAttestation | SubmitExitAttestation | ConfirmCost


class CostDesk(Protocol):
    """An attestor who answers at once about what a lot cost."""

    @property
    def person(self) -> int:
        """Their person id."""
        ...

    def sign_cost(self, paper: Paper, compared: Compared) -> bytes:
        """Confirm it. Raises WalletError."""
        ...


@dataclass(frozen=True)
class Standing:
    """How far it is: whom was asked when, who signed, who refused and why (by person id).

    `needed` is how many have to sign, by the rules as they are now.
    """

    asked: Mapping[int, int]
    signed: Mapping[int, bytes]
    refused: Mapping[int, str]
    needed: int

    @property
    def enough(self) -> bool:
        """Whether as many have signed as are needed."""
        return len(self.signed) >= self.needed

    def words(self, names: Mapping[int, str]) -> str:
        """What it waits for, in a sentence; `names` of all who were named."""
        signed = name_list(names.get(one, f"Person {one}") for one in self.signed)
        have = "have" if len(self.signed) > 1 else "has"
        refused = "".join(
            f" {names.get(one, f'Person {one}')} refused: {why.rstrip('.')}."
            for one, why in self.refused.items()
        )
        if self.enough:
            return (
                f"{signed} {have} signed, and {_WORDS.get(self.needed, self.needed)} are enough: "
                f"put it on record.{refused}"
            )
        if len(names) - len(self.refused) < self.needed:
            return f"Too few are left who could sign: amend it, and ask anew.{refused}"
        more = self.needed - len(self.signed)
        if self.signed:
            return (
                f"It waits for {_WORDS.get(more, more)} more of {len(names)} attestors: "
                f"{signed} {have} signed.{refused}"
            )
        if self.asked:
            asked = name_list(names.get(one, f"Person {one}") for one in self.asked)
            return (
                f"It waits for {self.needed} of {len(names)} attestors. {asked} can open the "
                f"request.{refused}"
            )
        return (
            f"It waits for {self.needed} of {len(names)} attestors, and nobody was asked "
            f"yet.{refused}"
        )


class Confirming:
    """One stake, exit or lot on its way to being confirmed.

    `compared` is its paper beside what is on record (`paper_against_chain`), whose message is what
    attestors sign; `named` are the ids of those who may.
    """

    def __init__(
        self,
        documents: Documents,
        known: KnownNetwork,
        views: Views,
        request: PaperRequest,
        compared: Compared,
        named: Sequence[int],
    ) -> None:
        self._documents, self._known, self._views = documents, known, views
        self.request, self.compared, self.named = request, compared, tuple(named)
        self._ref = f"{known.chain_id}:{request.subject}:{compared.version}"

    @property
    def files(self) -> tuple[Attached, ...]:
        """The files that are shown with it."""
        return attached_to(self.request.paper)

    @property
    def standing(self) -> Standing:
        """How far it is."""
        body = self._documents.find(ASKED, self._ref) or {}
        return Standing(
            {int(one): int(at) for one, at in _rows(body, "asked")},
            {int(one): bytes.fromhex(str(text)) for one, text in _rows(body, "signed")},
            {int(one): str(why) for one, why in _rows(body, "refused")},
            min(len(self.named), int(self._views.read(*number_view("SIGNATURES")))),
        )

    def lacking(self, people: Sequence[int]) -> tuple[int, ...]:
        """Those of whom no card is kept, so that nothing can be sealed to them."""
        return tuple(one for one in people if self._card(one) is None)

    def sealed_to(self, people: Sequence[int], files: KeptFiles | None, now: int) -> str:
        """The request sealed to some of those named, as a file or a code; notes whom was asked.

        `files` is where the contents of the paper's files are kept. Raises WalletError
        (`confirm.card`, `confirm.nobody`, `files.missing`).
        """
        if not people or not set(people) <= set(self.named):
            raise WalletError("Nobody was chosen.", "Choose at least one.", "confirm.nobody")
        cards = [self._card(one) for one in people]
        if any(card is None for card in cards):
            raise WalletError(
                "The card of somebody whom you chose is not here.",
                "Ask them for it: it says to which key your papers are sealed.",
                "confirm.card",
            )
        request = with_files(self.request, files)
        text = seal(request, [card.key for card in cards if card is not None])
        standing = self.standing
        self._keep({**standing.asked, **dict.fromkeys(people, now)}, standing)
        return text

    def take(self, text: str) -> AttestorAnswer:
        """Take in an attestor's answer, once its signature is seen to be theirs, of this.

        Raises WalletError: `answer.garbage`, `answer.chain`, `answer.other` for one of something
        else, `answer.nobody` for one by somebody who was not named, `answer.signature`,
        `answer.twice` where they said otherwise before.
        """
        answer = read_answer(text)
        if answer.chain_id != self._known.chain_id:
            raise _not_this("This answer is for another network.", "answer.chain")
        if (answer.subject, answer.of) != (self.request.subject, self.compared.version):
            raise _not_this(
                "This answer is about something else, or about what you declared before you "
                "amended it.",
                "answer.other",
            )
        if answer.attestor not in self.named:
            raise _not_this("This answer is by somebody whom you did not name.", "answer.nobody")
        if answer.signed:
            self._check_signature(answer)
        return self._add(answer)

    def act(self) -> Confirmation:
        """The act that puts the signatures on record. Raises WalletError while some are missing."""
        standing = self.standing
        if not standing.enough:
            raise refuse(
                f"{standing.needed} different attestors have to sign this.",
                "Ask the attestors you named.",
                "signatures",
                "signatures",
            )
        signed = dict(list(standing.signed.items())[:MOST_RECIPIENTS])
        both = Signatures(tuple(signed), tuple(signed.values()))
        paper = self.request.paper
        if isinstance(paper, CostPaper):
            return ConfirmCost(
                paper.token, paper.holder, paper.serial, paper.units, paper.cost, both
            )
        if self.compared.kind == "Exit":
            return SubmitExitAttestation(self.request.number, both)
        return SubmitStakeAttestation(self.request.number, both)

    def shown_to(self, desks: Sequence[CostDesk]) -> Confirmation:
        """Show a lot's cost to desks that answer at once; answers the act."""
        for desk in desks:
            self._keep_signature(desk.person, desk.sign_cost(self.request.paper, self.compared))
        return self.act()

    def _keep_signature(self, person: int, signature: bytes) -> None:
        standing = self.standing
        signed = {**standing.signed, person: signature}
        self._keep(standing.asked, replace(standing, signed=signed))

    def _check_signature(self, answer: AttestorAnswer) -> None:
        """It is by the wallet with which that attestor serves now, and of this."""
        serves_at = checksum(str(self._views.read("Registry", "attestor_of", answer.attestor)))
        if not int(serves_at, 16):
            raise _not_this("This attestor serves no longer.", "answer.nobody")
        there = self._known.contracts["Companies"]
        compared = self.compared
        asked = statement(compared.kind, self._known.chain_id, serves_at, there, compared.message)
        try:
            if not same_address(answer.account, serves_at):
                raise _not_this("", "")
            checked_signature(asked.digest, answer.signature, self._known.chain_id, serves_at)
        except WalletError as error:
            raise WalletError(
                "This signature is not by that attestor, or is of something else than what is on "
                "record.",
                "Ask them for it again, from the request that you gave them last.",
                "answer.signature",
            ) from error

    def _add(self, answer: AttestorAnswer) -> AttestorAnswer:
        standing = self.standing
        before = standing.signed.get(answer.attestor)
        if before is not None and (not answer.signed or before != answer.signature):
            raise WalletError(
                "This attestor answered before, and otherwise: the first answer stands.",
                "Nothing was changed. Ask them what they meant.",
                "answer.twice",
            )
        signed, refused = dict(standing.signed), dict(standing.refused)
        if answer.signed:
            signed[answer.attestor] = answer.signature
            refused.pop(answer.attestor, None)
        else:
            refused[answer.attestor] = answer.reason
        self._keep(standing.asked, replace(standing, signed=signed, refused=refused))
        return answer

    def _keep(self, asked: Mapping[int, int], standing: Standing) -> None:
        self._documents.keep(
            ASKED,
            self._ref,
            {
                "asked": {str(one): at for one, at in asked.items()},
                "signed": {str(one): data.hex() for one, data in standing.signed.items()},
                "refused": {str(one): why for one, why in standing.refused.items()},
            },
        )

    def _card(self, person: int) -> Any:
        return kept_card(self._documents, person, self._known.chain_id, self._views)


def waits_for(
    documents: Documents,
    chain_id: int,
    subject: str,
    version: int,
    named: Mapping[int, str],
    needed: int,
) -> str:
    """What something waits for, in a few words for a list; nothing where nobody was asked yet.

    `named` are the names of those who may sign, by person id; `needed` how many have to.
    """
    body = documents.find(ASKED, f"{chain_id}:{subject}:{version}")
    if body is None:
        return ""
    signed = [named.get(int(one), f"Person {one}") for one, _ in _rows(body, "signed")]
    refused = [named.get(int(one), f"Person {one}") for one, _ in _rows(body, "refused")]
    if len(signed) >= needed:
        return "signed, to be put on record"
    no = f", {name_list(refused)} refused" if refused else ""
    if signed:
        have = "have" if len(signed) > 1 else "has"
        return f"waits for {needed - len(signed)} more: {name_list(signed)} {have} signed{no}"
    return f"waits for {needed} of {len(named)} attestors{no}"


def with_files(request: PaperRequest, files: KeptFiles | None) -> PaperRequest:
    """A request with the contents of its files. Raises WalletError (`files.missing`)."""
    named = attached_to(request.paper)
    if not named or files is None:
        return request
    contents = {one.name: files.content(one) for one in named}
    return PaperRequest(
        request.chain_id, request.kind, request.number, request.made_at, request.paper, contents
    )


def request_of(known: KnownNetwork, kind: str, number: int, paper: Paper, now: int) -> PaperRequest:
    """A request about a paper, without its files yet."""
    return PaperRequest(known.chain_id, kind, number, now, paper)


def _rows(body: Mapping[str, Any], key: str) -> list[tuple[str, Any]]:
    found = body.get(key)
    return list(found.items()) if isinstance(found, dict) else []


def _not_this(sentence: str, code: str) -> WalletError:
    return WalletError(sentence, "Take it in where it belongs, or ask for the right one.", code)
