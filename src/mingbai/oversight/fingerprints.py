"""By what a finding is known again after a recheck: rule, place and both sides."""

from mingbai.audit.canonical import digest
from mingbai.oversight.kept import side
from mingbai.rules.findings import Finding


def of(finding: Finding) -> str:
    """Hex SHA-256; a finding that names neither place nor sides is known by its words."""
    sides = [side(finding.expected), side(finding.found)]
    words = "" if finding.where or any(sides) else finding.message
    return digest([finding.rule, finding.where, *sides, words])
