"""Tests of mingbai.oversight."""
