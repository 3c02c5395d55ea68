"""One story for all tests of this folder, played on a real node through the whole pipeline."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from wallet.flows.demo import open_demo
from wallet.flows.local_network import LocalNetwork
from wallet.flows.record import record_of
from wallet.flows.story import Diary
from wallet.session import Session


@dataclass(frozen=True)
class PlayedStory:
    """A network on which the story was played, and what it left behind."""

    local: LocalNetwork
    session: Session
    diary: Diary
    record: dict[str, Any]


@pytest.fixture(scope="session")
def story(own_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlayedStory]:
    """The story, played once; tests read it and leave it as it is."""
    local = LocalNetwork(None)
    folder = tmp_path_factory.mktemp("story")
    session, diary = open_demo(local, lambda network, at: Session(network, folder=at), folder)
    assert diary is not None
    record = json.loads(json.dumps(record_of(session.store, session.chain, diary)))
    yield PlayedStory(local, session, diary, record)
    session.close()
    local.stop()
