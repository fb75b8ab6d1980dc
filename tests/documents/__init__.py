"""Tests of the papers of 依申请公开."""
