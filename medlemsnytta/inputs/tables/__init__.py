"""The tables: found, read into typed frames, checked; never repaired, never guessed."""
