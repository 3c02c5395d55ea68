"""What the words of the report mean, for whoever has never heard of the network."""

from __future__ import annotations

WORDS = (
    ("Share", "One of ten million parts of a person's future gains, for ever. A person sells some "
     "of them to raise money and keeps the rest; all shares of one person are a token."),
    ("Dan", "The person who is asked about: he sold shares of himself, and might cheat."),
    ("Holder", "Somebody who has shares of another person. Dan's holders are due their part of "
     "whatever he gains."),
    ("Xenia", "An honest person of whom Dan buys shares, which rise. Her holders are the others "
     "who have shares of her."),
    ("The market", "Honest people with money who may buy or sell."),
    ("Raise, offering", "A sale of one's own shares to whoever wants some, at a price that is "
     "named before."),
    ("Auction", "How shares change hands afterwards: all who want to sell or to buy say so within "
     "two days, and trade at one price."),
    ("Bid", "An offer to buy in an auction: how many shares, and for how much at most."),
    ("Cost that is believed", "What a seller of shares is taken to have paid for them. Only what "
     "is gained above it is shared with holders, so that a cheat wants it high."),
    ("Reference price", "The price of the last auction in which enough money changed hands. It "
     "bounds what is believed."),
    ("Exit", "The sale of a company, or of a part of one, outside the network. A gain on it is "
     "due to holders in part; hiding it is the oldest way to cheat."),
    ("Attestor", "Somebody who is accredited to look at a contract and to sign that it is so."),
    ("Verifier", "Somebody who is accredited to look at a person's document, so that nobody joins "
     "twice."),
    ("Watcher", "Anybody who looks for hidden exits; whoever reports one that is found true gets "
     "a reward."),
    ("The authority", "Those who decide what is disputed, in public, after a delay in which the "
     "members can stop them."),
    ("Member", "A person who joined with a document, and has one vote."),
    ("Person of straw", "A real human who joins and acts for somebody else, for money."),
    ("Bond", "Money that is laid down with a claim and lost if the claim was false."),
    ("Ban", "Being shut out for ever: a banned person can raise and buy nothing more, and still "
     "owes what they owed."),
    ("On chain", "Seen and enforced by the network's own programs. Whatever happens elsewhere, as "
     "when one friend hands another money, no chain can see."),
)  # fmt: skip
"""Each word with its meaning."""
