"""The delivery: state machine, retries, reconciliation."""
