"""What the sample papers say: prose of this project's own, about people and places that do not exist."""
