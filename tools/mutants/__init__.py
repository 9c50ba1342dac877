"""Take each guard out, one at a time, and see that the test named for it fails: docs/mutants.md."""
