"""The lock file: what was read when, and what has changed since."""
