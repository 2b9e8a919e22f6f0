"""Rules that another stage reports, when it reads, binds, sets or proves: pages without a check."""
