"""Files that break programs, through the whole main job: `python -m tools.hostile`."""
