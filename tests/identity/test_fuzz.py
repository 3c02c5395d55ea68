"""Bytes that are looked for, and not drawn by chance, break none of the readers either."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.arch.tree import ROOT
from tests.identity.circles import five
from tests.identity.documents import Country
from tests.identity.test_credential import ISSUED, SHOWN
from tests.identity.test_mrz import TD1, TD3
from tests.identity.test_passport_files import packed
from tests.identity.test_tags import asking

SECONDS = 60
# The process itself, instrumented, is 150 MB large; 250 more are allowed.
LIMITS = (f"-max_total_time={SECONDS}", "-timeout=2", "-rss_limit_mb=400", "-max_len=8192")
TARGETS = ("zones", "chips", "trust", "archives", "letters", "credentials")


def seeds(target: str) -> Iterator[bytes]:
    """Real files from which a target is explored."""
    country = Country()
    chip = country.chip()
    yield from {
        "zones": (TD1.encode(), TD3.encode()),
        "chips": (chip.sod, *chip.groups.values(), chip.com),
        "trust": (country.authority().dump(), country.revoked(1, 2), country.master_list()),
        "archives": (packed(sod=chip.sod, dg1=chip.groups[1]),),
        "letters": (asking().letter.encode(), five().circle.to_json().encode()),
        "credentials": (ISSUED.text.encode(), SHOWN.encode()),
    }[target]


@pytest.mark.long
@pytest.mark.skipif(
    importlib.util.find_spec("atheris") is None, reason="atheris has no build for this system"
)
@pytest.mark.parametrize("target", TARGETS)
def test_nothing_breaks_what_reads_documents(target: str, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number, data in enumerate(seeds(target)):
        (corpus / str(number)).write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-m", "tests.identity.fuzzing", target, *LIMITS,
         f"-artifact_prefix={tmp_path}/", str(corpus)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=10 * SECONDS,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3_000:]
    assert "Done " in done.stderr
