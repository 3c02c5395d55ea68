"""Long texts: packed, unpacked within bounds, or refused."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet.base.errors import WalletError
from wallet.base.texts import MOST_PLAIN, pack_text, unpack_text


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=2_000))
def test_a_text_comes_back(text: str) -> None:
    assert unpack_text(pack_text(text)) == text


@given(st.binary(max_size=200))
def test_garbage_is_refused_with_a_sentence(data: bytes) -> None:
    try:
        unpack_text(data)
    except WalletError as error:
        assert error.code == "text.garbage"


def test_a_small_text_that_grows_large_is_refused() -> None:
    with pytest.raises(WalletError):
        unpack_text(zlib.compress(b"a" * (MOST_PLAIN + 1)))
    with pytest.raises(WalletError):
        pack_text("a" * (MOST_PLAIN + 1))
    assert len(unpack_text(zlib.compress(b"a" * MOST_PLAIN))) == MOST_PLAIN


def test_a_text_that_was_cut_off_is_refused() -> None:
    with pytest.raises(WalletError):
        unpack_text(pack_text("a longer text than nothing")[:-3])
