"""How well papers are told apart, named and filled in: `python -m tools.papers`."""
