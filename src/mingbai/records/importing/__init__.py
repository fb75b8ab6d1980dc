"""Reading what another site left: its list, its files, its ways of writing. Nothing is stored here.

For 存量信息迁移: pages keep their original date and address (SIT-10).
"""
