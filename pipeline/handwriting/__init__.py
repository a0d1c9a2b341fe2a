"""What a pen filled into a printed form: found on the page's image, marked as handwriting, read as digits.

A stage of its own: it needs the image, so it runs beside the reading of a page, and the words, so it runs after it.
"""
