"""Does cheating pay? The rules run forward in time, with people honest and otherwise.

Money moves only through `wallet.rules`, the model that judges the contracts; this room adds time,
luck and intentions. It knows no network and no window, and the same seed is the same run; only
`replay` knows a chain: it holds samples of a run against the contracts themselves.

    chance      draws that depend on a seed and a name, so that two worlds share their luck
    parameters  every number that is not in the rules, with its unit and why it is so
    acts        everything that anyone may do, enumerable: kind, actor, arguments
    world       time, the event heap, the log and the taps through which a replay looks on
    scene       the small world in which one strategy is judged beside honesty
    strategies  one short file for each, found by its being there
    judge       both worlds with one seed, many seeds, and what it comes to
    replay      samples of a run, played again on the real contracts
    auctions    the laboratory of auctions: one token, few people looking, neighbours of the rule
"""
