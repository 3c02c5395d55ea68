# pragma version ~=0.4.3
"""
@title Debts: what people owe their own holders, and single persons, in the order of due dates
@license AGPL-3.0-only
@notice State of the companies contract that is about debts. A debt to one's holders is kept as a
        gain that is not yet shared: what is due is that gain times the part that others hold on
        the day of payment. A personal debt, to one person, is an amount of money. Both cost
        interest when they are late, at the rate of the day on which they began.
@dev Holders' debts of a person are a list of at most 32 in the order of due dates; the 33rd joins
     the one that falls due before it, so that nobody can keep the list full against what is found
     out about them. Personal debts are a queue without a bound, paid from its head.
"""

# The 33rd open debt to one's holders: it joined another, of which `gain` is now left.
event DebtJoined:
    debt: indexed(uint256)
    exit: indexed(uint256)
    issuer: indexed(uint256)
    gain: uint256
    due: uint256

event DebtOpened:
    debt: indexed(uint256)
    exit: indexed(uint256)
    issuer: indexed(uint256)
    creditor: uint256  # 0: the holders
    gain: uint256  # of a personal debt: the amount
    due: uint256
    rate: uint256  # per cent a year

# Interest is `amount * S // outside - gain_settled`, as a gain; of a personal debt it is
# `amount - gain_settled`.
event DebtPaid:
    debt: indexed(uint256)
    issuer: indexed(uint256)
    payer: indexed(address)  # the ledger, when money on its way to the issuer was taken
    amount: uint256
    gain_settled: uint256
    gain_left: uint256
    late: uint256  # seconds past the due date

event DebtEnded:
    debt: indexed(uint256)
    issuer: indexed(uint256)


S: constant(uint256) = 10_000_000 * 10**18
MAX_OPEN: constant(uint256) = 32  # open debts of one person to their holders
YEAR: constant(uint256) = 365 * 86_400
# A debt at one per cent doubles in a hundred years.
DOUBLED_AFTER: constant(uint256) = 100 * YEAR

# What an exit and its debt are, one word for both: gain 96 | due 32 | next 32 | rate 8 | issuer 40
# | other 40 | state 4 | flags 4, from the lowest bit up. `next` follows it in its list; `other` is
# the creditor of a personal debt, and of a holders' debt the time at which it was opened. A word
# without state is an exit that ended without a debt, or a debt that is paid.
GAIN_MASK: constant(uint256) = 2**96 - 1
MASK_32: constant(uint256) = 2**32 - 1
MASK_40: constant(uint256) = 2**40 - 1
DUE_AT: constant(uint256) = 96
NEXT_AT: constant(uint256) = 128
RATE_AT: constant(uint256) = 160
ISSUER_AT: constant(uint256) = 168
OTHER_AT: constant(uint256) = 208
STATE_AT: constant(uint256) = 248
REPORTED: constant(uint256) = 1
IN_A_CASE: constant(uint256) = 2
OWED: constant(uint256) = 3
# Its exit was large enough to be news, so that its payment in full is: otherwise trifles, which an
# issuer can have at any time, would use up the one news in seven days that an issuer can cause.
NEWS: constant(uint256) = 1 << 252
PERSONAL: constant(uint256) = 1 << 253
# Shares sold in an offering were not yet pulled when the exit was reported: until they are, or
# given back, nobody pays the debt off without their buyers.
UNPULLED: constant(uint256) = 1 << 254

# What of a person is open, one word: exits 32 | holders' debts 32 | the first of them 32 | when
# that is due 32 | the first personal debt 32 | the last 32 | when the first is due 32.
ONE_DEBT: constant(uint256) = 1 << 32
FIRST_AT: constant(uint256) = 64
FIRST_DUE_AT: constant(uint256) = 96
HEAD_AT: constant(uint256) = 128
TAIL_AT: constant(uint256) = 160
HEAD_DUE_AT: constant(uint256) = 192

words: HashMap[uint256, uint256]
matters: HashMap[uint256, uint256]


@pure
@internal
def _part(word: uint256, at: uint256) -> uint256:
    """
    @notice 32 bits of a word.
    """
    return (word >> at) & MASK_32


@pure
@internal
def _with(word: uint256, at: uint256, part: uint256) -> uint256:
    """
    @notice The word with 32 of its bits set to a part.
    """
    return (word & ~(MASK_32 << at)) | (part << at)


