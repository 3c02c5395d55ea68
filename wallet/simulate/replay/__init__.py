"""Samples of a run, played again on the real contracts, which must agree to the base unit.

An event is sampled out of a run of any size: what of the network it can touch is taken from the
model before and after it, laid into deployed contracts word by word, and the real call is made at
the same time. Whatever the call wrote is read back and held against the model. Nothing here decides
anything about the rules: what differs is told, and never put right.

    words       how numbers lie in a storage word, contract by contract
    storage     where a word lies, and what was laid and looked at
    part        one thing of the network as the model and the chain both know it
    parts_*     all of them: people, money, shares, debts, auctions, offerings, cases, decisions
    touch       what money on its way to a person can touch, and the like
    kinds_*     every kind of event: what it touches, and by which calls it is made
    deeds       what a decision does, as a call and as an event
    tap         which events of a run are sampled, and what is kept of them
    onlooker    the tap of a world: its acts as events of the contracts
    bench       a chain of this machine with the contracts, on which a sample is played
    compare     where the model and the chain differ, in sentences
    command     what the command says of all of it
    result      how many of each kind were replayed, and agreed
"""
