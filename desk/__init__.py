"""People's and other systems' side: the command line."""
