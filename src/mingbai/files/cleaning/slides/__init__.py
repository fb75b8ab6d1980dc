"""Presentations (pptx) cleaned for publication."""
