"""Mending page images: upright, straight, and what can be said of them before reading."""
