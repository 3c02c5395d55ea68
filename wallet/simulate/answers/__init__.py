"""Where does cheating start to pay? Every strategy at the defaults, and maps over what is doubted.

All of it is played beside honest people with the same luck; every figure carries its interval, and
the same seed answers the same.

    estimate    a mean and how sure it is
    axes        what can be turned: numbers of the world, and of the rules within their bounds
    questions   which strategies are asked over which of these, and in what words
    mapping     a question answered, and where along it a strategy starts to pay
    auctions    the rule of auctions beside its neighbours
    asking      the table, the maps, the auctions and what a search found, as one object
    facts       the same as plain values, for a file
"""
