"""Others' contracts: fetched with npm into a temporary folder and compiled with solc-js."""

from __future__ import annotations

import json
import os
import subprocess
import tarfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from wallet.base.errors import WalletError
from wallet.chain.node_binary import find_npm

NEEDED: Final = (
    "@tokenysolutions/t-rex@4.1.6",
    "@onchain-id/solidity@2.2.1",
    "@openzeppelin/contracts@4.9.6",
    "@openzeppelin/contracts-upgradeable@4.9.6",
    "solc-0.8.17@npm:solc@0.8.17",
    "solc-0.8.16@npm:solc@0.8.16",
)
ORACLE: Final = "@uma/core@2.62.2"
"""Taken without its many dependencies, of which its contracts need only OpenZeppelin's."""
PATIENCE: Final = 600  # seconds for npm, and for a compiler


class NoPackages(Exception):
    """npm is not there or fetches nothing; says why in a sentence."""


class DoesNotCompile(Exception):
    """A compiler refused; says how."""


@contextmanager
def packages() -> Iterator[Path]:
    """A folder with `node_modules`, gone afterwards. NoPackages."""
    try:
        npm = find_npm()
    except WalletError as error:
        raise NoPackages(error.sentence) from error
    with TemporaryDirectory(prefix="symbolon-peers-") as name:
        folder = Path(name)
        (folder / "package.json").write_text('{"private": true}\n', "utf-8")
        run_npm(npm, folder, "install", "--save-exact", *NEEDED)
        yield folder


def add_oracle(folder: Path) -> None:
    """Lay UMA's contracts beside the others. NoPackages."""
    run_npm(find_npm(), folder, "pack", ORACLE)
    archive = next(folder.glob("uma-core-*.tgz"))
    with tarfile.open(archive) as packed:
        packed.extractall(folder / "node_modules" / "@uma", filter="data")
    (folder / "node_modules" / "@uma" / "package").rename(folder / "node_modules" / "@uma" / "core")


def run_npm(npm: Sequence[str], folder: Path, *command: str) -> None:
    """Run npm quietly, its scripts off, with a cache of its own."""
    quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--silent", "--legacy-peer-deps")
    path = os.pathsep.join([str(Path(npm[0]).parent), os.environ.get("PATH", os.defpath)])
    try:
        done = subprocess.run(
            [*npm, *command, *quiet, "--cache", str(folder / "cache")],
            cwd=folder,
            env={**os.environ, "PATH": path},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise NoPackages("npm could not be run.") from error
    if done.returncode:
        raise NoPackages("npm could not fetch the packages.")


def compile_all(folder: Path, compiler: str, files: Sequence[str]) -> dict[str, bytes]:
    """Creation code of every contract in these files of `node_modules`. DoesNotCompile."""
    modules = folder / "node_modules"
    given = {
        "language": "Solidity",
        "sources": {file: {"content": (modules / file).read_text("utf-8")} for file in files},
        "settings": {
            "optimizer": {"enabled": True, "runs": 200},
            "outputSelection": {"*": {"*": ["evm.bytecode.object"]}},
        },
    }
    npm = find_npm()
    node = npm[0] if len(npm) > 1 else "node"
    # Into a file: through a pipe solc-js ends before all of it is written.
    answer = folder / "compiled.json"
    with answer.open("w", encoding="utf-8") as out:
        subprocess.run(
            [node, modules / compiler / "solc.js", "--standard-json", "--base-path", modules],
            input=json.dumps(given).encode(),
            stdout=out,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            timeout=PATIENCE,
            check=False,
        )
    text = answer.read_text("utf-8")
    if "{" not in text:
        raise DoesNotCompile(f"{compiler} said nothing")
    said: dict[str, Any] = json.loads(text[text.index("{") :])
    errors = [one["message"] for one in said.get("errors", []) if one["severity"] == "error"]
    if errors:
        raise DoesNotCompile(errors[0])
    return {
        name: bytes.fromhex(made["evm"]["bytecode"]["object"])
        for file in files
        for name, made in said["contracts"][file].items()
        if made["evm"]["bytecode"]["object"]
    }
