"""What cannot be read: refused everywhere, unless the person has switched it on, and then said."""

from dataclasses import replace

import pytest

from tests.signing.cases import CHAIN, NETWORK, request_to
from tests.signing.said import ME, STRANGER, Names, function_of
from wallet.base.addresses import ZERO
from wallet.base.errors import WalletError
from wallet.signing.boundary import check_transaction
from wallet.signing.explain import explain
from wallet.signing.known import parse_network
from wallet.signing.policy import check_policy
from wallet.signing.request import Request

SWITCHED_ON = replace(NETWORK, undecoded=True)
FOREIGN = Request(CHAIN, ME, STRANGER, bytes(range(70)), 0, 90_000, 10**9, 1, 3)
UNKNOWN = request_to("Ledger", b"\xde\xad\xbe\xef" + bytes(32), ME)
CREATION = Request(CHAIN, ME, None, b"\x60\x00", 0, 90_000, 10**9, 1, 3)


@pytest.mark.parametrize("request_", [FOREIGN, UNKNOWN, CREATION])
def test_it_is_refused_by_everyone_who_is_asked(request_: Request) -> None:
    if request_ is not CREATION:
        with pytest.raises(WalletError):
            explain(request_, NETWORK, Names())
    if request_ is not UNKNOWN:
        with pytest.raises(WalletError):
            check_transaction(request_, (NETWORK,))
    with pytest.raises(WalletError):
        check_policy(request_, NETWORK)
        explain(request_, NETWORK, Names())


@pytest.mark.parametrize("request_", [FOREIGN, UNKNOWN, CREATION])
def test_switched_on_it_is_shown_as_what_cannot_be_read(request_: Request) -> None:
    said = explain(request_, SWITCHED_ON, Names())
    assert said.title == "something that cannot be read"
    assert "cannot read what this does" in said.plain
    assert f"{len(request_.data)} bytes" in said.plain
    assert "unless you know from elsewhere" in said.notes[0].text
    assert any(request_.data[:32].hex() == line for line in said.details)
    assert check_transaction(request_, (SWITCHED_ON,)) is SWITCHED_ON
    assert check_policy(request_, SWITCHED_ON) == ()


def test_what_can_be_read_is_read_as_before_and_its_limits_hold() -> None:
    call = request_to("Auction", function_of("Auction", "settle").encode((2, 10)), ME)
    assert explain(call, SWITCHED_ON, Names()) == explain(call, NETWORK, Names())
    approval = function_of("Dollar", "approve").encode((STRANGER, 5))
    with pytest.raises(WalletError, match="ledger"):
        check_transaction(request_to("Dollar", approval, ME), (SWITCHED_ON,))
    with pytest.raises(WalletError, match="one whole coin"):
        check_transaction(replace(FOREIGN, max_fee_per_gas=10**14), (SWITCHED_ON,))
    with pytest.raises(WalletError, match="does not know"):
        check_transaction(replace(FOREIGN, chain_id=5), (SWITCHED_ON,))
    with pytest.raises(WalletError, match="Nobody holds"):
        check_policy(replace(FOREIGN, to=ZERO, data=b"", value=1), SWITCHED_ON)


def test_coins_that_go_along_are_said_and_long_data_is_cut() -> None:
    asked = replace(FOREIGN, value=10**17, data=bytes(5_000))
    said = explain(asked, SWITCHED_ON, Names())
    assert "You also send 0.1 coins with them." in said.plain
    assert said.details[-1] == "and 125 lines more"


def test_the_signers_process_is_told_and_only_where_it_is_so() -> None:
    assert parse_network(SWITCHED_ON.to_json()).undecoded
    assert not parse_network(NETWORK.to_json()).undecoded
    assert "undecoded" not in NETWORK.to_json()
    with pytest.raises(WalletError):
        parse_network(SWITCHED_ON.to_json().replace("true", "1"))
