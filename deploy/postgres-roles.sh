#!/bin/sh
# Makes the two roles of a PostgreSQL that serves Kenkyu. Run once by a superuser; the postgres image does it by itself
# when this file lies in its folder of first steps.
#
#   kenkyu_owner   owns the schema and migrates it. Nothing serves with it.
#   kenkyu_backup  reads everything for `kenkyu backup`, past the policies, and makes scratch databases; writes nothing.
#   kenkyu_app     serves: reads and writes rows, and can neither change the schema nor step round its policies.
# Where KENKYU_BACKUP_PASSWORD is set, kenkyu_backup too.
set -eu
: "${KENKYU_OWNER_PASSWORD:?the password of kenkyu_owner}" "${KENKYU_APP_PASSWORD:?the password of kenkyu_app}"
# Passwords are read from the environment by psql itself: on its command line every process could see them.
psql --no-psqlrc --quiet -v ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname "${POSTGRES_DB:-kenkyu}" <<'SQL'
\getenv owner_password KENKYU_OWNER_PASSWORD
\getenv app_password KENKYU_APP_PASSWORD
BEGIN;
CREATE ROLE kenkyu_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'owner_password';
CREATE ROLE kenkyu_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'app_password';
ALTER DATABASE :"DBNAME" OWNER TO kenkyu_owner;
REVOKE ALL ON DATABASE :"DBNAME" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"DBNAME" TO kenkyu_app;
ALTER SCHEMA public OWNER TO kenkyu_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO kenkyu_app;
\getenv backup_password KENKYU_BACKUP_PASSWORD
\if :{?backup_password}
CREATE ROLE kenkyu_backup LOGIN NOSUPERUSER CREATEDB NOCREATEROLE BYPASSRLS PASSWORD :'backup_password';
GRANT pg_read_all_data TO kenkyu_backup;
GRANT CONNECT ON DATABASE :"DBNAME" TO kenkyu_backup;
\endif
-- Not TRUNCATE, REFERENCES or TRIGGER: the first empties tables unseen, the others are for who builds them.
ALTER DEFAULT PRIVILEGES FOR ROLE kenkyu_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO kenkyu_app;
COMMIT;
SQL
