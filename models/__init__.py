"""The domain's data: dossiers, papers, fields, results, events. Frozen, no I/O, no neural weights.

Everything here is plain data with its own rules (what may follow what, when a field needs a person); reading files,
databases, clocks and networks belongs to the packages above.
"""
