# Kenkyu in one image: the built application, the server, nothing to compile with.
# Each step is a script in deploy/, so that tests/test_docker.py runs what an image build would run.

FROM node:24-slim AS frontend
WORKDIR /app
COPY deploy/build-frontend.sh deploy/
COPY frontend frontend
RUN deploy/build-frontend.sh

FROM python:3.11-slim-trixie AS python
WORKDIR /app
COPY deploy/install-python.sh deploy/
COPY requirements/runtime.txt requirements/
COPY pyproject.toml README.md ./
COPY app app
RUN deploy/install-python.sh

# Debian 13, whose pg_dump is as new as compose.yaml's server.
FROM python:3.11-slim-trixie
WORKDIR /app
COPY deploy deploy
RUN deploy/make-user.sh
RUN deploy/install-postgresql-client.sh
COPY --from=python /app/.venv .venv
COPY pyproject.toml alembic.ini README.md LICENSE ./
COPY app app
COPY migrations migrations
COPY --from=frontend /app/frontend/dist frontend/dist
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    KENKYU_HOST=0.0.0.0 \
    KENKYU_PORT=8000 \
    KENKYU_DATABASE_URL=sqlite:////data/kenkyu.db
USER kenkyu
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 CMD ["python", "deploy/healthcheck.py"]
STOPSIGNAL SIGTERM
CMD ["deploy/start.sh"]
