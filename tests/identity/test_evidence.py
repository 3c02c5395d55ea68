"""Evidence in the real keyring and on the disk: sealed, with a last day, gone once deleted."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.identity.documents import NOW
from wallet.base.clock import DAY, YEAR
from wallet.base.errors import WalletError
from wallet.base.lock_file import LockFile
from wallet.identity.evidence import EvidenceStore, KeyringPlace
from wallet.keys.backends import system_backend

CONTENT = b"Willeke de Bruijn, SPECI2014, and a picture" * 40


@pytest.fixture
def place(keyring_ready: None, tmp_path: Path) -> KeyringPlace:
    """An entry of its own in the system's keyring."""
    return KeyringPlace(system_backend(), name=f"evidence-{tmp_path.name}")


@pytest.fixture
def store(place: KeyringPlace, tmp_path: Path) -> EvidenceStore:
    return EvidenceStore(tmp_path / "evidence", place)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.sealed")}


def test_what_is_kept_is_read_again_and_never_plain(
    store: EvidenceStore, place: KeyringPlace, tmp_path: Path
) -> None:
    record = store.add(CONTENT, NOW, NOW + YEAR)
    again = EvidenceStore(tmp_path / "evidence", place)
    assert again.records == (record,)
    assert again.open(record.identifier) == CONTENT
    held = files(tmp_path / "evidence")
    assert len(held) == 2
    for name, data in held.items():
        assert (
            b"Willeke" not in data and b"SPECI" not in data and record.digest.encode() not in data
        )
        assert (tmp_path / "evidence" / name).stat().st_mode & 0o077 == 0
    assert "key" not in repr(record) and len(bytes.fromhex(record.digest)) == 32
    other = store.add(CONTENT, NOW, NOW + YEAR)
    assert other.digest != record.digest, "salted"
    assert len({len(data) for name, data in held.items() if "table" not in name}) == 1


def test_a_deleted_record_does_not_come_back_with_a_copy_of_the_folder(
    store: EvidenceStore, place: KeyringPlace, tmp_path: Path
) -> None:
    """As if a disk had kept every older block: the key that opens them is gone."""
    first, second = (store.add(CONTENT, NOW, NOW + YEAR) for _ in range(2))
    before = tmp_path / "before"
    shutil.copytree(tmp_path / "evidence", before)
    old_entry = place.read()
    store.delete(first.identifier)
    with pytest.raises(WalletError, match="deleted"):
        store.open(first.identifier)
    assert store.open(second.identifier) == CONTENT
    assert place.read() != old_entry
    assert sorted(files(tmp_path / "evidence")) == sorted(
        [f"{second.identifier}.sealed", *(n for n in files(tmp_path / "evidence") if "table" in n)]
    )
    with pytest.raises(WalletError, match="not there"):
        EvidenceStore(before, place)
    # Nor do the old files beside the new table bring it back: they are tidied away.
    for name, data in files(before).items():
        (tmp_path / "evidence" / name).write_bytes(data)
    again = EvidenceStore(tmp_path / "evidence", place)
    assert [one.identifier for one in again.records] == [second.identifier]
    assert len(files(tmp_path / "evidence")) == 2


def test_a_record_has_a_last_day(store: EvidenceStore) -> None:
    short, long = store.add(b"a", NOW, NOW + DAY), store.add(b"b", NOW, NOW + YEAR)
    assert store.due(NOW) == ()
    assert store.due(NOW + DAY) == (short,)
    assert store.delete_due(NOW + DAY) == 1
    assert store.records == (long,)
    assert store.delete_due(NOW + DAY) == 0
    for until in (NOW, NOW - DAY, NOW + 11 * YEAR):
        with pytest.raises(WalletError) as caught:
            store.add(b"c", NOW, until)
        assert caught.value.field == "until"


