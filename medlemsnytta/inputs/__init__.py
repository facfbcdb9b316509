"""What comes in: parameters and tables, typed and checked. Nothing here repairs or guesses."""
