"""How people come in when the usual way does not do: a forgotten password, another one, a visit of support."""
