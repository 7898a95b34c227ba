"""What the report of a store counts and names, and what it says where no server answers."""

from sparql_stores import store_of

from etom_rdf.stores import open_endpoint
from etom_rdf.validation.sparql.checking import check_store


def test_a_report_counts_the_findings_that_it_does_not_list() -> None:
    store = store_of("op:a a etom:Process . op:b a etom:Process . op:c a etom:Process .")
    whole, report = check_store(store), check_store(store, max_findings=2)
    assert len(whole.findings) > len(report.findings) == 2
    assert report.counts == whole.counts
    assert report.errors == ()


def test_a_finding_has_the_name_of_its_record_and_says_that_a_node_is_blank() -> None:
    store = store_of('op:a a etom:Process ; etom:sourceId "T1" . [] a etom:Process .')
    by_name = {finding.focus: finding for finding in check_store(store).findings}
    assert by_name["https://example.org/a"].record == "T1"
    (blank,) = (finding for name, finding in by_name.items() if name.startswith("_:"))
    assert "blank node" in blank.message.en
    assert "пустой узел" in blank.message.ru


def test_a_server_that_is_not_there_is_an_error_of_the_report() -> None:
    report = check_store(open_endpoint("http://127.0.0.1:9/query", timeout=1.0))
    assert report.findings == ()
    assert report.conforms is None
    assert len(report.errors) == 1
