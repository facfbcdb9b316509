"""The method's own version, so that two reports can say whether they were made by the same rules."""

VERSION = "2"
"""Raised when a report's figures change although parameters and data do not; CHANGELOG.md says what changed."""
