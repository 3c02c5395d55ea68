# pragma version ~=0.4.3
"""
@title Demand: refuses with a code, in fewer bytes
@license AGPL-3.0-only
@notice `demand.that(x, "CODE")` says what `assert x, "CODE"` says, and the code that lays out the
        reason is in a contract once: two thousand bytes less where there are thirty reasons.
"""


@pure
@internal
def that(is_so: bool, code: String[24]):
    """
    @notice Refuses unless it is so.
    """
    if not is_so:
        raise code
