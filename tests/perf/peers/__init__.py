"""What others' contracts cost, measured on the same node as ours.

Their packages come from npm, are compiled here with solc-js, and are never kept in the repository.
"""
