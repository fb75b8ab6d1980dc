"""明白 Mingbai: the open-government (政务公开) platform of a Chinese county-level government."""

__version__ = "0.1.0"
