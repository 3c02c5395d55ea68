# pragma version ~=0.4.3
# pragma nonreentrancy on
# pragma optimize gas
"""
@title Dollar: a stand-in for USDC on local networks only
@license AGPL-3.0-only
@notice Six decimals, EIP-2612 permits, an owner who mints, pauses and blacklists as the
        issuer of the real one does. Never deployed where money is real.
"""

from snekmate.utils import eip712_domain_separator as domain

initializes: domain

event Transfer:
    sender: indexed(address)
    receiver: indexed(address)
    amount: uint256


event Approval:
    owner: indexed(address)
    spender: indexed(address)
    amount: uint256


event Blacklisted:
    account: indexed(address)
    listed: bool


event Paused:
    paused: bool


name: public(constant(String[32])) = "Practice dollar"
symbol: public(constant(String[8])) = "USD"
decimals: public(constant(uint8)) = 6
version: public(constant(String[4])) = "1"

PERMIT_TYPE: constant(bytes32) = keccak256(
    "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
)

BARRED: constant(uint256) = 2**255

owner: public(address)
paused: public(bool)
totalSupply: public(uint256)
# Balance, and in the highest bit whether the account is blacklisted, as in USDC.
accounts: HashMap[address, uint256]
allowance: public(HashMap[address, HashMap[address, uint256]])
nonces: public(HashMap[address, uint256])


@deploy
def __init__():
    """
    @notice The deployer owns it.
    """
    domain.__init__("Practice dollar", "1")
    self.owner = msg.sender


@internal
def _move(sender: address, receiver: address, amount: uint256):
    """
    @notice Moves money unless it is stopped or one of the two is blacklisted.
    """
    assert not self.paused, "DOLLAR_PAUSED"
    assert receiver != empty(address), "EMPTY_ADDRESS"
    word: uint256 = self.accounts[sender]
    assert word < BARRED, "DOLLAR_BLACKLISTED"
    assert word >= amount, "DOLLAR_BALANCE"
    self.accounts[sender] = word - amount
    word = self.accounts[receiver]
    assert word < BARRED, "DOLLAR_BLACKLISTED"
    self.accounts[receiver] = word + amount
    log Transfer(sender=sender, receiver=receiver, amount=amount)


@view
@external
def balanceOf(owner: address) -> uint256:
    """
    @notice Money of an account.
    """
    return self.accounts[owner] & (BARRED - 1)


@view
@external
def blacklisted(owner: address) -> bool:
    """
    @notice Whether an account is barred.
    """
    return self.accounts[owner] >= BARRED


@external
def transfer(receiver: address, amount: uint256) -> bool:
    """
    @notice Sends the caller's money.
    """
    self._move(msg.sender, receiver, amount)
    return True


@external
def transferFrom(sender: address, receiver: address, amount: uint256) -> bool:
    """
    @notice Sends money that its owner approved for the caller.
    """
    allowed: uint256 = self.allowance[sender][msg.sender]
    assert allowed >= amount, "DOLLAR_ALLOWANCE"
    if allowed != max_value(uint256):
        self.allowance[sender][msg.sender] = allowed - amount
    self._move(sender, receiver, amount)
    return True


@external
def approve(spender: address, amount: uint256) -> bool:
    """
    @notice Lets another take up to this much.
    """
    self._approve(msg.sender, spender, amount)
    return True


@internal
def _approve(owner: address, spender: address, amount: uint256):
    """
    @notice Stores an allowance.
    """
    assert not self.paused, "DOLLAR_PAUSED"
    self.allowance[owner][spender] = amount
    log Approval(owner=owner, spender=spender, amount=amount)


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
    """
    @notice An approval by signature (EIP-2612).
    """
    assert block.timestamp <= deadline, "PERMIT_EXPIRED"
    nonce: uint256 = self.nonces[owner]
    self.nonces[owner] = nonce + 1
    digest: bytes32 = domain._hash_typed_data_v4(
        keccak256(abi_encode(PERMIT_TYPE, owner, spender, amount, nonce, deadline))
    )
    signer: address = ecrecover(
        digest, convert(v, uint256), convert(r, uint256), convert(s, uint256)
    )
    assert signer != empty(address) and signer == owner, "PERMIT_INVALID"
    self._approve(owner, spender, amount)


@view
@external
def DOMAIN_SEPARATOR() -> bytes32:
    """
    @notice EIP-712 domain of permits.
    """
    return domain._domain_separator_v4()


@internal
def _only_owner():
    """
    @notice Refuses everybody else.
    """
    assert msg.sender == self.owner, "NOT_OWNER"


@external
def set_owner(owner: address):
    """
    @notice Hands the practice dollar on.
    @param owner Who mints, pauses and blacklists from now on.
    """
    self._only_owner()
    assert owner != empty(address), "EMPTY_ADDRESS"
    self.owner = owner


@external
def mint(receiver: address, amount: uint256):
    """
    @notice Makes practice money: the faucet.
    """
    self._only_owner()
    assert receiver != empty(address), "EMPTY_ADDRESS"
    self.totalSupply += amount
    assert self.totalSupply < BARRED, "TOO_LARGE"
    self.accounts[receiver] += amount
    log Transfer(sender=empty(address), receiver=receiver, amount=amount)


@external
def set_paused(paused: bool):
    """
    @notice Stops or resumes all movements.
    """
    self._only_owner()
    self.paused = paused
    log Paused(paused=paused)


@external
def set_blacklisted(account: address, listed: bool):
    """
    @notice Bars an account, or ends that.
    """
    self._only_owner()
    self.accounts[account] &= BARRED - 1
    if listed:
        self.accounts[account] |= BARRED
    log Blacklisted(account=account, listed=listed)
