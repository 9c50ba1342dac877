"""Work that outlives the process that began it: kept in a table, done by a worker, once."""
