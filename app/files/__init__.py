"""Where bytes lie: a folder here, or any store that speaks S3."""
