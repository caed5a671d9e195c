"""Login at Visma Connect, and the tokens that come of it."""
