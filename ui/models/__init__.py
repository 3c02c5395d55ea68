"""What the pages show, as Qt models.

They are filled from answers of the books and hold no rule.
"""
