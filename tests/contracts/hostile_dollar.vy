# pragma version ~=0.4.3
# pragma nonreentrancy off
"""
@title A dollar that turns on its users, for tests
@license AGPL-3.0-only
@notice Behaves as told: answers nothing, or no, or far too much; takes a fee; bars somebody;
        stops; fails with endless reasons; and calls whatever it was armed with in the middle of
        each movement, as the member of the network that it can become.
"""

WELL: constant(uint256) = 0
SILENT: constant(uint256) = 1  # moves, and answers nothing
NO: constant(uint256) = 2  # moves nothing, and answers false
FAILS: constant(uint256) = 3  # reverts without a word
SHOUTS: constant(uint256) = 4  # reverts with 28,800 bytes
TALKS: constant(uint256) = 5  # moves, and answers true and 28,800 bytes
GARBAGE: constant(uint256) = 6  # moves nothing, and answers one byte
NOISE: constant(uint256) = 32 * 900

balanceOf: public(HashMap[address, uint256])
allowance: public(HashMap[address, HashMap[address, uint256]])
mode: public(uint256)
fee: public(uint256)  # in hundredths
barred: public(HashMap[address, bool])

# What is called in each movement, and how often that worked.
targets: HashMap[uint256, address]
calls: HashMap[uint256, Bytes[2048]]
armed: public(uint256)
worked: public(HashMap[uint256, uint256])
movements: public(uint256)
busy: bool
late: public(bool)  # calls after the money has moved, else before
peaceful: public(bool)


@external
def tell(mode: uint256, fee: uint256):
    self.mode = mode
    self.fee = fee


@external
def bar(account: address, barred: bool):
    self.barred[account] = barred


@external
def arm(target: address, data: Bytes[2048]):
    self.targets[self.armed] = target
    self.calls[self.armed] = data
    self.armed += 1


@external
def pause_arms(peaceful: bool, late: bool):
    self.peaceful = peaceful
    self.late = late


@external
def act(target: address, data: Bytes[2048]) -> Bytes[64]:
    """
    @notice Does something as this contract itself: it may be a member of the network.
    """
    return raw_call(target, data, max_outsize=64)


@external
def mint(receiver: address, amount: uint256):
    self.balanceOf[receiver] += amount


@external
def approve(spender: address, amount: uint256) -> bool:
    self.allowance[msg.sender][spender] = amount
    return True


@external
def permit(
    owner: address,
    spender: address,
    amount: uint256,
    deadline: uint256,
    v: uint8,
    r: bytes32,
    s: bytes32,
):
    self._call_back()
    raise "no permits here"


@internal
def _call_back():
    if self.busy or self.peaceful:
        return
    self.busy = True
    for i: uint256 in range(self.armed, bound=1000):
        success: bool = raw_call(self.targets[i], self.calls[i], revert_on_failure=False)
        if success:
            self.worked[i] += 1
    self.busy = False


@internal
def _move(sender: address, receiver: address, amount: uint256) -> Bytes[NOISE]:
    self.movements += 1
    if not self.late:
        self._call_back()
    mode: uint256 = self.mode
    no: Bytes[32] = abi_encode(False)
    yes: Bytes[32] = abi_encode(True)
    if self.busy:
        mode = WELL  # within its own calls it has to work, or they come to nothing
    assert not self.barred[sender] and not self.barred[receiver]
    assert mode != FAILS
    if mode == SHOUTS:
        noise: Bytes[NOISE] = self._noise()
        raw_revert(noise)
    if mode == NO:
        return no
    if mode == GARBAGE:
        return b"\x00"
    self.balanceOf[sender] -= amount
    self.balanceOf[receiver] += amount - amount * self.fee // 100
    if self.late:
        self._call_back()
    if mode == SILENT:
        return b""
    if mode == TALKS:
        talk: Bytes[NOISE] = self._noise()
        return talk
    return yes


@pure
@internal
def _noise() -> Bytes[NOISE]:
    """
    @notice True, and a great many zeros after it.
    """
    words: uint256[NOISE // 32] = empty(uint256[NOISE // 32])
    words[0] = 1
    return abi_encode(words)


@external
@raw_return
def transfer(receiver: address, amount: uint256) -> Bytes[NOISE]:
    return self._move(msg.sender, receiver, amount)


@external
@raw_return
def transferFrom(sender: address, receiver: address, amount: uint256) -> Bytes[NOISE]:
    assert self.allowance[sender][msg.sender] >= amount
    return self._move(sender, receiver, amount)
