"""Wallets that are killed between the steps of sending and of replacing."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from tests.chain.desk import (
    CHAIN,
    desk_of,
    mine,
    not_mining,
)
from tests.chain.dying import STEPS
from wallet.chain import journal as states
from wallet.chain.journal import CLOSED, Entry, Journal
from wallet.chain.node import LocalNode


def test_a_wallet_that_is_killed_at_any_step_sends_once_or_not_at_all(
    node_reset: LocalNode, tmp_path: Path
) -> None:
    desks = {
        step: desk_of(node_reset, tmp_path / f"{step}.sqlite", 100 + at)
        for at, step in enumerate(STEPS)
    }
    chain = desks["sent"].line.chain
    numbers = {step: 100 + at for at, step in enumerate(STEPS)}
    with not_mining(chain):
        _kill(node_reset, {step: (desk.file, numbers[step]) for step, desk in desks.items()})
        for step, desk in desks.items():
            desk.line.journal.close()
            desk.line = replace(desk.line, journal=Journal(desk.file))
            (entry,) = desk.line.journal.latest(CHAIN, desk.signer.address)
            if STEPS.index(step) < STEPS.index("journalled"):
                assert desk.state(entry) == (states.DROPPED, CLOSED), step
            for _ in range(2):
                desk.recover()
        mine(chain)
    assert desks["sent"].friend() == 2  # journalled and sent, each once
    for desk in desks.values():
        desk.recover()
        desk.line.journal.close()
        desk.line.chain.close()


def test_a_wallet_that_is_killed_while_it_replaces_does_one_of_the_two(
    node_reset: LocalNode, tmp_path: Path
) -> None:
    desks = {
        step: desk_of(node_reset, tmp_path / f"{step}.sqlite", 200 + at)
        for at, step in enumerate(STEPS)
    }
    chain = desks["sent"].line.chain
    with not_mining(chain):
        runs = {}
        for at, (step, desk) in enumerate(desks.items()):
            runs[step] = (desk.file, 200 + at, desk.send(1))
            desk.line.journal.close()
        _kill(
            node_reset,
            {step: (file, key) for step, (file, key, _) in runs.items()},
            {step: sent for step, (_, _, sent) in runs.items()},
        )
        for desk in desks.values():
            desk.line = replace(desk.line, journal=Journal(desk.file))
            for _ in range(2):
                desk.recover()
            assert len(desk.rows()) == 1
        mine(chain)
    for desk in desks.values():
        desk.recover()
        assert desk.rows() == ()
    # Three died before the replacement was journalled, and gave one; two after, and gave two.
    assert desks["sent"].friend() == 3 * 1 + 2 * 2
    for desk in desks.values():
        desk.line.journal.close()
        desk.line.chain.close()


def _kill(
    node: LocalNode, runs: dict[str, tuple[Path, int]], replaced: dict[str, Entry] | None = None
) -> None:
    """Let a wallet of its own die at each step, all at once."""
    running = []
    for step, (file, key) in runs.items():
        more = [] if replaced is None else [str(replaced[step].nonce), str(replaced[step].id)]
        command = [sys.executable, "-m", "tests.chain.dying", node.url, str(file), str(key), step]
        running.append(subprocess.Popen([*command, *more]))
    for process in running:
        assert process.wait(60) == -9