def test_an_altered_file_is_said(store: EvidenceStore, place: KeyringPlace, tmp_path: Path) -> None:
    one, other = (store.add(CONTENT, NOW, NOW + YEAR) for _ in range(2))
    folder = tmp_path / "evidence"
    path = folder / f"{one.identifier}.sealed"
    whole = path.read_bytes()
    for data in (whole[:-1], whole[:40] + b"\0" + whole[41:], b"", whole + b"\0",
                 (folder / f"{other.identifier}.sealed").read_bytes()):  # fmt: skip
        path.write_bytes(data)
        with pytest.raises(WalletError, match="changed or damaged"):
            store.open(one.identifier)
    table = next(folder.glob("table-*"))
    table.write_bytes(table.read_bytes()[:-1])
    with pytest.raises(WalletError, match="changed or damaged"):
        EvidenceStore(folder, place)
    assert path.exists(), "what cannot be judged is not tidied away"


def test_without_its_key_nothing_is_read_or_begun_over(place: KeyringPlace, tmp_path: Path) -> None:
    folder = tmp_path / "evidence"
    EvidenceStore(folder, place).add(CONTENT, NOW, NOW + YEAR)
    stranger = KeyringPlace(system_backend(), name=f"stranger-{tmp_path.name}")
    with pytest.raises(WalletError, match="not in this computer"):
        EvidenceStore(folder, stranger)
    assert len(files(folder)) == 2
    stranger.write("1.not.a-key")
    with pytest.raises(WalletError, match="is damaged"):
        EvidenceStore(folder, stranger)


class Dies(KeyringPlace):
    """A keyring that fails at its next writing."""

    def write(self, text: str) -> None:
        raise WalletError("The keyring is locked.", "Unlock it.", "evidence.keyring")


def test_a_deletion_that_is_cut_short_leaves_all_or_nothing(
    place: KeyringPlace, tmp_path: Path
) -> None:
    folder = tmp_path / "evidence"
    one = EvidenceStore(folder, place).add(CONTENT, NOW, NOW + YEAR)
    dying = EvidenceStore(folder, Dies(system_backend(), name=f"evidence-{tmp_path.name}"))
    with pytest.raises(WalletError, match="locked"):
        dying.delete(one.identifier)
    assert dying.open(one.identifier) == CONTENT, "it was not deleted, and was not said to be"
    again = EvidenceStore(folder, place)
    assert again.open(one.identifier) == CONTENT
    assert len(files(folder)) == 2


def test_two_programs_do_not_lose_each_others_records(place: KeyringPlace, tmp_path: Path) -> None:
    folder = tmp_path / "evidence"
    one, two = EvidenceStore(folder, place), EvidenceStore(folder, place)
    first, second = one.add(b"a", NOW, NOW + DAY), two.add(b"b", NOW, NOW + YEAR)
    one.delete(first.identifier)
    assert two.add(b"c", NOW, NOW + YEAR) in EvidenceStore(folder, place).records
    assert EvidenceStore(folder, place).open(second.identifier) == b"b"
    held = LockFile(folder / "lock")
    assert held.take()
    for change in (lambda: one.delete(second.identifier), lambda: two.add(b"d", NOW, NOW + DAY)):
        with pytest.raises(WalletError, match="Another program"):
            change()
    held.release()
    assert len(EvidenceStore(folder, place).records) == 2


def test_what_a_crash_left_between_two_writings_is_tidied(
    store: EvidenceStore, place: KeyringPlace, tmp_path: Path
) -> None:
    kept = store.add(CONTENT, NOW, NOW + YEAR)
    (tmp_path / "evidence" / f"{'ab' * 16}.sealed").write_bytes(b"a record that no table lists")
    (tmp_path / "evidence" / f"table-{'cd' * 16}.sealed").write_bytes(b"a table that no key opens")
    assert EvidenceStore(tmp_path / "evidence", place).records == (kept,)
    assert len(files(tmp_path / "evidence")) == 2
