"""A notebook run by papermill, in a kernel or a fork, here, in workers or on a cluster; knows nothing of memberships."""
