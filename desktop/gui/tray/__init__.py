"""The tray: the list of receipts not sent yet, the receipt itself, and its form."""
