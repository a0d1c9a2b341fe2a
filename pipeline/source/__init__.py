"""Opening foreign files: PDF, TIFF, JPEG, PNG seen as numbered pages that can be measured and drawn.

Everything here parses bytes from outside and runs in a child process with limits (``pipeline.isolation``).
"""
