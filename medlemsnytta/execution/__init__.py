"""A notebook run by papermill, in a kernel or without one, here, in workers or on a cluster; knows nothing of memberships."""
