"""The interfaces of the network's contracts, as compiled (`wallet/contracts/artifacts`)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

from wallet.signing.abi import Function, functions


@lru_cache(maxsize=16)
def contract_functions(contract: str) -> Mapping[bytes, Function]:
    """The functions of one of our contracts by selector; empty for a contract that is not ours."""
    if not contract.isidentifier():
        return {}
    file = resources.files("wallet.contracts").joinpath("artifacts", f"{contract}.json")
    if not file.is_file():
        return {}
    return functions(json.loads(file.read_text("utf-8"))["abi"])
