"""What a verifier chose for the desk: folders, and where it answers others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from wallet.base.files import read_json


@dataclass(frozen=True)
class Settings:
    """What a verifier chose: folders (empty: none) and where the desk answers others."""

    certificates: str = ""
    watched: str = ""
    host: str = "0.0.0.0"
    port: int = 8_443
    public_line: str = ""
    name: str = ""


def read_settings(path: Path) -> Settings:
    """What a file keeps; what is chosen first, where there is none or it is damaged."""
    if not path.exists():
        return Settings()
    found = read_json(path)
    try:
        parts = {name: found[name] for name in Settings.__dataclass_fields__}
        kinds: Sequence[tuple[str, type]] = [
            (name, int if name == "port" else str) for name in parts
        ]
        if found["version"] == 1 and all(type(parts[name]) is kind for name, kind in kinds):
            return Settings(**parts)
    except (KeyError, TypeError):
        pass  # it is damaged: what was chosen is chosen again
    return Settings()
