"""The domain: receipts, vouchers, states, money, dates, VAT. Plain Python without I/O."""
