"""apply: how a citizen asks for information, follows his case and gets the reply (第二十九条)."""
