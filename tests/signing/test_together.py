"""What belongs to one consent is signed together, and an opened key is gone after it."""

import pytest

from tests.signing.cases import CHAIN, NETWORK, PHRASE, SECRET, WALLET_ID, request_to
from wallet.base.errors import WalletError
from wallet.keys.accounts import addresses
from wallet.keys.envelope import seal
from wallet.keys.words import seed
from wallet.signing.typed import statement
from wallet.signing.unlocked import Unlocked
from wallet.signing.vault import Vault

ME = addresses(seed(SECRET.words), 1)[0]
OTHER = "0x" + "77" * 20


def test_one_consent_signs_a_request_and_its_statements_and_then_the_key_is_gone() -> None:
    """A key that is opened for one signature must not be left open for the second."""
    here = Unlocked(SECRET, (NETWORK,))
    request = request_to("Auction", b"\1\2\3\4", ME)
    stated = statement(
        "Name", CHAIN, ME, NETWORK.contracts["Registry"], {"person": 12, "name": "Bob Okafor"}
    )
    vault, envelope = Vault(), seal(SECRET, PHRASE, WALLET_ID)
    try:
        vault.unlock(envelope, PHRASE, [NETWORK], once=True)
        signed, signatures = vault.sign_together(request, [stated, stated], 0)
        assert signed == here.sign(request, 0)
        assert signatures == (here.sign_typed(stated, 0),) * 2
        with pytest.raises(WalletError) as refused:
            vault.sign_typed(stated, 0)
        assert refused.value.code == "keys.locked"

        # What is out of bounds is refused as a whole; nothing of it comes out.
        vault.unlock(envelope, PHRASE, [NETWORK])
        foreign = statement("Name", CHAIN, ME, OTHER, {"person": 12, "name": "Bob"})
        with pytest.raises(WalletError) as refused:
            vault.sign_together(request, [stated, foreign], 0)
        assert refused.value.code == "signing.foreign-contract"
        with pytest.raises(WalletError):
            vault.sign_together(None, [stated] * 65, 0)
    finally:
        vault.lock()
