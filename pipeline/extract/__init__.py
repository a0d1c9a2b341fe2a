"""Finding a paper's fields, each with its evidence."""
