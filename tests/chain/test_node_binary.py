"""The local network's program: found, fetched whole or not at all, never taken on trust."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from wallet.base.errors import WalletError
from wallet.base.files import cache_dir
from wallet.chain import node_binary as binary

ANVIL = "#!/bin/sh\necho 'anvil Version: 1.7.1'\n"


def npm(tmp_path: Path, script: str) -> list[str]:
    """A program that stands for npm and is run in the folder that it should fill."""
    program = tmp_path / "npm"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return [str(program)]


def quiet(_: str) -> None:
    """Hear nothing."""


def fetch_fails(command: list[str]) -> str:
    with pytest.raises(WalletError) as refusal:
        binary.fetch_binary(quiet, command)
    assert not (cache_dir() / f"anvil-{binary.VERSION}").exists()
    assert not list(cache_dir().glob("anvil-*"))
    assert refusal.value.sentence.endswith(".")
    return refusal.value.code


def test_a_fetch_without_connection_is_a_sentence(home: Path, tmp_path: Path) -> None:
    assert fetch_fails(npm(tmp_path, "exit 1")) == "node.fetch"
    assert fetch_fails([str(tmp_path / "no-such-program")]) == "node.fetch"


def test_an_empty_package_is_a_sentence(home: Path, tmp_path: Path) -> None:
    assert fetch_fails(npm(tmp_path, "exit 0")) == "node.fetch"


def test_another_program_is_not_kept(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(binary, "platform_name", lambda: "linux-amd64")
    inside = "node_modules/@foundry-rs/anvil-linux-amd64/bin"
    script = f"mkdir -p {inside} && printf forged > {inside}/anvil"
    assert fetch_fails(npm(tmp_path, script)) == "node.digest"


def test_a_program_that_does_not_run_is_not_kept(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(binary, "platform_name", lambda: "linux-other")
    inside = "node_modules/@foundry-rs/anvil-linux-other/bin"
    script = f"mkdir -p {inside} && printf forged > {inside}/anvil"
    assert fetch_fails(npm(tmp_path, script)) == "node.broken"


def test_a_full_disk_is_said_before_anything_is_fetched(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(binary, "NEEDED_BYTES", 2**60)
    assert fetch_fails(npm(tmp_path, "touch ran")) == "node.disk"


def test_an_unknown_machine_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.machine", lambda: "riscv64")
    with pytest.raises(WalletError) as refusal:
        binary.platform_name()
    assert refusal.value.code == "node.platform"


def test_npm_comes_from_the_machine_or_from_the_wallets_packages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: "/usr/bin/npm")
    assert binary.find_npm() == ["/usr/bin/npm"]
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert all(Path(part).is_file() for part in binary.find_npm())
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(WalletError) as refusal:
        binary.find_npm()
    assert refusal.value.code == "node.npm"


def test_a_launcher_script_is_not_taken_for_the_program(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = shutil.which("anvil")
    assert real is not None and binary.is_usable(Path(real))
    script = tmp_path / "anvil"
    script.write_text(ANVIL)
    script.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not binary.is_usable(script) and binary.find_binary() is None
    cached = binary.cached_binary(cache_dir() / f"anvil-{binary.VERSION}")
    cached.parent.mkdir(parents=True)
    shutil.copy(real, cached)
    assert binary.find_binary() == cached


@pytest.mark.parametrize(
    ("version", "usable"), [("1.7.1", True), ("1.9.0", True), ("1.7.0", False), ("2.0.0", False)]
)
def test_only_versions_that_were_tried_are_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str, usable: bool
) -> None:
    said = subprocess.CompletedProcess([], 0, f"anvil Version: {version}\nCommit", "")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: said)
    (tmp_path / "anvil").write_bytes(b"\x7fELF")
    assert binary.is_usable(tmp_path / "anvil") is usable


@pytest.mark.long
def test_it_is_really_fetched(home: Path) -> None:
    heard: list[str] = []
    fetched = binary.fetch_binary(heard.append)
    assert binary.is_usable(fetched) and len(heard) == 2
    assert fetched.is_relative_to(home / "cache")
    assert [path.name for path in home.iterdir()] == ["cache"]
