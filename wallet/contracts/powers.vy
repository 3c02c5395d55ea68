# pragma version ~=0.4.3
"""
@title Powers: what the authority can ever call, each thing with its class
@license AGPL-3.0-only
@notice The table is this code; wiring only fills in where the contracts are. What is not here
        cannot be called: nothing mints, moves money, writes an accumulator or changes a bound,
        and nobody can hand the role of the authority on.
@dev A power is one word: class 8 | whose case it is 8 | words of the call that name the case 8 |
     whether it waits after it was overruled 8, from the lowest bit up.
"""

from interfaces import IRegistry


interface Cases:
    def accused_of(number: uint256) -> uint256: view


struct Power:
    target: address
    selector: bytes4
    kind: uint8


event PowerGranted:
    target: indexed(address)
    selector: indexed(bytes4)
    kind: uint8


# Classes.
FREEZE: constant(uint256) = 1
LIGHT: constant(uint256) = 2
HEAVY: constant(uint256) = 3
RULES: constant(uint256) = 4
SEAL: constant(uint256) = 5
APPEAL: constant(uint256) = 6
MEMBERS: constant(uint256) = 7

# Whose case it is.
NOBODY: constant(uint256) = 0
FIRST: constant(uint256) = 1  # the person whom the first word of the call names
SECOND: constant(uint256) = 2
ACCUSED: constant(uint256) = 3  # the accused of the case that the first word numbers
WALLET: constant(uint256) = 4  # the person of the wallet in the first word, if it has one

WHOLE_CALL: constant(uint256) = 255  # every word names the case
WAITS: constant(uint256) = 1 << 24

FREEZE_PERSON: constant(bytes4) = method_id("freeze(uint256,uint256)", output_type=bytes4)
HALT_TOKEN: constant(bytes4) = method_id("halt(uint256,uint256)", output_type=bytes4)
FORCE_TRANSFER: constant(bytes4) = method_id(
    "force_transfer(uint256,uint256,uint256,uint256)", output_type=bytes4
)

table: HashMap[address, HashMap[bytes4, uint256]]
powers: DynArray[Power, 40]


@internal
def grant_all(
    registry: address,
    rules: address,
    auction: address,
    disputes: address,
    watching: address,
    compliance: address,
    members: address,
):
    """
    @notice Writes the table, once.
    """
    self._grant(registry, FREEZE_PERSON, FREEZE, FIRST, 1)
    self._grant(auction, HALT_TOKEN, FREEZE, FIRST, 1)

    self._grant(
        watching, method_id("strike(uint256,bytes32)", output_type=bytes4), LIGHT, FIRST, 1
    )
    self._grant(
        registry, method_id("remove_attestor(uint256)", output_type=bytes4), LIGHT, FIRST, 1
    )
    self._grant(
        registry, method_id("remove_verifier(address)", output_type=bytes4), LIGHT, WALLET, 1
    )
    self._grant(disputes, SMALL_DISPUTE, LIGHT, ACCUSED, 1)
    self._grant(watching, SMALL_REPORT, LIGHT, ACCUSED, 1)

    self._grant(registry, method_id("ban(uint256)", output_type=bytes4), HEAVY, FIRST, 1)
    self._grant(
        registry, method_id("appoint_verifier(address)", output_type=bytes4), HEAVY, WALLET, 1
    )
    self._grant(
        registry, method_id("appoint_attestor(uint256)", output_type=bytes4), HEAVY, FIRST, 1
    )
    # Token and former holder name the case: heirs are served one after another.
    self._grant(auction, FORCE_TRANSFER, HEAVY, SECOND, 2)
    self._grant(disputes, LARGE_DISPUTE, HEAVY, ACCUSED, 1)
    self._grant(watching, LARGE_REPORT, HEAVY, ACCUSED, 1)
    self._grant(self, method_id("set_operator(address)", output_type=bytes4), HEAVY, NOBODY, 0)

    self._grant(
        rules,
        method_id("set_number(uint256,uint256,uint256)", output_type=bytes4),
        RULES,
        NOBODY,
        2,
    )
    self._grant(compliance, ADD_REGIME, RULES, NOBODY, WHOLE_CALL)

    self._grant(rules, method_id("stop_market(uint256)", output_type=bytes4), SEAL, NOBODY, 0)
    self._grant(registry, method_id("unban(uint256)", output_type=bytes4), APPEAL, FIRST, 1)
    self._grant(
        members, method_id("set_adviser(address)", output_type=bytes4), MEMBERS, NOBODY, 0
    )
    self._grant(self, method_id("renew(uint256)", output_type=bytes4), MEMBERS, NOBODY, 0)


