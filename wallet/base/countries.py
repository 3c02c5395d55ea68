"""Countries by their ISO 3166-1 numeric codes, as the registry keeps them."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=1)
def countries() -> tuple[tuple[int, str], ...]:
    """Every country as (numeric code, English name), by name."""
    import pycountry  # reads its table when first asked

    found = [
        (int(one.numeric), str(getattr(one, "common_name", one.name)))
        for one in pycountry.countries
    ]
    return tuple(sorted(found, key=lambda one: one[1]))


def country_name(code: int) -> str:
    """The name of a country, or "Country 999" for a code that is nobody's."""
    return dict(countries()).get(code, f"Country {code}" if code else "not known")
