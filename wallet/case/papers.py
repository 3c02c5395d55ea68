"""The papers in a case file, each held against what the network has of it: a hash, as a rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from wallet.base import nesting
from wallet.base.addresses import keccak, same_address
from wallet.base.errors import WalletError
from wallet.case.package import CREDENTIAL, EXIT, OTHER, SIGNED, STAKE, TERMS, Case, Paper
from wallet.case.telling import People, count, moment, money, plain
from wallet.chain.logs import Event
from wallet.signing import eip712
from wallet.signing.signature import signer_of

NAMES: Final[Mapping[str, str]] = {
    TERMS: "Terms",
    STAKE: "The paper of a stake",
    EXIT: "The paper of an exit",
    SIGNED: "Signed terms",
    CREDENTIAL: "A credential, as it was shown",
    OTHER: "Another paper",
}
_UNTIED: Final = "Nothing here ties it to the network."
MOST_SHOWN: Final = 400
MOST_SIGNED: Final = 64
_PURCHASE: Final[eip712.Types] = {
    "Purchase": (
        ("uint256", "offering"),
        ("bytes32", "termsHash"),
        ("uint256", "issuer"),
        ("uint256", "investor"),
        ("uint256", "units"),
        ("uint256", "paid"),
        ("uint64", "at"),
    ),
}
"""What issuer and investor sign of a purchase (EIP-712), in the domain of the offerings."""
_SIDES: Final = ("investor", "issuer")
Accounts = Mapping[int, frozenset[str]]
"""The accounts that people are proven to have, or to have had, in small letters."""


def says_of(
    paper: Paper, case: Case, people: People, events: Sequence[Event], accounts: Accounts
) -> list[str]:
    """What a paper is by its proofs, in sentences. Never fails: junk is tied to nothing."""
    try:
        if paper.kind == TERMS:
            return _terms(paper.data, people, events)
        if paper.kind == STAKE:
            return _stake(_object(paper.data), events)
        if paper.kind == EXIT:
            return _exit(_object(paper.data), events)
        if paper.kind == SIGNED:
            return _signed(_object(paper.data), case, people, events, accounts)
        if paper.kind == CREDENTIAL:
            return _credential(paper.data.decode("ascii"), case, people, events)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        return [f"It cannot be read as what it is called. {_UNTIED}"]
    return ["It is in this file as the maker put it there.", _UNTIED]


def _object(data: bytes) -> dict[str, Any]:
    found = nesting.loads(data)
    if not isinstance(found, dict):
        raise ValueError("no object")
    return found


def _hex(data: bytes) -> str:
    return "0x" + data.hex()


def _terms(data: bytes, people: People, events: Iterable[Event]) -> list[str]:
    named = _hex(keccak(data))
    for event in events:
        if event.fields.get("terms_hash") != named:
            continue
        if event.name == "Issued":
            who = people.name(event.fields["token"])
            return [f"These are the very terms under which {who} issued the shares."]
        return [f"These are the very terms of offering {event.fields['offering']}."]
    return [_UNTIED]


def _word(value: Any) -> bytes:
    return int(str(value)).to_bytes(32, "big")


def _salt(value: Any) -> bytes:
    salt = bytes.fromhex(value)
    if len(salt) != 32:
        raise ValueError("no salt")
    return salt


def _commitment(said: Mapping[str, Any]) -> str:
    words = b"".join(_word(said[key]) for key in ("units", "cost", "acquired_at"))
    return _hex(keccak(words + _salt(said["salt"])))


def _stake(said: Mapping[str, Any], events: Iterable[Event]) -> list[str]:
    """A paper whose figures and company are those that a declaration hides (`Companies`)."""
    hidden = _commitment(said)
    company = f"{said['scheme']}:{said['number']}:".encode() + _salt(said["key_salt"])
    package = _salt(said["package_salt"]) + str(said["package"]).encode()
    key, package_hash = _hex(keccak(company)), _hex(keccak(package))
    declared = {one.fields["stake"]: one.fields for one in events if one.name == "StakeDeclared"}
    for event in events:
        if event.name not in ("StakeDeclared", "StakeAmended"):
            continue
        stake = event.fields["stake"]
        same = (event.fields["commitment"], event.fields["package_hash"]) == (hidden, package_hash)
        if same and declared.get(stake, {}).get("company_key") == key:
            return [
                f"This is the very paper that the declaration of stake {stake} commits to: "
                f"{int(str(said['units'])):,} units of “{_cut(said['company'])}”, number "
                f"“{_cut(said['number'])}” in the register {_cut(said['scheme'])}, acquired on "
                f"{moment(int(str(said['acquired_at'])))} for {money(int(str(said['cost'])))}."
            ]
    return [_UNTIED]


def _exit(said: Mapping[str, Any], events: Iterable[Event]) -> list[str]:
    evidence = _hex(keccak(_salt(said["salt"]) + str(said["evidence"]).encode()))
    for event in events:
        if event.name == "ExitReported" and event.fields["evidence_hash"] == evidence:
            return [
                f"This is the very evidence that the report of exit {event.fields['exit']} commits "
                f"to. It says: “{_cut(said['evidence'])}”"
            ]
    return [_UNTIED]


def _signed(
    said: Mapping[str, Any],
    case: Case,
    people: People,
    events: Sequence[Event],
    accounts: Accounts,
) -> list[str]:
    """What the sides of a purchase signed, each line with whose signature it is."""
    found: list[str] = []
    for one in said["purchases"][:MOST_SIGNED]:
        numbers = {key: int(one[key]) for key in
                   ("offering", "issuer", "investor", "units", "paid", "at")}  # fmt: skip
        terms = bytes.fromhex(one["termsHash"].removeprefix("0x"))
        contract = case.contracts["Offering"]
        domain = eip712.domain_hash("Symbolon Offering", "1", case.chain_id, contract)
        message = eip712.hash_struct(_PURCHASE, "Purchase", {**numbers, "termsHash": terms})
        digest = eip712.digest(domain, message)
        names = []
        for side in _SIDES:
            mark = one["signatures"].get(side)
            if mark is None:
                continue
            account = signer_of(digest, bytes.fromhex(mark["signature"].removeprefix("0x")))
            who = numbers[side]
            if account is None or account.lower() not in accounts.get(who, frozenset()):
                return [f"A signature in it is not of {people.name(who)}.", _UNTIED]
            names.append(f"{people.name(who)}, as {side}")
        sides = " and ".join(names)
        about = "which is proven here" if _committed(numbers, terms, events) else "not proven here"
        found.append(
            f"Signed by {sides or 'nobody'}: the terms with the hash 0x{terms.hex()}, for the "
            f"purchase of {count(numbers['units'])} for {money(numbers['paid'])} in offering "
            f"{numbers['offering']}, {about}."
        )
    return found or [_UNTIED]


def _committed(numbers: Mapping[str, int], terms: bytes, events: Sequence[Event]) -> bool:
    """Whether such a purchase was committed, in an offering under these terms."""
    offering = numbers["offering"]
    opened = any(
        one.name == "OfferingOpened"
        and (one.fields["offering"], one.fields["issuer"]) == (offering, numbers["issuer"])
        and one.fields["terms_hash"] == _hex(terms)
        for one in events
    )
    wanted = [offering, numbers["investor"], numbers["units"], numbers["paid"]]
    return opened and any(
        one.name == "Committed"
        and [one.fields[key] for key in ("offering", "person", "units", "paid")] == wanted
        for one in events
    )


def _credential(text: str, case: Case, people: People, events: Iterable[Event]) -> list[str]:
    """A presentation, checked as of the moment at which it was shown."""
    from wallet.identity.credential.checking import Question
    from wallet.identity.credential.claims import said as in_words
    from wallet.identity.credential.reading import decode_object, read_credential

    try:
        credential = read_credential(text)
        bound = decode_object(credential.binding.split(".")[1])
        shown_to, shown_at = str(bound["aud"]), int(bound["iat"])
        question = Question(shown_to, str(bound["nonce"]))
        claims = [
            f"{name.replace('_', ' ')}: {_cut(in_words(name, value))}"
            for name, value in sorted(credential.shown.items())
            if name != "chain_salt"
        ]
        said = (
            f"It was shown to “{_cut(shown_to)}” on {moment(shown_at)}, and says: "
            f"“{'; '.join(claims) or 'nothing'}”."
        )
        whose = _attested(text, question, shown_at, events)
    except (WalletError, IndexError, AttributeError) as error:
        why = error.sentence if isinstance(error, WalletError) else "It was bound to nobody."
        return [f"It does not hold: {why}", _UNTIED]
    if not whose:
        return [said, "The part that ties it to the network was not shown.", _UNTIED]
    return [
        said,
        f"It is the very credential with which {people.name(whose)} was attested, signed by the "
        "key that its issuer used, and shown by whoever it was issued to.",
    ]


def _attested(text: str, question: Any, at: int, events: Iterable[Event]) -> int:
    """The person whose attestation carries the hash of this credential; 0 for nobody."""
    from wallet.identity.credential.checking import check

    refused: WalletError | None = None
    for event in events:
        if event.name in ("Joined", "Renewed"):
            on_chain = bytes.fromhex(event.fields["credential_hash"][2:])
            try:
                found = check(text, question, at, on_chain=on_chain)
                issued_by = found.issuer.rpartition(":")[2]
                if found.anchored and same_address(issued_by, event.fields["verifier"]):
                    return int(event.fields["person"])
            except WalletError as error:
                refused = error
    if refused is not None and refused.code not in ("credential.unlinked", "credential.other"):
        raise refused
    return 0


def _cut(value: object) -> str:
    """A text from a paper as it can stand in a sentence."""
    text = plain(" ".join(str(value).split()))
    return text if len(text) <= MOST_SHOWN else text[:MOST_SHOWN] + "…"
