# pragma version ~=0.4.3
# pragma nonreentrancy on
# pragma optimize gas
"""
@title WorldProof3: whether a proof of World ID 3.0 is right (Semaphore, Groth16 over BN254)
@license AGPL-3.0-only
@notice Checks e(A, B) = e(alpha, beta) e(L, gamma) e(C, delta), where L is the sum of the points
        of the published key for the four public inputs. The parts of the key that come from the
        common ceremony are written here; those of a depth of the tree come at deployment.
@dev Points in the quadratic extension are given imaginary part first, as the pairing wants
     them. Every call of a precompile is asked for its success, its length and its value: one
     that ran out of gas answers nothing, and must never be read as a yes.
"""

PRIME: constant(uint256) = (
    21888242871839275222246405745257275088696311157297823662689037894645226208583
)
ORDER: constant(uint256) = (
    21888242871839275222246405745257275088548364400416034343698204186575808495617
)
ALPHA: constant(uint256[2]) = [
    20491192805390485299153009773594534940189261866228447918068658471970481763042,
    9383485363053290200918347156157836566562967994039712273449902621266178545958,
]
BETA: constant(uint256[4]) = [
    4252822878758300859123897981450591353533073413197771768651442665752259397132,
    6375614351688725206403948262868962793625744043794305715222011528459656738731,
    21847035105528745403288232691147584728191162732299865338377159692350059136679,
    10505242626370262277552901082094356697409835680220590971873171140371331206856,
]
GAMMA: constant(uint256[4]) = [
    11559732032986387107991004021392285783925812861821192530917403151452391805634,
    10857046999023057135944570762232829481370756359578518086990519993285655852781,
    4082367875863433681332203403145435568316851327593401208105741076214120093531,
    8495653923123431417604973247489272438418190587263600148770280649306958101930,
]
PAIRING: constant(address) = 0x0000000000000000000000000000000000000008

DELTA: immutable(uint256[4])
# The constant point, then one for each public input.
POINTS: immutable(uint256[2][5])


@deploy
def __init__(delta: uint256[4], points: uint256[2][5]):
    """
    @notice The rest of the published key, for one depth of the tree.
    @param delta Point in the extension, imaginary parts first.
    @param points The constant point, then those of root, nullifier, signal, external nullifier.
    """
    DELTA = delta
    POINTS = points


@view
@external
def proven(inputs: uint256[4], proof: uint256[8]) -> bool:
    """
    @notice Whether a proof is right for these public inputs; never an error.
    @param inputs Root, nullifier, hash of the signal, external nullifier.
    @param proof A (x, y), B (x imaginary, real, y imaginary, real), C (x, y).
    """
    for number: uint256 in inputs:
        # The multiplication would reduce a larger one: one proof would have many nullifiers.
        if number >= ORDER:
            return False
    if proof[0] >= PRIME or proof[1] >= PRIME:
        return False
    point: uint256[2] = POINTS[0]
    for i: uint256 in range(4):
        point = ecadd(point, ecmul(POINTS[i + 1], inputs[i]))
    pairs: uint256[24] = [
        # -A, B
        proof[0],
        (PRIME - proof[1]) % PRIME,
        proof[2],
        proof[3],
        proof[4],
        proof[5],
        ALPHA[0],
        ALPHA[1],
        BETA[0],
        BETA[1],
        BETA[2],
        BETA[3],
        point[0],
        point[1],
        GAMMA[0],
        GAMMA[1],
        GAMMA[2],
        GAMMA[3],
        proof[6],
        proof[7],
        DELTA[0],
        DELTA[1],
        DELTA[2],
        DELTA[3],
    ]
    success: bool = False
    answer: Bytes[32] = b""
    success, answer = raw_call(
        PAIRING,
        abi_encode(pairs),
        max_outsize=32,
        is_static_call=True,
        revert_on_failure=False,
    )
    return success and len(answer) == 32 and convert(answer, uint256) == 1
