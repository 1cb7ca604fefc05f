"""Where the work runs. ``port`` is what a runner must do; ``local`` does it on this machine,
``cluster`` on a Dask cluster that is already there."""