@pure
@internal
def _state(word: uint256) -> uint256:
    """
    @notice Whether a word is a reported exit, a case, or a debt.
    """
    return (word >> STATE_AT) & 15


@pure
@internal
def _issuer(word: uint256) -> uint256:
    """
    @notice Whose exit or debt it is.
    """
    return (word >> ISSUER_AT) & MASK_40


@pure
@internal
def _other(word: uint256) -> uint256:
    """
    @notice The creditor of a personal debt; when a holders' debt was opened.
    """
    return (word >> OTHER_AT) & MASK_40


@pure
@internal
def _first_due(open: uint256) -> uint256:
    """
    @notice When the first of a person's open debts falls due; 0: there is none.
    """
    first: uint256 = self._part(open, FIRST_DUE_AT)
    head: uint256 = self._part(open, HEAD_DUE_AT)
    if first == 0 or (head != 0 and head < first):
        return head
    return first


@view
@internal
def _overdue(open: uint256) -> bool:
    """
    @notice Whether one of these debts is past its date.
    """
    first_due: uint256 = self._first_due(open)
    return first_due != 0 and block.timestamp > first_due


@view
@internal
def _late(word: uint256) -> uint256:
    """
    @notice Seconds past a debt's due date.
    """
    due: uint256 = self._part(word, DUE_AT)
    return block.timestamp - due if block.timestamp > due else 0


@pure
@internal
def _ceil_div(a: uint256, b: uint256) -> uint256:
    """
    @notice a / b, rounded up.
    """
    return (a + b - 1) // b


@view
@internal
def _due_now(word: uint256, outside: uint256) -> uint256:
    """
    @notice The least payment that settles all of a debt, interest included.
    """
    gain: uint256 = word & GAIN_MASK
    rate: uint256 = (word >> RATE_AT) & 255
    grown: uint256 = gain + self._ceil_div(gain * rate * self._late(word), DOUBLED_AFTER)
    if word & PERSONAL != 0:
        return grown
    return self._ceil_div(grown * outside, S)


