"""The room served by this machine: Starlette on uvicorn, in front of the pages."""
