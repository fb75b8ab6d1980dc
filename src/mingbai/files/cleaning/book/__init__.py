"""Workbooks (xlsx) cleaned for publication."""
