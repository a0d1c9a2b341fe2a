"""Checks: facts that speak for or against what was read."""
