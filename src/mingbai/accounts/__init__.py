"""accounts: officers, their posts and what a post may see and do (条例第四条、第十七条)."""
