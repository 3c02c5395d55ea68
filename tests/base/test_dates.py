"""Days are read as people write them; whatever could mean two days is not read."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet.base.dates import parse_date
from wallet.base.errors import WalletError

DAY = int(datetime(2026, 11, 25, tzinfo=UTC).timestamp())


@pytest.mark.parametrize(
    "text",
    [
        "25 November 2026",
        " 25  november 2026 ",
        "25 Nov 2026",
        "25. Nov. 2026",
        "November 25, 2026",
        "2026-11-25",
    ],
)
def test_a_day_is_read(text: str) -> None:
    assert parse_date(text, UTC) == DAY


@pytest.mark.parametrize(
    "text", ["", "4/5/2026", "25 Novembre", "31 June 2026", "2026-13-01", "0-1-1", "tomorrow", "1"]
)
def test_garbage_is_refused(text: str) -> None:
    with pytest.raises(WalletError) as raised:
        parse_date(text, UTC)
    assert raised.value.code == "date.garbage"


@given(st.text(max_size=80))
def test_reading_is_total(text: str) -> None:
    try:
        assert parse_date(text) >= 0
    except WalletError:
        pass
