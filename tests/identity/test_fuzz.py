"""Bytes that are looked for, and not drawn by chance, break none of the readers either."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows.test_join_answer import ANSWER
from tests.fuzzing import fuzz_for_a_minute, needs_atheris
from tests.identity.circles import five
from tests.identity.documents import Country
from tests.identity.test_asking_for_name import ANSWER as NAMED
from tests.identity.test_asking_for_name import GOOD as NAMES
from tests.identity.test_asking_to_join import GOOD as JOINS
from tests.identity.test_asking_to_recover import ANSWER as SAID
from tests.identity.test_asking_to_recover import GOOD as LOST
from tests.identity.test_cards import TEXT
from tests.identity.test_credential import ISSUED, SHOWN
from tests.identity.test_mrz import TD1, TD3
from tests.identity.test_passport_files import packed
from tests.identity.test_tags import asking
from wallet.identity.credential.asking import ask_for_claims

ASKED = ask_for_claims(31_337, "A shop of this town", ("country", "age_over_18")).to_json()
# The process itself, instrumented, is 150 MB large; 250 more are allowed.
LIMITS = ("-timeout=2", "-rss_limit_mb=400", "-max_len=8192")
PAPERS = (JOINS, LOST, NAMES, *(one.to_json() for one in (ANSWER, SAID, NAMED)), ASKED)
TARGETS = ("zones", "chips", "trust", "archives", "letters", "cards", "credentials", "papers")


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
        "cards": (TEXT.encode(),),
        "credentials": (ISSUED.text.encode(), SHOWN.encode()),
        "papers": tuple(one.encode() for one in PAPERS),
    }[target]


@pytest.mark.long
@needs_atheris
@pytest.mark.parametrize("target", TARGETS)
def test_nothing_breaks_what_reads_documents(target: str, tmp_path: Path) -> None:
    fuzz_for_a_minute("tests.identity.fuzzing", target, seeds(target), LIMITS, tmp_path)
