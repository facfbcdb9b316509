"""The report in the browser while its tables are filled in, made anew at each save."""
