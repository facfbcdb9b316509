"""Personal data in what is to be published: found, told masked, and stopped; never removed or rewritten."""
