"""What a desk signs for a person, and the texts that it hands back."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from wallet.acts.identity import LEVEL_DOCUMENT, Attestation
from wallet.acts.recovering import Recovery
from wallet.base.clock import YEAR
from wallet.flows.desk.case import Case
from wallet.flows.desk.desk import Desk
from wallet.flows.join_answer import JoinAnswer
from wallet.flows.name_answer import NameAnswer
from wallet.flows.recovery_answer import RecoveryAnswer, recovery_for
from wallet.identity.asking_for_name import NameAsking
from wallet.identity.asking_to_join import JoinAsking
from wallet.identity.asking_to_recover import RecoveryAsking
from wallet.identity.credential.claims import claims_of
from wallet.identity.credential.issuing import issue
from wallet.identity.glance import JOIN, NAME, RECOVERY
from wallet.identity.mrz import read_zone
from wallet.identity.tags.subjects import Kind
from wallet.signing.typed import TypedRequest, statement

_ATTESTED: Final = (
    "account personTag level country investorClass issuedAt expiresAt credentialHash nonce"
).split()
_RECOVERED: Final = "account personTag inPerson issuedAt nonce".split()
_STATEMENTS: Final = {
    JOIN: ("Attestation", _ATTESTED),
    RECOVERY: ("Recovery", _RECOVERED),
    NAME: ("Name", ["person", "name"]),
}


def compose(
    desk: Desk, asking: JoinAsking | RecoveryAsking | NameAsking, case: Case
) -> tuple[str, list[dict[str, Any]]]:
    """The credential (of joining alone) and the statements to be signed, one for each strong
    tag that the registry does not know yet; the document's first. Raises WalletError.
    """
    if isinstance(asking, NameAsking):
        return "", [_plain((asking.person, asking.name))]
    tags = [bytes.fromhex(tag) for kind, tag in case.tags.items() if Kind(kind).strong]
    known = [tag for tag in tags if int(desk.views.read("Registry", "tag_owner", tag))]
    if isinstance(asking, RecoveryAsking):
        return "", [_plain(recovery_for(asking, known[0]).fields())]
    now, seen = desk.views.now(), case.seen
    zone = read_zone(seen.zone, datetime.fromtimestamp(now, UTC).date())
    expires = now + seen.years * YEAR
    claims = claims_of(zone, seen.country, now, seen.given, seen.surname)
    issued = issue(claims, desk.address, desk.chain_id, desk.key, asking.key, now, expires)
    rows = []
    for tag in [one for one in tags if one not in known] or tags[:1]:
        said = Attestation(
            account=case.account,
            person_tag=tag,
            level=LEVEL_DOCUMENT,
            country=seen.country,
            investor_class=seen.investor_class,
            issued_at=now,
            expires_at=expires,
            credential_hash=issued.credential_hash,
            nonce=secrets.randbits(128),
        )
        rows.append(_plain(said.fields()))
    return issued.text, rows


def request_of(desk: Desk, kind: str, row: Mapping[str, Any]) -> TypedRequest:
    """One statement, as the verifier's key signs it."""
    name, names = _STATEMENTS[kind]
    message = dict(zip(names, _values(row), strict=True))
    return statement(name, desk.chain_id, desk.address, desk.registry, message)


def answer_of(desk: Desk, case: Case, row: Mapping[str, Any], signature: bytes, first: bool) -> str:
    """The text that is handed back for one statement; the credential goes with the `first`."""
    values = _values(row)
    if case.kind == RECOVERY:
        return RecoveryAnswer(desk.chain_id, desk.address, Recovery(*values), signature).to_json()
    if case.kind == NAME:
        person, name = values
        return NameAnswer(
            desk.chain_id, desk.address, case.number, person, name, signature
        ).to_json()
    credential = case.credential if first else ""
    return JoinAnswer(
        desk.chain_id, desk.address, case.number, Attestation(*values), signature, credential
    ).to_json()


def _plain(fields: tuple[object, ...]) -> dict[str, Any]:
    return {"fields": ["0x" + one.hex() if isinstance(one, bytes) else one for one in fields]}


def _values(row: Mapping[str, Any]) -> list[Any]:
    return [
        bytes.fromhex(one[2:]) if isinstance(one, str) and len(one) == 66 else one
        for one in row["fields"]
    ]
