"""What a page is made of, whether it is current, and whether a finished file is what its inputs give."""
