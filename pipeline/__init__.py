"""Pure processing: bytes in, models out. Knows no database, no store and no scheduler."""
