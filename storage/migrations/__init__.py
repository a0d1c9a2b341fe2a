"""Alembic's revisions of the records' tables; they travel inside the package and run by ``Database.upgrade``."""
