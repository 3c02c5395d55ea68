# pragma version ~=0.4.3
"""
@title What stands for World ID's verifier of 4.0 in tests: the same checks of the same numbers
@license AGPL-3.0-only
@notice `verify` puts the fifteen public inputs together as `WorldIDVerifier` does, and checks the
        compressed Groth16 proof with the published key. What registries of World ID know (roots,
        issuers, keys) is given at deployment.
@dev Decompression as in the published `Verifier.sol`: https://2pi.com/23/bn254-compression.
"""

PRIME: constant(uint256) = (
    21888242871839275222246405745257275088696311157297823662689037894645226208583
)
ORDER: constant(uint256) = (
    21888242871839275222246405745257275088548364400416034343698204186575808495617
)
HALF: constant(uint256) = (
    10944121435919637611123202872628637544348155578648911831344518947322613104292
)
B_REAL: constant(uint256) = (
    19485874751759354771024239261021720505790618469301721065564631296452457478373
)
B_IMAG: constant(uint256) = (
    21621313080719284060999498358119991246151234191964923374119659383734918571893
)

alpha: uint256[2]
minus_beta: uint256[4]
minus_gamma: uint256[4]
minus_delta: uint256[4]
points: uint256[2][16]

# Known to the registries: a root, the key of issuer and schema, the depth of the tree, the key of
# the relying party, and by how much a credential's least expiry may lie in the past.
root: uint256
issuer: uint256[2]
depth: uint256
party: uint256[2]
threshold: uint256


@deploy
def __init__(
    alpha: uint256[2],
    minus_beta: uint256[4],
    minus_gamma: uint256[4],
    minus_delta: uint256[4],
    points: uint256[2][16],
    root: uint256,
    issuer: uint256[2],
    depth: uint256,
    party: uint256[2],
    threshold: uint256,
):
    self.alpha = alpha
    self.minus_beta = minus_beta
    self.minus_gamma = minus_gamma
    self.minus_delta = minus_delta
    self.points = points
    self.root = root
    self.issuer = issuer
    self.depth = depth
    self.party = party
    self.threshold = threshold


@view
@external
def verify(
    nullifier: uint256,
    action: uint256,
    rp_id: uint64,
    nonce: uint256,
    signal: uint256,
    expires_at_min: uint64,
    schema: uint64,
    genesis: uint256,
    proof: uint256[5],
):
    """
    @notice Returns for a right proof, reverts for any other.
    """
    assert proof[4] == self.root, "InvalidMerkleRoot"
    assert convert(expires_at_min, uint256) + self.threshold >= block.timestamp, "ExpirationTooOld"
    inputs: uint256[15] = [
        nullifier,
        convert(schema, uint256),
        self.issuer[0],
        self.issuer[1],
        convert(expires_at_min, uint256),
        genesis,
        proof[4],
        self.depth,
        convert(rp_id, uint256),
        action,
        self.party[0],
        self.party[1],
        signal,
        nonce,
        0,
    ]
    a: uint256[2] = self._g1(proof[0])
    b: uint256[4] = self._g2(proof[1], proof[2])
    c: uint256[2] = self._g1(proof[3])
    point: uint256[2] = self.points[0]
    for i: uint256 in range(15):
        assert inputs[i] < ORDER, "PublicInputNotInField"
        point = ecadd(point, ecmul(self.points[i + 1], inputs[i]))
    pairs: Bytes[768] = concat(
        abi_encode(a),
        abi_encode(b),
        abi_encode(c),
        abi_encode(self.minus_delta),
        abi_encode(self.alpha),
        abi_encode(self.minus_beta),
        abi_encode(point),
        abi_encode(self.minus_gamma),
    )
    success: bool = False
    answer: Bytes[32] = b""
    success, answer = raw_call(
        0x0000000000000000000000000000000000000008,
        pairs,
        max_outsize=32,
        is_static_call=True,
        revert_on_failure=False,
    )
    assert success and len(answer) == 32 and convert(answer, uint256) == 1, "ProofInvalid"


@view
@internal
def _power(base: uint256, exponent: uint256) -> uint256:
    """
    @notice A power in the field.
    """
    width: uint256 = 32
    return convert(
        raw_call(
            0x0000000000000000000000000000000000000005,
            abi_encode(width, width, width, base, exponent, PRIME),
            max_outsize=32,
            is_static_call=True,
        ),
        uint256,
    )


@view
@internal
def _root(square: uint256) -> uint256:
    """
    @notice A square root in the field.
    """
    found: uint256 = self._power(square, (PRIME + 1) // 4)
    assert uint256_mulmod(found, found, PRIME) == square, "ProofInvalid"
    return found


@pure
@internal
def _minus(number: uint256) -> uint256:
    """
    @notice What adds up to zero with it.
    """
    return (PRIME - number % PRIME) % PRIME


@view
@internal
def _g1(compressed: uint256) -> uint256[2]:
    """
    @notice A point of the curve from its first coordinate and a sign.
    """
    x: uint256 = compressed >> 1
    assert x < PRIME, "ProofInvalid"
    cube: uint256 = uint256_mulmod(uint256_mulmod(x, x, PRIME), x, PRIME)
    y: uint256 = self._root(uint256_addmod(cube, 3, PRIME))
    if compressed & 1 == 1:
        y = self._minus(y)
    return [x, y]


@view
@internal
def _g2(imaginary: uint256, compressed: uint256) -> uint256[4]:
    """
    @notice A point of the twisted curve; imaginary parts first.
    """
    x0: uint256 = compressed >> 2
    x1: uint256 = imaginary
    assert x0 < PRIME and x1 < PRIME, "ProofInvalid"
    n3ab: uint256 = uint256_mulmod(uint256_mulmod(x0, x1, PRIME), PRIME - 3, PRIME)
    cube0: uint256 = uint256_mulmod(uint256_mulmod(x0, x0, PRIME), x0, PRIME)
    cube1: uint256 = uint256_mulmod(uint256_mulmod(x1, x1, PRIME), x1, PRIME)
    y0: uint256 = uint256_addmod(
        B_REAL, uint256_addmod(cube0, uint256_mulmod(n3ab, x1, PRIME), PRIME), PRIME
    )
    y1: uint256 = self._minus(
        uint256_addmod(
            B_IMAG, uint256_addmod(cube1, uint256_mulmod(n3ab, x0, PRIME), PRIME), PRIME
        )
    )
    # The square root in the extension; a bit says which of two ways.
    d: uint256 = self._root(
        uint256_addmod(
            uint256_mulmod(y0, y0, PRIME), uint256_mulmod(y1, y1, PRIME), PRIME
        )
    )
    if compressed & 2 == 2:
        d = self._minus(d)
    r0: uint256 = self._root(uint256_mulmod(uint256_addmod(y0, d, PRIME), HALF, PRIME))
    r1: uint256 = uint256_mulmod(
        y1, self._power(uint256_mulmod(r0, 2, PRIME), PRIME - 2), PRIME
    )
    assert (
        uint256_addmod(
            uint256_mulmod(r0, r0, PRIME),
            self._minus(uint256_mulmod(r1, r1, PRIME)),
            PRIME,
        )
        == y0
    ), "ProofInvalid"
    assert y1 == uint256_mulmod(2, uint256_mulmod(r0, r1, PRIME), PRIME), "ProofInvalid"
    if compressed & 1 == 1:
        r0 = self._minus(r0)
        r1 = self._minus(r1)
    return [x1, x0, r1, r0]
