"""The overview: what waits and why, and the month in figures."""
