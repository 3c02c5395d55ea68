# pragma version ~=0.4.3
"""
@title What stands for World ID's router of 3.0 in tests, and for its group
@license AGPL-3.0-only
@notice Holds one root valid, and asks a verifier of proofs, or a list of what it was told.
"""

interface Verifier:
    def proven(inputs: uint256[4], proof: uint256[8]) -> bool: view

verifier: Verifier
root: uint256
# Inputs that count as proven without a proof, by hash.
believed: HashMap[bytes32, bool]


@deploy
def __init__(verifier: address, root: uint256):
    self.verifier = Verifier(verifier)
    self.root = root


@external
def believe(inputs: uint256[4]):
    """
    @notice From now on these inputs are proven, with the proof of eight ones.
    """
    self.believed[keccak256(abi_encode(inputs))] = True


@view
@external
def routeFor(group: uint256) -> address:
    """
    @notice Itself, for group 1.
    """
    assert group == 1, "NoSuchGroup"
    return self


@view
@external
def requireValidRoot(root: uint256):
    """
    @notice Refuses any other root.
    """
    assert root == self.root, "InvalidRoot"


@view
@external
def verifyProof(
    root: uint256,
    group: uint256,
    signal: uint256,
    nullifier: uint256,
    external_nullifier: uint256,
    proof: uint256[8],
):
    """
    @notice As the router's.
    """
    assert group == 1 and root == self.root, "InvalidRoot"
    assert self._proven([root, nullifier, signal, external_nullifier], proof), "ProofInvalid"


@view
@external
def proven(inputs: uint256[4], proof: uint256[8]) -> bool:
    """
    @notice As a verifier of our own, with beliefs.
    """
    return self._proven(inputs, proof)


@view
@internal
def _proven(inputs: uint256[4], proof: uint256[8]) -> bool:
    """
    @notice Believed or proven.
    """
    ones: uint256[8] = [1, 1, 1, 1, 1, 1, 1, 1]
    if keccak256(abi_encode(proof)) == keccak256(abi_encode(ones)):
        return self.believed[keccak256(abi_encode(inputs))]
    return staticcall self.verifier.proven(inputs, proof)
