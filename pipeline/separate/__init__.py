"""Pages of a stack become papers: separator sheets, codes, and what first and later pages look like."""
