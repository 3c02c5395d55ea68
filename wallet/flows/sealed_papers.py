"""A request to attestors: papers and their files, sealed so that only those who were asked read it.

Inside is JSON that names the network, what is asked about and the paper, and holds the files.
Outside is JWE (RFC 7516) in its general JSON form for several recipients: ECDH-ES+A256KW on P-256
for each, A256GCM for the content. Whoever carries it sees how large it is and by which keys it
opens, and nothing else. It proves nothing about who sealed it: what is inside is held against the
salted hashes that its owner published.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from jwcrypto import jwe, jwk
from jwcrypto.common import JWException

from wallet.base import nesting
from wallet.base.errors import WalletError
from wallet.base.files import MEGABYTE, parse_json
from wallet.base.money import MAX_MONEY
from wallet.flows.attached import Attached, files_of, fits, parse_attached
from wallet.flows.papers import ExitPaper, StakePaper, parse_exit_paper, parse_stake_paper

STAKE: Final = "stake"
EXIT: Final = "exit"
COST: Final = "cost"
MOST_SEALED: Final = 24 * MEGABYTE
"""Bytes of a sealed request: its files, written as text twice over."""
MOST_RECIPIENTS: Final = 3
_VERSION: Final = 1
_TYPE: Final = "symbolon-papers"
_KEYS: Final = "ECDH-ES+A256KW"
_CONTENT: Final = "A256GCM"
_PARTS: Final = {"version", "kind", "chain", "number", "at", "paper", "files"}
_MOST_NUMBER: Final = 2**53
MOST_NOTE: Final = 4_000


@dataclass(frozen=True, slots=True)
class CostPaper:
    """What a lot cost, as attestors are shown it: whose lot of which token, and how it was paid."""

    token: int
    holder: int
    serial: int
    units: int
    cost: int
    evidence: str
    files: tuple[Attached, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The paper as a request holds it."""
        numbers = {name: str(getattr(self, name)) for name in _COST}
        return {"kind": COST, **numbers, "evidence": self.evidence, **files_of(self.files)}

    def __repr__(self) -> str:
        return "CostPaper(kept private)"


_COST: Final = ("token", "holder", "serial", "units", "cost")
Paper = StakePaper | ExitPaper | CostPaper


@dataclass(frozen=True)
class PaperRequest:
    """What attestors are asked: about the stake or exit `number`, or a lot, on one network.

    `files` are the contents by name. `made_at` is when it was sealed, in unix seconds.
    """

    chain_id: int
    kind: str
    number: int
    made_at: int
    paper: Paper = field(repr=False)
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    @property
    def subject(self) -> str:
        """What it is about, by which an answer is found: `stake:3`, `exit:4`, `cost:1:5:2`."""
        paper = self.paper
        if isinstance(paper, CostPaper):
            return f"{COST}:{paper.token}:{paper.holder}:{paper.serial}"
        return f"{self.kind}:{self.number}"

    def to_json(self) -> str:
        """The request before it is sealed."""
        contents = {
            name: base64.b64encode(data).decode("ascii") for name, data in self.files.items()
        }
        found = {
            "version": _VERSION,
            "kind": self.kind,
            "chain": self.chain_id,
            "number": self.number,
            "at": self.made_at,
            "paper": self.paper.to_json(),
            "files": contents,
        }
        return json.dumps(found, separators=(",", ":"))


def attached_to(paper: Paper) -> tuple[Attached, ...]:
    """The files that travel with a paper: its own, not those of the stake that was sold."""
    return paper.files


def seal(request: PaperRequest, keys: Sequence[jwk.JWK]) -> str:
    """Seal a request to the keys of those who are asked."""
    if not 0 < len(keys) <= MOST_RECIPIENTS:
        raise ValueError("a request has one to three recipients")
    token = jwe.JWE(
        request.to_json().encode(), json.dumps({"typ": _TYPE, "enc": _CONTENT, "alg": _KEYS})
    )
    for key in keys:
        token.add_recipient(key, json.dumps({"kid": key.thumbprint()}))
    return str(token.serialize())


