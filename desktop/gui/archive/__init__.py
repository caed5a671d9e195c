"""The archive: everything that Dinero has confirmed, found as one types."""
