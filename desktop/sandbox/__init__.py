"""A local stand-in for Visma Connect and Dinero."""
