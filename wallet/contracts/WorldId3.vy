# pragma version ~=0.4.3
# pragma nonreentrancy on
# pragma optimize gas
"""
@title WorldId3: World ID 3.0 for the registry, by the router of the chain
@license AGPL-3.0-only
@notice The router knows which roots of the tree of identities are right at this time. Proofs are
        checked by it, or, where a verifier of our own is named, by that one against a root that
        the router's group holds valid. No proofs of 3.0 are made after 1 April 2027.
"""

from interfaces import IWorldId

implements: IWorldId

interface Router:
    def verifyProof(
        root: uint256,
        groupId: uint256,
        signalHash: uint256,
        nullifierHash: uint256,
        externalNullifierHash: uint256,
        proof: uint256[8],
    ): view
    def routeFor(groupId: uint256) -> address: view


interface Group:
    def requireValidRoot(root: uint256): view


interface Verifier:
    def proven(inputs: uint256[4], proof: uint256[8]) -> bool: view


ORB: constant(uint256) = 1  # the group of people who showed themselves to an Orb
SIZE: constant(uint256) = 320  # root, nullifier, eight words of proof

router: public(immutable(address))
verifier: public(immutable(address))
# keccak(app and action) >> 8: what this network asks for.
external_nullifier: public(immutable(uint256))


@deploy
def __init__(router_: address, verifier_: address, external_nullifier_: uint256):
    """
    @notice An adapter for one action of one app.
    @param router_ The World ID router of this chain.
    @param verifier_ A verifier of our own (`WorldProof3`), or empty for the router's.
    @param external_nullifier_ The action, hashed to the field.
    """
    assert router_.is_contract and external_nullifier_ != 0, "EMPTY_ADDRESS"
    router = router_
    verifier = verifier_
    external_nullifier = external_nullifier_


@view
@external
def verified(account: address, proof: Bytes[512]) -> bytes32:
    """
    @notice The nullifier of the human who made this proof for this account; refuses any other.
    @param proof Root, nullifier, and the eight words of the proof.
    """
    assert len(proof) == SIZE, "WORLD_ID_REFUSED"
    root: uint256 = 0
    nullifier: uint256 = 0
    words: uint256[8] = empty(uint256[8])
    root, nullifier, words = abi_decode(proof, (uint256, uint256, uint256[8]))
    assert nullifier != 0, "WORLD_ID_REFUSED"
    # The signal is the account in 20 bytes, hashed to the field: nobody else can use the proof.
    signal: uint256 = convert(keccak256(slice(convert(account, bytes32), 12, 20)), uint256) >> 8
    if verifier == empty(address):
        success: bool = raw_call(
            router,
            abi_encode(
                root,
                ORB,
                signal,
                nullifier,
                external_nullifier,
                words,
                method_id=method_id(
                    "verifyProof(uint256,uint256,uint256,uint256,uint256,uint256[8])"
                ),
            ),
            is_static_call=True,
            revert_on_failure=False,
        )
        assert success, "WORLD_ID_REFUSED"
    else:
        group: address = staticcall Router(router).routeFor(ORB)
        # An address without code would answer nothing, which must not be a yes.
        assert group.is_contract, "WORLD_ID_REFUSED"
        valid: bool = raw_call(
            group,
            abi_encode(root, method_id=method_id("requireValidRoot(uint256)")),
            is_static_call=True,
            revert_on_failure=False,
        )
        assert valid, "WORLD_ID_REFUSED"
        assert staticcall Verifier(verifier).proven(
            [root, nullifier, signal, external_nullifier], words
        ), "WORLD_ID_REFUSED"
    return convert(nullifier, bytes32)
