"""How it is said: Swedish sentences, tables and charts, as neutral bundles that any exporter can read."""
