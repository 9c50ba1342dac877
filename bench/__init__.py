"""`make bench`: the product's speed beside two floors measured in the same run.

* bytes: a bare Starlette route that sends the same answer from memory
* sql: a bare Starlette route that runs the same statements through the bare driver, then sends the answer
"""