def open_sealed(text: str, key: jwk.JWK, chain_id: int) -> PaperRequest:
    """A request that was sealed to `key`, for this network, whole and with its own files.

    Raises WalletError: `sealed.garbage`, `sealed.other` for one to somebody else,
    `sealed.damaged`, `sealed.chain`, `sealed.files`.
    """
    check_sealed(text, key)
    token = jwe.JWE(algs=[_KEYS, _CONTENT])
    try:
        token.deserialize(text)
        token.decrypt(key, max_plaintext=MOST_SEALED)
        content = token.payload
    except (JWException, ValueError, TypeError, KeyError, AttributeError) as error:
        raise WalletError(
            "This request was changed or damaged on the way: it does not open.",
            "Ask for it again.",
            "sealed.damaged",
        ) from error
    return _read(content, chain_id)


def check_sealed(text: str, key: jwk.JWK) -> None:
    """It has the shape of a request, sealed to `key` among others. Raises WalletError."""
    if len(text) > MOST_SEALED:
        raise WalletError(
            "This is larger than a request to attestors can be.",
            "Ask for one with fewer or smaller files.",
            "sealed.large",
        )
    found = parse_json(text, "This file")
    try:
        rows = found.get("recipients", [found])
        if not isinstance(rows, list) or not 0 < len(rows) <= MOST_RECIPIENTS:
            raise ValueError("no recipients")
        head = nesting.loads(base64.urlsafe_b64decode(found["protected"] + "==="))
        if head != {"typ": _TYPE, "enc": _CONTENT, "alg": _KEYS} or "unprotected" in found:
            raise ValueError("another kind")
        kids = {row["header"]["kid"] for row in rows}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise garbage() from error
    if key.thumbprint() not in kids:
        raise WalletError(
            "This request is not for you: it is sealed to others, or to a former key of yours.",
            "Give whoever brought it your card, and ask for a new request.",
            "sealed.other",
        )


def _read(content: bytes, chain_id: int) -> PaperRequest:
    found = parse_json(content, "This request")
    if not isinstance(found, dict) or set(found) != _PARTS or found["version"] != _VERSION:
        raise garbage()
    numbers = [found[name] for name in ("chain", "number", "at")]
    if any(type(one) is not int or not 0 <= one < _MOST_NUMBER for one in numbers):
        raise garbage()
    if found["chain"] != chain_id:
        raise WalletError(
            "This request is about another network than the one that is open.",
            "Open that network, then take the request in again.",
            "sealed.chain",
        )
    paper = _paper(found["kind"], found["paper"])
    files = _contents(found["files"], attached_to(paper))
    return PaperRequest(found["chain"], found["kind"], found["number"], found["at"], paper, files)


def _paper(kind: object, said: object) -> Paper:
    if kind == STAKE:
        return parse_stake_paper(said)
    if kind == EXIT:
        return parse_exit_paper(said)
    if kind == COST:
        return parse_cost_paper(said)
    raise garbage()


def parse_cost_paper(said: object) -> CostPaper:
    """The paper about a lot that decoded JSON holds. Raises WalletError (`sealed.garbage`)."""
    if not isinstance(said, dict) or said.get("kind") != COST:
        raise garbage()
    evidence = said.get("evidence")
    token, holder, serial, units, cost = (_whole(said.get(name)) for name in _COST)
    if not isinstance(evidence, str) or len(evidence) > MOST_NOTE or cost > MAX_MONEY:
        raise garbage()
    return CostPaper(token, holder, serial, units, cost, evidence, parse_attached(said))


def _whole(text: object) -> int:
    if not isinstance(text, str) or not (text.isascii() and text.isdigit()) or len(text) > 30:
        raise garbage()
    return int(text)


def _contents(found: object, named: Sequence[Attached]) -> dict[str, bytes]:
    """The contents of the files that the paper names. Raises WalletError (`sealed.files`)."""
    if not isinstance(found, dict) or not set(found) <= {one.name for one in named}:
        raise garbage()
    contents: dict[str, bytes] = {}
    for one in named:
        text = found.get(one.name, "")
        try:
            data = base64.b64decode(text, validate=True) if isinstance(text, str) else b""
        except ValueError:
            data = b""
        if not fits(one, data):
            raise WalletError(
                f"The file {one.name} is missing, or is another than the paper names.",
                "Ask for the request again, with the files that it was made from.",
                "sealed.files",
            )
        contents[one.name] = data
    return contents


def garbage() -> WalletError:
    """The refusal of what is no request."""
    return WalletError(
        "This is no request to attestors that can be read.",
        "Ask for it again; it may have been cut off on the way.",
        "sealed.garbage",
    )
