"""One module a page: report, comparison, overview and the list of them."""
