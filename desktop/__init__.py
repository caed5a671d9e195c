"""Bilagsdrop: receipts dropped on a window become purchase vouchers in Dinero."""

__version__ = "0.1.0"
