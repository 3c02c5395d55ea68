"""What the registry's events mean: people, their standing, and who serves as what."""

from __future__ import annotations

from typing import Final

from wallet.books.rows import Rows
from wallet.chain.logs import Event


def _joined(rows: Rows, event: Event) -> None:
    said = event.fields
    if said["person"] > 1:
        rows.need("person", said["person"] - 1)  # ids have no gaps
    rows.add(
        "person",
        id=said["person"],
        account=said["account"],
        level=said["level"],
        country=said["country"],
        **{"class": said["investor_class"]},
        expires=said["expires"],
        joined=event.at,
        credential=said["credential_hash"],
        verifier=said["verifier"],
    )
    _confirms(rows, said["verifier"], 1)


def _confirms(rows: Rows, verifier: str, more: int) -> None:
    """Count whom a verifier confirmed last; World ID confirms too, and is none."""
    row = rows.get("verifier", verifier)
    if row is not None:
        rows.change("verifier", verifier, confirmed=row["confirmed"] + more)


def _renewed(rows: Rows, event: Event) -> None:
    said = event.fields
    before = rows.get("person", said["person"])
    if before is not None:
        _confirms(rows, before["verifier"], -1)
        _confirms(rows, said["verifier"], 1)
    rows.change(
        "person",
        said["person"],
        account=said["account"],
        level=said["level"],
        country=said["country"],
        **{"class": said["investor_class"]},
        expires=said["expires"],
        credential=said["credential_hash"],
        verifier=said["verifier"],
    )


def _frozen(rows: Rows, event: Event) -> None:
    rows.change("person", event.fields["person"], frozen_until=event.fields["until"])


def _banned(rows: Rows, event: Event) -> None:
    rows.change("person", event.fields["person"], banned=1)


def _unbanned(rows: Rows, event: Event) -> None:
    rows.change("person", event.fields["person"], banned=0)


def _verifier_set(rows: Rows, event: Event) -> None:
    said = event.fields
    before = rows.get("verifier", said["account"])
    if before is None:
        rows.add("verifier", account=said["account"], serves=int(said["serves"]), at=event.at)
    else:
        rows.change("verifier", said["account"], serves=int(said["serves"]))


def _attestor_set(rows: Rows, event: Event) -> None:
    rows.change("person", event.fields["person"], attestor=int(event.fields["serves"]))


def _member_added(rows: Rows, event: Event) -> None:
    rows.change("person", event.fields["person"], rank=event.fields["rank"])


def _marked(rows: Rows, event: Event) -> None:
    rows.change("person", event.fields["person"], marked=int(event.fields["marked"]))


def _recovery_started(rows: Rows, event: Event) -> None:
    said = event.fields
    proved = int(said["in_person"])
    _recovery(rows, said["person"], said["account"], said["ends"], in_person=proved)


def _recovery_cancelled(rows: Rows, event: Event) -> None:
    _recovery(rows, event.fields["person"], None, event.fields["free"], in_person=0, cancelled=1)


def _recovery_closed(rows: Rows, event: Event) -> None:
    _recovery(rows, event.fields["person"], None, 0)


def _recovered(rows: Rows, event: Event) -> None:
    said = event.fields
    rows.change("person", said["person"], account=said["account"])
    rows.add("former", account=said["old"], person=said["person"])
    _recovery(rows, said["person"], None, 0, in_person=0, cancelled=0)


def _recovery(rows: Rows, person: int, account: str | None, ends: int, **more: int) -> None:
    rows.change("person", person, recovery=account, recovery_ends=ends, **more)


FOLDS: Final = {
    "Joined": _joined,
    "Renewed": _renewed,
    "Frozen": _frozen,
    "Banned": _banned,
    "Unbanned": _unbanned,
    "VerifierSet": _verifier_set,
    "AttestorSet": _attestor_set,
    "MemberAdded": _member_added,
    "Marked": _marked,
    "RecoveryStarted": _recovery_started,
    "RecoveryCancelled": _recovery_cancelled,
    "RecoveryClosed": _recovery_closed,
    "Recovered": _recovered,
}
