"""Taking files in: copied and digested before anything looks inside, then probed in a child process."""