SMALL_DISPUTE: constant(bytes4) = method_id(
    "rule_small(uint256,(uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256[3],bytes32),uint256)",
    output_type=bytes4,
)
LARGE_DISPUTE: constant(bytes4) = method_id(
    "rule_large(uint256,(uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256[3],bytes32),uint256)",
    output_type=bytes4,
)
SMALL_REPORT: constant(bytes4) = method_id(
    "rule_small(uint256,uint256,uint256)", output_type=bytes4
)
LARGE_REPORT: constant(bytes4) = method_id(
    "rule_large(uint256,uint256,uint256)", output_type=bytes4
)
ADD_REGIME: constant(bytes4) = method_id(
    "add_regime(string,bytes32,(uint256,uint256,bool,uint256,uint256,uint256,uint256,uint256[4]))",
    output_type=bytes4,
)


@internal
def _grant(target: address, selector: bytes4, kind: uint256, whose: uint256, words: uint256):
    """
    @notice One line of the table; none for a contract that this network does not have. Rulings
            do not wait after they were overruled: the case must still be ruled on.
    """
    if target == empty(address):
        return
    waits: uint256 = 0 if whose == ACCUSED else WAITS
    self.table[target][selector] = kind | (whose << 8) | (words << 16) | waits
    self.powers.append(Power(target=target, selector=selector, kind=convert(kind, uint8)))
    log PowerGranted(target=target, selector=selector, kind=convert(kind, uint8))


@view
@internal
def of_call(target: address, data: Bytes[1024]) -> uint256:
    """
    @notice The power that a call uses; refused when there is none.
    """
    assert len(data) % 32 == 4, "NO_POWER"
    power: uint256 = self.table[target][convert(slice(data, 0, 4), bytes4)]
    assert power != 0, "NO_POWER"
    words: uint256 = self.words_of(power)
    assert words == WHOLE_CALL or len(data) >= 4 + 32 * words, "NO_POWER"
    return power


@pure
@internal
def class_of(power: uint256) -> uint256:
    """
    @notice The class.
    """
    return power & 255


@pure
@internal
def words_of(power: uint256) -> uint256:
    """
    @notice How many words of the call name the case.
    """
    return (power >> 16) & 255


@pure
@internal
def waits(power: uint256) -> bool:
    """
    @notice Whether the same case waits after it was overruled.
    """
    return power & WAITS != 0


@pure
@internal
def moves_shares(power: uint256) -> bool:
    """
    @notice Whether it is the power to move a person's shares: no other names its second word.
    """
    return (power >> 8) & 255 == SECOND


@pure
@internal
def transfer_case(auction: address, token: uint256, holder: uint256) -> bytes32:
    """
    @notice The case of a transfer of a person's shares; see `case_of`.
    """
    return keccak256(
        concat(
            convert(auction, bytes20),
            FORCE_TRANSFER,
            convert(token, bytes32),
            convert(holder, bytes32),
        )
    )


@pure
@internal
def argument(data: Bytes[1024], place: uint256) -> uint256:
    """
    @notice One word of a call's arguments, from 0.
    """
    return extract32(data, 4 + 32 * place, output_type=uint256)


@view
@internal
def subject_of(power: uint256, target: address, data: Bytes[1024], registry: IRegistry) -> uint256:
    """
    @notice The person whose case a call is; 0: nobody's.
    """
    whose: uint256 = (power >> 8) & 255
    if whose == FIRST:
        return self.argument(data, 0)
    if whose == SECOND:
        return self.argument(data, 1)
    if whose == ACCUSED:
        accused: uint256 = staticcall Cases(target).accused_of(self.argument(data, 0))
        assert accused != 0, "WRONG_CASE"
        return accused
    if whose == WALLET:
        wallet: address = convert(self.argument(data, 0) & (2**160 - 1), address)
        return staticcall registry.person_of(wallet)
    return 0


@pure
@internal
def case_of(power: uint256, target: address, data: Bytes[1024]) -> bytes32:
    """
    @notice What makes two calls the same case.
    """
    words: uint256 = self.words_of(power)
    if words == WHOLE_CALL:
        return self.call_hash(target, data)
    return keccak256(concat(convert(target, bytes20), slice(data, 0, 4 + 32 * words)))


@pure
@internal
def call_hash(target: address, data: Bytes[1024]) -> bytes32:
    """
    @notice A call, as a decision keeps it.
    """
    return keccak256(concat(convert(target, bytes20), data))
