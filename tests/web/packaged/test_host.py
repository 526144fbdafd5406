"""The Python side of the packaged room: pages as on a server, rows to save, and no slow reading."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.engine.plan import acts_of_plan
from simulator.web.packaged.host import address, request_at
from simulator.web.packaged.rows_for_tests import nothing
from tests.web.packaged.rooms import Tab, write_room
