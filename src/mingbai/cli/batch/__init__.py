"""Many reports in one run: gathered from folders, checked in processes of their own, resumable."""
