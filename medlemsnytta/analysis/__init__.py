"""What follows from the inputs: pure functions of values, no file, clock, environment or randomness."""
