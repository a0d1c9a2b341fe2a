"""The kinds of paper, as data files: one TOML file a kind."""
