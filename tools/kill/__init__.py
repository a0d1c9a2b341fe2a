"""`make kill`: the main job is killed everywhere, and nothing may be lost or done twice."""
