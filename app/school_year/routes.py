"""HTTP in, HTTP out. No decision is made here."""

from fastapi import APIRouter

router = APIRouter()
