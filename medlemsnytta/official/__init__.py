"""Official figures fetched into snapshots, when somebody asks for it; no report ever fetches anything."""
