"""The log as prose: what was done in the organs in reach, for 审计查看 and 政务公开科."""
