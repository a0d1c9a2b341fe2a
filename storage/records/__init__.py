"""Records: what is known about dossiers, files, papers and results. SQLite or PostgreSQL through SQLAlchemy.

Plain functions over a ``Database``; every one takes an ``Actor`` and sees only the rows of the actor's agency, look-ups
(``reuse``) excepted. What they return are frozen values (``rows``), never objects that are tied to a session.
"""
