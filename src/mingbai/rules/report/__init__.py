"""The statutory annual report (Regulation arts 49-50): formats, counting, reconciliation (勾稽)."""
