"""The everyday companion: every problem at once, then what is still missing, and again each time a file is saved."""
