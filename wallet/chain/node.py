"""The embedded local network: one anvil process on this machine, kept and resumed.

It listens on 127.0.0.1 only, follows the rules of a real network (code size, block gas limit) and
stops with the wallet. Its ten funded accounts are anvil's published ones: they are for the
network's own roles, never for a person.
"""

from __future__ import annotations

import fcntl
import gzip
import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from wallet.base.errors import WalletError
from wallet.base.files import parse_json, private_dir, write_atomic
from wallet.chain import node_keeper
from wallet.chain.node_binary import node_binary

LOCAL_CHAIN_ID: Final = 31337
GAS_LIMIT: Final = 30_000_000
START_SECONDS: Final = 30.0
MOST_ANSWER: Final = 64 * 2**20

DEV_MNEMONIC: Final = "test test test test test test test test test test test junk"
"""anvil's published phrase. Whoever reads this owns its accounts on every local network."""


class LocalNode:
    """One local network. `with LocalNode(folder) as node:` starts it and stops it.

    `state_dir` keeps the network between runs; without it the network is forgotten. `port` 0 takes
    a free one. `genesis` sets the time of the first block of a new network, in seconds since 1970.
    `fresh` puts an older state aside. `progress` hears one sentence at each slow step.
    """

    def __init__(
        self,
        state_dir: Path | None,
        *,
        chain_id: int = LOCAL_CHAIN_ID,
        port: int = 0,
        fresh: bool = False,
        genesis: int | None = None,
        binary: Path | None = None,
        progress: Callable[[str], None] | None = None,
    ) -> None:
        self.chain_id = chain_id
        self.port = port
        self.resumed = False
        self._wanted_port = port
        self._state_dir = state_dir
        self._fresh = fresh
        self._genesis = genesis
        self._binary = binary
        self._progress = progress
        self._keeper: subprocess.Popen[bytes] | None = None
        self._work: Path | None = None
        self._lock: int | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """Where the network answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def running(self) -> bool:
        """Whether the process is alive."""
        return self._keeper is not None and self._keeper.poll() is None

    def start(self) -> None:
        """Start or resume the network and wait until it answers. Raises WalletError (`node.*`)."""
        if self.running:
            return
        binary = self._binary or node_binary(self._progress)
        self._open_folder()
        try:
            if self._fresh:
                self._set_aside("before-fresh")
                self._fresh = False
            self._spawn(binary)
            self._catch_up()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Save the state and end the network. Does nothing when it is not running."""
        keeper, self._keeper = self._keeper, None
        if keeper is not None:
            pipe = keeper.stdin
            if pipe is not None:
                pipe.close()
            try:
                keeper.wait(node_keeper.PATIENCE + 5)
            except subprocess.TimeoutExpired:
                keeper.kill()
                keeper.wait()
        if self._work is not None and self._state_dir is None:
            shutil.rmtree(self._work, ignore_errors=True)
        self._work = None
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def skip(self, seconds: int) -> int:
        """Move the network's time forward and return its new time. Raises WalletError."""
        if seconds <= 0:
            raise WalletError(
                "Time only moves forward.", "Choose a span above zero.", "node.backward"
            )
        self.rpc("evm_increaseTime", seconds)
        self.mine()
        return self.now()

    def mine(self, blocks: int = 1) -> None:
        """Add empty blocks."""
        self.rpc("anvil_mine", hex(blocks))

    def now(self) -> int:
        """The time of the latest block, in seconds since 1970."""
        return int(self.rpc("eth_getBlockByNumber", "latest", False)["timestamp"], 16)

    def save(self) -> None:
        """Write the state now, whole or not at all, so that a power cut costs little."""
        if self._state_dir is None:
            return
        packed = bytes.fromhex(self.rpc("anvil_dumpState", timeout=120.0)[2:])
        write_atomic(self._folder() / "state.json", gzip.decompress(packed))

    def rpc(self, method: str, *params: Any, timeout: float = 30.0) -> Any:
        """One call to the node. Raises WalletError (`node.down`, `node.refused`)."""
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params})
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            line.request("POST", "/", body, {"Content-Type": "application/json"})
            answer = json.loads(line.getresponse().read(MOST_ANSWER))
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise WalletError(
                "The local network does not answer.", "Restart the wallet.", "node.down"
            ) from error
        finally:
            line.close()
        if not isinstance(answer, dict) or "result" not in answer:
            raise WalletError(
                "The local network refused what it was asked.",
                "Restart the wallet.",
                "node.refused",
            )
        return answer["result"]

    def _open_folder(self) -> None:
        """Make the folder and hold it alone, because two nodes would overwrite one state."""
        if self._state_dir is None:
            self._work = Path(tempfile.mkdtemp(prefix="symbolon-node-"))
            return
        self._work = private_dir(self._state_dir)
        handle = os.open(self._work / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(handle)
            raise WalletError(
                "This local network is already open in another wallet window.",
                "Use that window, or close it first.",
                "node.busy",
            ) from error
        self._lock = handle

    def _spawn(self, binary: Path) -> None:
        """Start the process, on another free port if somebody took ours in between."""
        attempts = 1 if self._wanted_port else 3
        for attempt in range(1, attempts + 1):
            self.port = self._wanted_port or free_port()
            self._launch(binary)
            try:
                self._wait()
                return
            except WalletError as error:
                if error.code != "node.port" or attempt == attempts:
                    raise

    def _launch(self, binary: Path) -> None:
        work = self._folder()
        command = [str(binary), "--quiet", "--color", "never", "--host", "127.0.0.1"]
        command += ["--port", str(self.port), "--chain-id", str(self.chain_id)]
        command += ["--gas-limit", str(GAS_LIMIT), "--hardfork", "prague", "--no-cors"]
        command += ["--mnemonic", DEV_MNEMONIC, "--cache-path", str(work / "scratch")]
        state, new_state = work / "state.json", work / "state.new.json"
        _adopt_unfinished(state, new_state)
        self.resumed = self._state_dir is not None and state.exists()
        if self.resumed:
            command += ["--load-state", str(state)]
        elif self._genesis is not None:
            command += ["--timestamp", str(self._genesis)]
        names = ["-", "-"]
        if self._state_dir is not None:
            names = [str(state), str(new_state)]
            command += ["--dump-state", str(new_state)]
        keeper = [sys.executable, "-I", "-S", str(Path(node_keeper.__file__)), *names, *command]
        with (work / "node.log").open("wb") as log:
            self._keeper = subprocess.Popen(
                keeper,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                cwd=work,
                env={"HOME": str(work), "PATH": os.defpath},
                start_new_session=True,  # Ctrl-C in a terminal is for the wallet, which then saves
            )

    def _wait(self) -> None:
        """Wait until our own process answers with our chain id."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if not self.running:
                raise self._why_not()
            try:
                answer = self.rpc("eth_chainId", timeout=2.0)
            except WalletError:
                time.sleep(0.02)
                continue
            if answer == hex(self.chain_id) and self.running:
                return
            raise self._other(self.port)
        raise WalletError(
            "The local network did not start in time.", "Try again in a moment.", "node.slow"
        )

    def _why_not(self) -> WalletError:
        """What the process said when it ended at once, as a sentence."""
        said = (self._folder() / "node.log").read_bytes()[:4000].decode("utf-8", "replace").lower()
        if "address already in use" in said:
            return self._other(self.port)
        if "--load-state" in said or "load state" in said or "deserialize" in said:
            kept = self._set_aside("damaged")
            return WalletError(
                "What was saved of the local network cannot be read.",
                f"It was put aside as {kept}; start again to begin a new network.",
                "node.state",
            )
        return WalletError(
            "The local network could not be started.",
            f"Its own words are in {self._folder() / 'node.log'}.",
            "node.start",
        )

    def _catch_up(self) -> None:
        """Never let time run backwards: a resumed node forgets how far its time was moved."""
        ahead = self.now() - int(time.time())
        if self.resumed and ahead > 0:
            self.rpc("evm_increaseTime", ahead + 1)

    def _set_aside(self, why: str) -> str:
        """Rename the state so that nothing is lost; returns the new name, "" if there was none."""
        state = self._folder() / "state.json"
        if not state.exists():
            return ""
        name = f"state.{why}.json"
        os.replace(state, state.with_name(name))
        return name

    def _folder(self) -> Path:
        if self._work is None:
            raise RuntimeError("the node has no folder before it is started")
        return self._work

    @staticmethod
    def _other(port: int) -> WalletError:
        return WalletError(
            f"Another program on this machine uses port {port}.",
            "Close it, or choose another port.",
            "node.port",
        )


def _adopt_unfinished(state: Path, new_state: Path) -> None:
    """Take what the node wrote by itself, as it does each minute, before everything was killed.

    It may have been cut short, so it is taken only if it is whole; then it is the newer one.
    """
    try:
        written = parse_json(new_state.read_bytes(), "The saved state")
        if isinstance(written, dict) and new_state.stat().st_mtime > _written_at(state):
            os.replace(new_state, state)
    except (OSError, WalletError):
        pass  # there is none, or not the whole of it: the older state stays
    new_state.unlink(missing_ok=True)


def _written_at(path: Path) -> float:
    return path.stat().st_mtime if path.exists() else 0.0


def free_port() -> int:
    """A port of this machine that nobody listens on just now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
