"""The parameters of a report: read, checked, described; and which reports there are."""