@internal
def _settle(debt: uint256, word: uint256, paid: uint256, outside: uint256, payer: address) -> bool:
    """
    @notice Takes a payment off a debt: at ten per cent it settles x * S // ext * 10y // (10y + late).
    @return Whether this pays it in full; the caller then takes it off its list.
    """
    late: uint256 = self._late(word)
    gain: uint256 = word & GAIN_MASK
    share: uint256 = paid
    if word & PERSONAL == 0:
        share = paid * S // outside
    rate: uint256 = (word >> RATE_AT) & 255
    settled: uint256 = min(gain, share * DOUBLED_AFTER // (DOUBLED_AFTER + rate * late))
    log DebtPaid(
        debt=debt,
        issuer=self._issuer(word),
        payer=payer,
        amount=paid,
        gain_settled=settled,
        gain_left=gain - settled,
        late=late,
    )
    if settled == gain:
        return True
    self.words[debt] = word - settled
    return False


@internal
def _list(
    open_: uint256,
    issuer: uint256,
    exit: uint256,
    gain: uint256,
    due: uint256,
    rate: uint256,
    flags: uint256,
) -> uint256:
    """
    @notice Files an exit's debt to the holders, under the exit's own number.
    @param open_ What of the issuer is open.
    @param flags `NEWS`, `UNPULLED`.
    @return The same afterwards, which the caller keeps.
    """
    before: uint256 = 0
    after: uint256 = self._part(open_, FIRST_AT)
    for i: uint256 in range(MAX_OPEN):
        if after == 0 or self._part(self.words[after], DUE_AT) > due:
            break
        before = after
        after = self._part(self.words[after], NEXT_AT)
    if self._part(open_, 32) == MAX_OPEN:
        return self._join(open_, issuer, exit, before, gain, due, flags)
    word: uint256 = (
        gain
        | (due << DUE_AT)
        | (after << NEXT_AT)
        | (rate << RATE_AT)
        | (issuer << ISSUER_AT)
        | (block.timestamp << OTHER_AT)
        | (OWED << STATE_AT)
        | flags
    )
    self.words[exit] = word
    open: uint256 = open_ + ONE_DEBT
    if before == 0:
        open = self._with(self._with(open, FIRST_AT, exit), FIRST_DUE_AT, due)
    else:
        self.words[before] = self._with(self.words[before], NEXT_AT, exit)
    log DebtOpened(
        debt=exit, exit=exit, issuer=issuer, creditor=0, gain=gain, due=due, rate=rate
    )
    return open


@internal
def _join(
    open_: uint256,
    issuer: uint256,
    exit: uint256,
    before: uint256,
    gain: uint256,
    due: uint256,
    flags: uint256,
) -> uint256:
    """
    @notice Adds a debt to the one that falls due before it, or to the first, which then falls due
            with it: the list is full. Late money is never later for it.
    """
    debt: uint256 = before
    open: uint256 = open_
    if before == 0:
        debt = self._part(open_, FIRST_AT)
        open = self._with(open_, FIRST_DUE_AT, due)
    word: uint256 = self.words[debt]
    joined: uint256 = min((word & GAIN_MASK) + gain, GAIN_MASK)
    word = (word & ~GAIN_MASK) | joined
    if before == 0:
        word = self._with(word, DUE_AT, due)
    self.words[debt] = word | flags
    self.words[exit] = 0
    log DebtJoined(
        debt=debt, exit=exit, issuer=issuer, gain=joined, due=self._part(word, DUE_AT)
    )
    return open


@internal
def _queue(
    open_: uint256,
    issuer: uint256,
    debt: uint256,
    exit: uint256,
    creditor: uint256,
    amount: uint256,
    due_: uint256,
    rate: uint256,
) -> uint256:
    """
    @notice Files a personal debt behind the others; it never falls due before them.
    @return What of the issuer is open afterwards, which the caller keeps.
    """
    tail: uint256 = self._part(open_, TAIL_AT)
    open: uint256 = self._with(open_, TAIL_AT, debt)
    due: uint256 = due_
    if tail == 0:
        open = self._with(self._with(open, HEAD_AT, debt), HEAD_DUE_AT, due)
    else:
        word: uint256 = self.words[tail]
        due = max(due, self._part(word, DUE_AT))
        self.words[tail] = self._with(word, NEXT_AT, debt)
    self.words[debt] = (
        amount
        | (due << DUE_AT)
        | (rate << RATE_AT)
        | (issuer << ISSUER_AT)
        | (creditor << OTHER_AT)
        | (OWED << STATE_AT)
        | PERSONAL
    )
    log DebtOpened(
        debt=debt, exit=exit, issuer=issuer, creditor=creditor, gain=amount, due=due, rate=rate
    )
    return open


@internal
def _unlist(debt: uint256, word: uint256) -> uint256:
    """
    @notice Takes a settled debt off its issuer's list. A personal one is the head of its queue.
    @return What of the issuer is open afterwards; it is kept.
    """
    issuer: uint256 = self._issuer(word)
    self.words[debt] = 0
    open: uint256 = self.matters[issuer]
    after: uint256 = self._part(word, NEXT_AT)
    due: uint256 = 0
    if word & PERSONAL != 0:
        if after == 0:
            open = self._with(open, TAIL_AT, 0)
        else:
            due = self._part(self.words[after], DUE_AT)
        open = self._with(self._with(open, HEAD_AT, after), HEAD_DUE_AT, due)
    else:
        open -= ONE_DEBT
        before: uint256 = self._part(open, FIRST_AT)
        if before == debt:
            if after != 0:
                due = self._part(self.words[after], DUE_AT)
            open = self._with(self._with(open, FIRST_AT, after), FIRST_DUE_AT, due)
        else:
            for i: uint256 in range(MAX_OPEN):
                next: uint256 = self._part(self.words[before], NEXT_AT)
                if next == debt:
                    break
                before = next
            self.words[before] = self._with(self.words[before], NEXT_AT, after)
    self.matters[issuer] = open
    return open


@view
@internal
def _first(open: uint256, personal_only: bool) -> uint256:
    """
    @notice The overdue debt that fell due first; 0: there is none.
    """
    first_due: uint256 = self._part(open, FIRST_DUE_AT)
    head_due: uint256 = self._part(open, HEAD_DUE_AT)
    debt: uint256 = self._part(open, FIRST_AT)
    due: uint256 = first_due
    if first_due == 0 or personal_only or (head_due != 0 and head_due < first_due):
        debt = self._part(open, HEAD_AT)
        due = head_due
    return debt if due != 0 and block.timestamp > due else 0
