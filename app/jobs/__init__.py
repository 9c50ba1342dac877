"""Work that outlives the process that began it: kept in a table, done by a worker, once.

`actions.enqueue` writes a job in the transaction of what asks for it. A worker takes it (`work.work_once`), calls the
task that `app/worker.py` has for its kind: `task(database, scope, payload, now)`, in a module's room `work.py`, which
opens its own short transactions. A task may be begun twice, when a worker is killed in the middle: it is written so
that the second time finds what the first has done. `Trouble` is tried again later, `GiveUp` is not.
"""
