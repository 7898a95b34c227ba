"""What is published as files: every document and download, the same bytes each time, in one folder."""

import hashlib
import re
from collections import Counter
from pathlib import PurePosixPath
from posixpath import dirname, join, normpath

from descriptions import (
    data_fixture,  # noqa: F401 (a fixture)
    published_fixture,  # noqa: F401 (a fixture)
)
from hash_seeds import said_by_seed

from etom_rdf.exports import export_text
from etom_rdf.linked_data import DOWNLOADS, LinkedData


def test_every_document_and_download_is_published(data: LinkedData, published: dict[str, bytes]) -> None:
    for path in data.paths():
        description = data.describe(path)
        assert description is not None
        for form in description.forms:
            assert published[f"etom/{description.file(form)}"] == data.serialize(description, form)
    assert published["etom/gost-r-53633/1.1.1.5.ttl"]
    assert {f"downloads/{one.name}" for one in DOWNLOADS} == {
        path for path in published if path.startswith("downloads/")
    }
    assert published["downloads/etom.ttl"].decode() == export_text("turtle")
    assert published["downloads/etom.trig"].decode() == export_text("trig")


def test_files_can_stand_in_one_folder(published: dict[str, bytes]) -> None:
    folders = {str(parent) for path in published for parent in PurePosixPath(path).parents}
    assert not folders & set(published)
    # A class and a property of one name need a file system that tells capitals apart.
    folded = Counter(path.casefold() for path in published)
    alike = {PurePosixPath(path).stem for path, count in folded.items() if count > 1}
    assert alike == {"agreement", "element", "function", "licence"}


def test_pages_of_links_lead_to_files(published: dict[str, bytes]) -> None:
    posts = [path for path in published if path.endswith(".html")]
    assert {"etom/index.html", "etom/ns.html", "etom/ns/index.html", "etom/ns/Process.html"} < set(posts)
    for path in posts:
        links = re.findall(r'href="([^"#]+)', published[path].decode())
        targets = [normpath(join(dirname(path), link)) for link in links]
        documents = [target for target in targets if target.startswith("etom/")]
        assert len(documents) >= 4
        assert set(documents) <= set(published)
        assert [target.split("/")[0] for target in targets if target not in documents] == [
            "assets",
            "en",
            "ru",
        ]


def test_the_bytes_do_not_hang_on_chance(published: dict[str, bytes]) -> None:
    program = (
        "import hashlib\nfrom etom_rdf.linked_data import files\n"
        "print(hashlib.sha256(b''.join(p.encode() + c for p, c in files())).hexdigest())"
    )
    expected = hashlib.sha256(
        b"".join(path.encode() + content for path, content in published.items())
    ).hexdigest()
    assert said_by_seed(program).strip() == expected
