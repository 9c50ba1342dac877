"""The worker's side of notices that go out by other ways than mail."""
