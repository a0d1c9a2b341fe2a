"""What lasts: objects (a folder or S3) and records (SQLite or PostgreSQL). Knows no images and no scheduler."""
