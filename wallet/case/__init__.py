"""Case files: a PDF for a court that follows from proofs to its last byte, and how one is checked.

It asks no node and knows no wallet: what is here holds by the hashes of blocks alone, so that a
stranger can run it. What gathers the proofs from a node is a flow.
"""
