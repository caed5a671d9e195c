"""Builds the installed program: what goes in, what is written down about it, and what is wrapped round it."""
