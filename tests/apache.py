"""Run Apache for a test: on the loopback interface, with a folder of its own and nothing of the system's set-up.

It comes from Debian (package apache2-bin, the programs without a service; apache2 has it too).
"""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

_PATIENCE = 30.0
_MODULES = Path("/usr/lib/apache2/modules")
_SETTINGS = """\
ServerRoot "{folder}"
ServerName localhost
Listen 127.0.0.1:{port}
PidFile "{folder}/pid"
ErrorLog "{folder}/error.log"
LogLevel warn
DefaultRuntimeDir "{folder}"
Mutex pthread
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule headers_module {modules}/mod_headers.so
LoadModule mime_module {modules}/mod_mime.so
LoadModule dir_module {modules}/mod_dir.so
LoadModule rewrite_module {modules}/mod_rewrite.so
TypesConfig /dev/null
StartServers 1
{account}
DocumentRoot "{folder}/www"
<Directory "{folder}/www">
    AllowOverride All
    Require all granted
</Directory>
"""


class ApacheAbsentError(RuntimeError):
    """Report that Apache is not installed."""


@contextmanager
def apache(files: dict[str, str]) -> Iterator[str]:
    """Serve files, among them .htaccess, and yield the address; raises ApacheAbsentError."""
    program = shutil.which("apache2", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None or not _MODULES.is_dir():
        raise ApacheAbsentError("no Apache: install the system's package `apache2-bin`")
    # Apache gives up the rights of root, so its folder must be open to others.
    with TemporaryDirectory(prefix="etom-apache-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        for path, content in files.items():
            file = folder / "www" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, encoding="utf-8")
        port = _free_port()
        account = "User nobody\nGroup nogroup" if os.geteuid() == 0 else ""
        settings = _SETTINGS.format(folder=folder, port=port, modules=_MODULES, account=account)
        (folder / "httpd.conf").write_text(settings, encoding="utf-8")
        command = [program, "-D", "FOREGROUND", "-f", str(folder / "httpd.conf")]
        with (folder / "output").open("wb") as output:
            process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        try:
            _wait(process, port, folder)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(_PATIENCE)


def _wait(process: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and process.poll() is None:
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    logs = "".join(log.read_text() for log in (folder / "output", folder / "error.log") if log.exists())
    raise RuntimeError(f"Apache did not start: {logs}")


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
