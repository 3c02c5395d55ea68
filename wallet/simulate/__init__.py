"""Does cheating pay? The rules run forward in time, with people honest and otherwise.

Money moves only through `wallet.rules`, the model that judges the contracts; this room adds time,
luck and intentions. It knows no network and no window, and the same seed is the same run; only
`replay` knows a chain: it holds samples of a run against the contracts themselves.

    chance      draws that depend on a seed and a name, so that two worlds share their luck
    parameters  every number that is not in the rules, with its unit and why it is so
    acts        everything that anyone may do, enumerable: kind, actor, arguments
    world       time, the event heap, and the taps through which a replay looks on
    keepers     what anyone does because it is due: settling, closing, pulling, claiming
    market      honest people who notice, bid within their means, and answer what is too dear
    officials   attestors, watchers, the authority and members, with their failings
    debtors     who owes is asked when it is due; strikes and bans follow
    truth       what really happened outside, whatever is reported
    cast, prospects, scene
                the small world in which one strategy is judged beside honesty
    strategy, strategies, moves
                one short file for each, found by its being there, in words of their own
    wealth, payoff
                who has what on the last day; both worlds with one seed, and with many
    population  a whole network of up to 100,000 people
    telling     all of it in plain sentences
    auctions    the laboratory of auctions: one token, neighbours of the rule
    replay      samples of a run, played again on the real contracts
    search      holes that nobody thought of: acts drawn, bred and set beside an honest twin
"""
