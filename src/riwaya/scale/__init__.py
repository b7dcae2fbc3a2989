"""The work of a run on many machines, by Dask distributed (extra `cluster`): the same shards, the same outcomes."""
