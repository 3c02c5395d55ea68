# pragma version ~=0.4.3
# pragma nonreentrancy on
# pragma optimize gas
"""
@title WorldId4: World ID 4.0 for the registry, by `WorldIDVerifier.verify`
@license AGPL-3.0-only
@notice The verifier of World ID knows the roots, the issuers and the keys, and refuses what is
        not right or has run out. Here is said what this network asks for: which action of which
        relying party, and which kind of credential.
@dev On World Chain the verifier is 0x00000000009E00F9FE82CfeeBB4556686da094d7: a proxy that its
     owner can change. Whoever has a World ID alone holds up to a limit, and neither issues nor
     votes: so much, and no more, hangs on it.
"""

from interfaces import IWorldId

implements: IWorldId

SIZE: constant(uint256) = 288  # nullifier, nonce, expiry, genesis, five words of proof

verifier: public(immutable(address))
# The relying party, the action hashed to the field, and the kind of credential.
rp_id: public(immutable(uint64))
action: public(immutable(uint256))
schema: public(immutable(uint64))


@deploy
def __init__(verifier_: address, rp_id_: uint64, action_: uint256, schema_: uint64):
    """
    @notice An adapter for one action of one relying party.
    @param verifier_ World ID's verifier on this chain.
    @param rp_id_ The relying party, as World ID registered it.
    @param action_ The action, hashed to the field.
    @param schema_ Issuer and schema of the credential that is asked for.
    """
    assert verifier_.is_contract and action_ != 0, "EMPTY_ADDRESS"
    verifier = verifier_
    rp_id = rp_id_
    action = action_
    schema = schema_


@view
@external
def verified(account: address, proof: Bytes[512]) -> bytes32:
    """
    @notice The nullifier of the human who made this proof for this account; refuses any other.
    @param proof Nullifier, nonce of the request, least expiry of the credential, least time of
           its first issue, and the five words of the proof.
    """
    assert len(proof) == SIZE, "WORLD_ID_REFUSED"
    nullifier: uint256 = 0
    nonce: uint256 = 0
    expiry: uint256 = 0
    genesis: uint256 = 0
    words: uint256[5] = empty(uint256[5])
    nullifier, nonce, expiry, genesis, words = abi_decode(
        proof, (uint256, uint256, uint256, uint256, uint256[5])
    )
    assert nullifier != 0 and expiry < 2**64, "WORLD_ID_REFUSED"
    # The signal is the account in 20 bytes, hashed to the field: nobody else can use the proof.
    signal: uint256 = convert(keccak256(slice(convert(account, bytes32), 12, 20)), uint256) >> 8
    success: bool = raw_call(
        verifier,
        abi_encode(
            nullifier,
            action,
            rp_id,
            nonce,
            signal,
            convert(expiry, uint64),
            schema,
            genesis,
            words,
            method_id=method_id(
                "verify(uint256,uint256,uint64,uint256,uint256,uint64,uint64,uint256,uint256[5])"
            ),
        ),
        is_static_call=True,
        revert_on_failure=False,
    )
    assert success, "WORLD_ID_REFUSED"
    return convert(nullifier, bytes32)
