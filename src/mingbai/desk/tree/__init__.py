"""机构: the tree of organs, seen by 政务公开科 and 人员管理, changed by 政务公开科 (条例第四条)."""
