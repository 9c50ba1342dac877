"""Who stands in for whom, with consent."""
