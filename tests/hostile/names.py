"""Good files under names that want to be more than a name."""

from hostile.kinds import named

from core.errors import UnsupportedType
from core.model import Document

GOOD = b"Mina Okafor\nPlatform engineer, Heron Freight, 2021 - 2024\n"
NAMES = {
    "traversal": "../../../../etc/cron.d/resume.txt",
    "traversal_of_windows": "..\\..\\windows\\system32\\resume.txt",
    "absolute": "/etc/passwd",
    "nul": "resume.txt\0.pdf",
    "line_ends": "resume.txt\r\nX-Header: yes\r\n\r\n.pdf",
    "four_thousand_letters": "a" * 4_000 + ".pdf",
    "right_to_left": "resume\u202efdp.exe",
    "mrkdwn": "<!channel> *b* <https://example.org|cv>.pdf",
    "reserved": "CON.txt",
    "only_dots": "...",
    "nothing": "",
    "lone_surrogate": "r\ud800sum\udfff.pdf",
    "stream": "resume.txt::$DATA",
    "formula": "=cmd|'/c calc'!A0.txt",
    "long_ending": "resume." + "x" * 300,
    "percent": "%2e%2e%2fresume.pdf%00",
}
for _name, _file_name in NAMES.items():
    named(f"name_{_name}", _file_name, GOOD, Document)
named("name_of_another_type", "../x.<b>.pages", bytes(99), UnsupportedType)
