"""Files looked through for personal data and secrecy marks before they become public (PII-02).

Every carrier is turned into passages of text; the detectors of ``rules.privacy`` do the rest.
"""
