"""OAI-PMH 2.0 (openarchives.org/OAI/openarchivesprotocol.html): what is asked, and how it is answered. Pure."""
