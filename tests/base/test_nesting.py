"""Deep JSON is refused, whatever Python's recursion limit has become."""

import json
import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet.base import nesting


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"a":' * 100_000, "[" * 65 + "]" * 65, '{"a":[' * 65 + "]}" * 65]
)
def test_deep_nesting_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="deep"):
        nesting.loads(text)


def test_it_is_refused_where_the_recursion_limit_was_raised() -> None:
    source = (
        "import sys; sys.setrecursionlimit(100000)\n"
        "from wallet.base import nesting\n"
        "try: nesting.loads('[' * 1000000)\n"
        "except ValueError as refused: print(refused)"
    )
    done = subprocess.run(
        [sys.executable, "-c", source], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stdout.strip() == "nested too deep"


def test_what_is_wide_or_quoted_is_not_deep() -> None:
    values: list[object] = [
        [[]] * 1_000,
        ["[" * 500],
        {'"[[{\\"': ["]" * 100]},
        json.loads("[" * 64 + "]" * 64),
    ]
    for value in values:
        assert nesting.loads(json.dumps(value)) == value


def test_a_string_without_end_is_read_in_one_pass() -> None:
    begun = time.monotonic()
    with pytest.raises(ValueError, match=r"Unterminated|deep"):
        nesting.loads('["' + '\\"[' * 300_000)
    assert time.monotonic() - begun < 2


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(JSON)
def test_it_answers_as_the_standard_library(value: object) -> None:
    assert nesting.loads(json.dumps(value, ensure_ascii=False)) == value
    assert nesting.loads(json.dumps(value).encode()) == value
