"""Tests of 办件."""
