"""The published schemas of the Open Cap Format, where a copy of them lies beside the project."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT7

SCHEMAS = Path(__file__).parents[3] / "shared/schemas/ocf/schema"
FILES = {
    "OCF_MANIFEST_FILE": "OCFManifestFile",
    "OCF_STOCK_CLASSES_FILE": "StockClassesFile",
    "OCF_STOCK_LEGEND_TEMPLATES_FILE": "StockLegendTemplatesFile",
    "OCF_STAKEHOLDERS_FILE": "StakeholdersFile",
    "OCF_TRANSACTIONS_FILE": "TransactionsFile",
    "OCF_FINANCINGS_FILE": "FinancingsFile",
}
NEEDED = pytest.mark.skipif(
    not SCHEMAS.is_dir(), reason="the published schemas do not lie beside the project"
)


@cache
def registry() -> Any:
    """Every schema by its own name; nothing is fetched."""
    every = [json.loads(path.read_text("utf-8")) for path in SCHEMAS.rglob("*.schema.json")]
    return Registry().with_resources(
        (one["$id"], DRAFT7.create_resource(one)) for one in every
    )  # fmt: skip


@cache
def validator(kind: str) -> Any:
    """What holds a file of one kind against its schema, down to the objects in it."""
    schema = json.loads((SCHEMAS / "files" / f"{FILES[kind]}.schema.json").read_text("utf-8"))
    return Draft7Validator(schema, registry=registry(), format_checker=FormatChecker())


def check(data: bytes) -> Any:
    """The file as JSON; raises where its schema refuses it."""
    said = json.loads(data)
    validator(said["file_type"]).validate(said)
    return said
