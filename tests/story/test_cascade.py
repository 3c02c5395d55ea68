"""The cascade on the demo network: what the story's holders get of a gain, claim by claim."""

from __future__ import annotations

from typing import Any

from tests.books.claims import GIVEN, check_cascade
from tests.story.conftest import PlayedStory


def test_everybody_gets_what_the_cascade_says(story: PlayedStory) -> None:
    session, node = story.session, story.local.node
    session.refresh()
    with session.store.reading() as tables:
        held = tables.rows(
            "SELECT token FROM position WHERE token != person AND units != '0' GROUP BY token"
        )
        issuers = [row["token"] for row in held]
        wallets = {row["id"]: row["account"] for row in tables.rows("SELECT * FROM person")}

    def send(account: str, contract: str, function: str, *args: Any) -> Any:
        return session.roles.call(contract, function, *args, sender=account)

    mark, through = node.rpc("evm_snapshot"), 0
    node.rpc("anvil_autoImpersonateAccount", True)
    try:
        for issuer in issuers:
            session.roles.fund(wallets[issuer], GIVEN)
            send(wallets[issuer], "Dollar", "approve", session.network.address("Ledger"), 2**255)
            through += check_cascade(session.chain, session.store, issuer, send)[1]
    finally:
        node.rpc("anvil_autoImpersonateAccount", False)
        node.rpc("evm_revert", mark)
    assert issuers and through, "nobody in the story holds through another"
