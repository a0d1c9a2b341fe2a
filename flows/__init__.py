"""Orchestration with Prefect, settings and the one composition root."""
