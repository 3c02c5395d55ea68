"""What the registry's events mean: people, their standing, and who serves as what."""

from __future__ import annotations

from typing import Final

from wallet.books.store import Tables
from wallet.chain.logs import Event


def _joined(tables: Tables, event: Event) -> None:
    said = event.fields
    if said["person"] > 1 and not _exists(tables, said["person"] - 1):
        raise KeyError(said["person"] - 1)  # ids have no gaps
    tables.add(
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


def _renewed(tables: Tables, event: Event) -> None:
    said = event.fields
    tables.run(
        "UPDATE person SET account = ?, level = ?, country = ?, class = ?, expires = ?,"
        " credential = ?, verifier = ? WHERE id = ?",
        said["account"],
        said["level"],
        said["country"],
        said["investor_class"],
        said["expires"],
        said["credential_hash"],
        said["verifier"],
        said["person"],
    )


def _frozen(tables: Tables, event: Event) -> None:
    person, until = event.fields["person"], event.fields["until"]
    tables.run("UPDATE person SET frozen_until = ? WHERE id = ?", until, person)


def _banned(tables: Tables, event: Event) -> None:
    person = event.fields["person"]
    tables.run("UPDATE person SET banned = 1 WHERE id = ?", person)


def _unbanned(tables: Tables, event: Event) -> None:
    tables.run("UPDATE person SET banned = 0 WHERE id = ?", event.fields["person"])


def _verifier_set(tables: Tables, event: Event) -> None:
    said = event.fields
    tables.add("verifier", account=said["account"], serves=int(said["serves"]))


def _attestor_set(tables: Tables, event: Event) -> None:
    said = event.fields
    tables.run("UPDATE person SET attestor = ? WHERE id = ?", int(said["serves"]), said["person"])


def _member_added(tables: Tables, event: Event) -> None:
    said = event.fields
    tables.run("UPDATE person SET rank = ? WHERE id = ?", said["rank"], said["person"])


def _marked(tables: Tables, event: Event) -> None:
    said = event.fields
    tables.run("UPDATE person SET marked = ? WHERE id = ?", int(said["marked"]), said["person"])


def _recovery_started(tables: Tables, event: Event) -> None:
    said = event.fields
    _recovery(tables, said["person"], said["account"], said["ends"])


def _recovery_cancelled(tables: Tables, event: Event) -> None:
    _recovery(tables, event.fields["person"], None, event.fields["free"])


def _recovery_closed(tables: Tables, event: Event) -> None:
    _recovery(tables, event.fields["person"], None, 0)


def _recovered(tables: Tables, event: Event) -> None:
    said = event.fields
    tables.run("UPDATE person SET account = ? WHERE id = ?", said["account"], said["person"])
    _recovery(tables, said["person"], None, 0)


def _recovery(tables: Tables, person: int, account: str | None, ends: int) -> None:
    sql = "UPDATE person SET recovery = ?, recovery_ends = ? WHERE id = ?"
    tables.run(sql, account, ends, person)


def _exists(tables: Tables, person: int) -> bool:
    return tables.row("SELECT 1 FROM person WHERE id = ?", person) is not None


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
