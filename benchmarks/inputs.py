"""Write what engines are measured on, once for each size, under `build/benchmarks`."""

from hashlib import sha256
from pathlib import Path

import pyoxigraph
from engines import Files
from models import Model
from registers import register, write_parquet
from shapes_for import write_core, write_core_with_classes

from etom_rdf.namespaces import OWL
from etom_rdf.resources import ontology_files, shape_file

ROOT = Path(__file__).parent.parent
BUILD = ROOT / "build" / "benchmarks"


def folder() -> Path:
    """Return the folder for what this state of generator, ontology and shapes gives."""
    here = Path(__file__).parent
    makers = (
        here / f"{stem}.py" for stem in ("models", "operators", "faults", "registers", "inputs", "shapes_for")
    )
    sources = (*makers, *ontology_files(), shape_file("process-model"))
    digest = sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
    made = BUILD / digest[:12]
    made.mkdir(parents=True, exist_ok=True)
    return made


def model_files(model: Model) -> Files:
    """Return the files of a model, written unless they are there."""
    made, stem = folder(), f"model-{model.size}-{model.seed}"
    files = Files(
        ntriples=made / f"{stem}.nt",
        turtle=made / f"{stem}.ttl",
        merged=made / f"{stem}-with-ontology.nt",
        ontology=made / "ontology.nt",
        shapes=shape_file("process-model"),
        shapes_alone=shape_file("model-alone"),
        core=made / "core.ttl",
        core_with_classes=made / "core-with-classes.nt",
    )
    if not files.core_with_classes.exists():
        files.ontology.write_bytes(_ontology())
        write_core(files.core)
        write_core_with_classes(files.core_with_classes)
    if not files.merged.exists():
        model.write_ntriples(files.ntriples)
        model.write_turtle(files.turtle)
        _concatenate(files.ontology, files.ntriples, files.merged)
    return files


def register_file(size: int) -> Path:
    """Return a register in Parquet, written unless it is there."""
    path = folder() / f"register-{size}.parquet"
    if not path.exists():
        passing = path.with_suffix(".partial")
        write_parquet(register(size), passing)
        passing.rename(path)
    return path


def _ontology() -> bytes:
    """Write the ontology as N-Triples, without its imports: nothing is fetched."""
    imports = pyoxigraph.NamedNode(f"{OWL}imports")
    quads = (quad for file in ontology_files() for quad in pyoxigraph.parse(path=str(file)))
    kept = (quad.triple for quad in quads if quad.predicate != imports)
    return pyoxigraph.serialize(kept, format=pyoxigraph.RdfFormat.N_TRIPLES) or b""


def _concatenate(first: Path, second: Path, whole: Path) -> None:
    passing = whole.with_suffix(".partial")
    with passing.open("wb") as out:
        for part in (first, second):
            with part.open("rb") as source:
                while block := source.read(1 << 22):
                    out.write(block)
    passing.rename(whole)
