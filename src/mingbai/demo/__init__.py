"""demo: the fictional district 示范市明阳区, built from published figures and invented cases."""
