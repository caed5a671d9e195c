"""Everything Qt. Nothing else imports PySide6."""
