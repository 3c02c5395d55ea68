"""All answers as plain values, for a file that says how to repeat them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from wallet.simulate.answers.asking import Answers
from wallet.simulate.answers.auctions import auction_facts
from wallet.simulate.search.command import as_json


def facts(answers: Answers) -> dict[str, Any]:
    """Return them with their parameters and seeds."""
    holes = [
        {
            **as_json(one.without_mend),
            "the same acts with the mend": one.same_acts_with_mend,
            "the same search with the mend": one.with_mend.taken,
        }
        for one in answers.holes
    ]
    return {
        "version": answers.version,
        "parameters": asdict(answers.parameters),
        "effort": asdict(answers.effort),
        "table": [{**asdict(one), "verdict": one.verdict} for one in answers.rows],
        "maps": [asdict(one) for one in answers.maps],
        "auctions": auction_facts(answers.auctions) if answers.auctions else None,
        "holes": holes,
        "under the rules as they are": [as_json(one) for one in answers.findings],
    }
