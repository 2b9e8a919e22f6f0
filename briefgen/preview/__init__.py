"""Preview: a local page that shows a brief while its outline is being written, and its sources."""
