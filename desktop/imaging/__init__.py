"""Open, preview, turn and compress the pictures and PDFs of receipts."""
