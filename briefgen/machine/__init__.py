"""This machine: what it has, what it lacks, and the door to WeasyPrint."""
