"""What a brief's sentences say, of what, and in whose voice: what the rules look at."""
