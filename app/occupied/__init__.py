"""One table of occupied time: nobody in two places, PPA never used."""
