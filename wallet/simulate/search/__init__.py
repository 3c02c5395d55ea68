"""Holes that nobody thought of: random and evolutionary search over what a coalition may do.

Every act that the rules know can be drawn, mutated and crossed; what counts is what the coalition
has beyond its honest twin, as far as the holders have less. This room imports no strategy: it must
find by itself what strategies were told.

    situation   who is there, what they have, what is about to happen; `situations` has one a file
    stage       one of them, ready to be played, with what honest people do by themselves
    onlookers   honest people who always look: the search is about rules, not about inattention
    genes       an act to try: kind, actor, hour, and numbers between 0 and 1 for its arguments
    arguments   what those numbers come to where they are played
    breeding    drawing, changing and crossing sequences
    reckoning   what the coalition and the holders have at the end
    hunt        the search itself, with a budget
    shortest    the acts that a find does not need, left out
    telling     what is left, in plain sentences
    evidence    a hole found with its mend left out, and not found with it
    command     what `symbolon simulate --search` says
"""
