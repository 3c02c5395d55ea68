"""The credential of a person: an SD-JWT in which every claim is hidden until they show it.

A verifier issues it, the person keeps it and decides what to show to whom, and whoever is shown it
checks it against the network. Nobody is asked on the way: no verifier learns where it is used.
"""
