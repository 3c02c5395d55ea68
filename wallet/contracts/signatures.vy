# pragma version ~=0.4.3
"""
@title Signatures: who signed a digest
@license AGPL-3.0-only
"""

# Half of the order of secp256k1: of two signatures that say the same, only the lower counts.
HALF_ORDER: constant(uint256) = (
    57896044618658097711785492504343953926418782139537452191302581570759080747168
)


@pure
@internal
def signer(digest: bytes32, signature: Bytes[65]) -> address:
    """
    @notice Whose signature this is; empty for anything that is not a signature of 65 bytes.
    @dev Never an error, so that every caller can refuse in its own words.
    """
    if len(signature) != 65:
        return empty(address)
    s: uint256 = extract32(signature, 32, output_type=uint256)
    if s > HALF_ORDER:
        return empty(address)
    return ecrecover(
        digest,
        convert(slice(signature, 64, 1), uint256),
        extract32(signature, 0, output_type=uint256),
        s,
    )
