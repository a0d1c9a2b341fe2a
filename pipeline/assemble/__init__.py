"""Assembling: a paper's pages as one searchable PDF/A."""
