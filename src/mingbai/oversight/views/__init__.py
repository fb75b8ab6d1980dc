"""The desk's pages of 监督. Whatever a person may not see or do is a 404."""
