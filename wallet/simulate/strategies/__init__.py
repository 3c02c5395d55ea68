"""What Dan might do instead of being honest, one short file each: a class and its story.

A new strategy is a new file; it is found by its being here, and judged beside honesty.
"""
