"""Synthetic dossiers with expected fields, made by a seeded script: ``python -m samples.make --out DIR``."""
