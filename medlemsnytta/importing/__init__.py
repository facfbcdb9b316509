"""Interviews, surveys and coded passages read into a municipality's tables, as rows that wait for a person to accept them."""
