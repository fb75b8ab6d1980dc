"""The product served as in production, plain views beside it, and the citizens who come."""
