"""The messages in English, one module for each area. Every other language falls back on these."""
