"""Objects: bytes that are written once, found by their digest, and checked after every write."""
