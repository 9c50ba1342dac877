"""Keeping an installation in order: looking through all of it, backing it up, bringing it back."""
