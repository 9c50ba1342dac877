"""OAI-PMH 2.0: what harvesters get, from a real one and from requests that no harvester should make."""

import re
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4
from xml.etree import ElementTree

import pytest
from build_fair import a_draft, published, reader
from build_public import edit, on_the_fair, one_public, take_back
from cast import NOW, Clock, World
from e2e_site import Serving
from hypothesis import given
from hypothesis import strategies as st

from app.fair.rules import LabelKind
from app.feeds.oai import asking
from app.feeds.routes import harvest
from app.settings import Settings

with warnings.catch_warnings():
    # It writes patterns without r"": its own affair, and only while it is compiled.
    warnings.simplefilter("ignore")
    from sickle import Sickle
    from sickle.oaiexceptions import BadArgument, BadResumptionToken, IdDoesNotExist, NoRecordsMatch

OAI = "{http://www.openarchives.org/OAI/2.0/}"
DC = "{http://purl.org/dc/elements/1.1/}"
LIST = "verb=ListRecords&metadataPrefix=oai_dc"


async def ask(world: World, query: str) -> ElementTree.Element:
    answer = await reader(world).get(f"/oai?{query}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/xml; charset=utf-8")
    root = ElementTree.fromstring(answer.content)
    assert root.tag == f"{OAI}OAI-PMH"
    return root


def fault(root: ElementTree.Element) -> str | None:
    found = root.findall(f"{OAI}error")
    assert len(root) == 3, "date, request, and one thing more"
    return found[0].get("code") if found else None


def set_of(subject: str) -> str:
    return asking.set_spec(LabelKind.SUBJECT, subject.casefold())


def ids(root: ElementTree.Element) -> list[str]:
    return [node.text.rsplit(":", 1)[1] for node in root.iter(f"{OAI}identifier") if node.text]


def token(root: ElementTree.Element) -> str | None:
    node = root.find(f".//{OAI}resumptionToken")
    return None if node is None else node.text or ""


# ---- a real harvester --------------------------------------------------------------------------


@pytest.fixture
def sickle(world: World) -> Iterator[Sickle]:
    """Sickle against a real server on the same database."""
    # Made anew: a copy would keep the origin that the app has worked out already.
    with Serving(Settings(**world.app.state.settings.model_dump())) as site:
        yield Sickle(f"{site.url}/oai", timeout=20)


async def test_a_harvester_learns_who_we_are(world: World, sickle: Sickle) -> None:
    await one_public(world)

    found = sickle.Identify()

    assert (found.repositoryName, found.protocolVersion, found.deletedRecord, found.granularity) == (
        "Kenkyu learning fair", "2.0", "persistent", "YYYY-MM-DDThh:mm:ssZ",
    )  # fmt: skip
    assert found.baseURL == sickle.endpoint
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", found.earliestDatestamp)
    assert "@" in found.adminEmail
    (only,) = list(sickle.ListMetadataFormats())
    assert (only.metadataPrefix, only.metadataNamespace) == ("oai_dc", "http://www.openarchives.org/OAI/2.0/oai_dc/")


async def test_a_harvester_gets_three_hundred_records_through_tokens_each_once(world: World, sickle: Sickle) -> None:
    subject = f"Subject {uuid4().hex}"
    start = datetime(2031, 1, 1, tzinfo=UTC)
    made = await on_the_fair(world, 300, lambda n: {"published_at": start + timedelta(seconds=n // 7)}, subject=subject)
    asked = {"metadataPrefix": "oai_dc", "set": set_of(subject), "from": "2031-01-01", "until": "2031-01-01"}

    records = list(sickle.ListRecords(**asked))
    headers = list(sickle.ListIdentifiers(**asked))

    assert sorted(one.header.identifier.rsplit(":", 1)[1] for one in records) == sorted(made)
    assert [one.identifier for one in headers] == [one.header.identifier for one in records]
    stamps = [one.header.datestamp for one in records]
    assert stamps == sorted(stamps)
    assert records[0].metadata["creator"] == ["Amina", "Ben", "Chloe"]


async def test_a_harvester_is_told_once_what_is_gone(world: World, sickle: Sickle) -> None:
    subject = f"Subject {uuid4().hex}"
    start = datetime(2032, 1, 1, tzinfo=UTC)
    kept, gone = await on_the_fair(world, 2, subject=subject, published_at=start)
    take_back(world, gone, start + timedelta(days=1))

    asked = {"metadataPrefix": "oai_dc", "from": "2032-01-01T00:00:00Z", "until": "2032-01-02T00:00:00Z"}
    found = {one.header.identifier.rsplit(":", 1)[1]: one for one in sickle.ListRecords(**asked)}

    assert (found[kept].header.deleted, found[gone].header.deleted) == (False, True)
    assert found[gone].header.datestamp == "2032-01-02T00:00:00Z"
    assert "Silence before talk" not in found[gone].raw
    left = [one.header.identifier for one in sickle.ListRecords(ignore_deleted=True, **asked)]
    assert [one.rsplit(":", 1)[1] for one in left] == [kept]
    assert sickle.GetRecord(identifier=found[gone].header.identifier, metadataPrefix="oai_dc").header.deleted is True


async def test_a_harvester_finds_the_sets_and_what_is_in_them(world: World, sickle: Sickle) -> None:
    subject = f"Cymraeg â iaith {uuid4().hex}"
    finding_id, _ = await one_public(world, subject=subject)

    sets = {one.setSpec: one.setName for one in sickle.ListSets()}

    assert sets[set_of(subject)] == subject
    assert {"phase": "Phases", "subject": "Subjects", "focus": "Focuses"}.items() <= sets.items()
    assert sets["phase:ks3"] == "Key stage 3"
    assert all(re.fullmatch(r"([A-Za-z0-9\-_.!~*'()])+(:[A-Za-z0-9\-_.!~*'()]+)*", one) for one in sets)
    (record,) = [
        one for one in sickle.ListRecords(metadataPrefix="oai_dc", set=set_of(subject)) if not one.header.deleted
    ]
    assert record.header.identifier.endswith(finding_id)
    assert set(record.header.setSpecs) == {"focus:oracy", "phase_ks3".replace("_", ":"), set_of(subject)}


async def test_a_harvester_is_refused_in_its_own_words(world: World, sickle: Sickle) -> None:
    with pytest.raises(IdDoesNotExist):
        sickle.GetRecord(identifier="oai:x:y", metadataPrefix="oai_dc")
    with pytest.raises(NoRecordsMatch):
        sickle.ListRecords(metadataPrefix="oai_dc", set="nothing:here")
    with pytest.raises(BadArgument):
        sickle.ListRecords(metadataPrefix="oai_dc", **{"from": "yesterday"})
    with pytest.raises(BadResumptionToken):
        sickle.ListRecords(resumptionToken="x")


# ---- what is in a record -----------------------------------------------------------------------


async def test_a_record_says_the_finding_in_dublin_core(world: World) -> None:
    finding_id, query = await one_public(world, mechanisms=[7])

    root = await ask(world, f"verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:kenkyu.test:{finding_id}")

    said = [(node.tag.removeprefix(DC), node.text) for node in root.iter() if node.tag.startswith(DC)]
    assert said == [
        ("title", "Silence before talk"), ("creator", "Amina"), ("creator", "Ben"), ("creator", "Chloe"),
        ("subject", "Oracy"), ("subject", query["subject"]), ("subject", "Key stage 3"),
        ("subject", "Arranging practical social support"),
        ("description", "Pupils B and C spoke without being asked. Pupil A drew first."),
        ("publisher", "Birch School"), ("contributor", "Talk"), ("date", "2026-11-02T08:00:00Z"), ("type", "Text"),
        ("format", "text/html"), ("identifier", f"https://kenkyu.test/fair/{finding_id}"), ("language", "en-GB"),
        ("rights", "CC BY 4.0"), ("rights", "https://creativecommons.org/licenses/by/4.0/"),
    ]  # fmt: skip
    assert root.find(f"{OAI}request").attrib == {  # type: ignore[union-attr]
        "verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": f"oai:kenkyu.test:{finding_id}",
    }  # fmt: skip
    assert root.findtext(f"{OAI}request") == "https://kenkyu.test/oai"
    assert root.findtext(f"{OAI}responseDate") == "2026-11-02T08:00:00Z"


async def test_a_record_can_be_asked_for_its_formats(world: World) -> None:
    finding_id, _ = await one_public(world)

    known = await ask(world, f"verb=ListMetadataFormats&identifier=oai:kenkyu.test:{finding_id}")
    unknown = await ask(world, f"verb=ListMetadataFormats&identifier=oai:kenkyu.test:{uuid4()}")

    assert known.findtext(f".//{OAI}metadataPrefix") == "oai_dc"
    assert fault(unknown) == "idDoesNotExist"


async def test_nothing_that_is_not_for_everyone_is_harvested(world: World) -> None:
    subject = f"Subject {uuid4().hex}"
    hidden = [await a_draft(world, subject=subject), await published(world, subject=subject, audience="trust")]
    (shown,) = await on_the_fair(world, subject=subject)

    root = await ask(world, f"{LIST}&set={set_of(subject)}&from=2026-11-02&until=2026-11-02")

    assert [one for one in ids(root) if one in [shown, *(one["id"] for one in hidden)]] == [shown]
    for one in hidden:
        asked = f"verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:kenkyu.test:{one['id']}"
        assert fault(await ask(world, asked)) == "idDoesNotExist"


async def test_texts_that_attack_are_only_texts(world: World) -> None:
    attack = "]]><script>alert(1)</script>&lt;b&gt;"
    finding_id, _ = await one_public(world, title=attack, author_names=["a\x0bb\ufffe"])

    root = await ask(world, f"verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:kenkyu.test:{finding_id}")

    assert root.findtext(f".//{DC}title") == attack
    assert root.findtext(f".//{DC}creator") == "ab"


# ---- from and until ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("from=2033-05-05T12:00:00Z&until=2033-05-05T12:00:00Z", {"noon"}),
        ("from=2033-05-05T12:00:01Z&until=2033-05-05T23:59:59Z", {"late"}),
        ("from=2033-05-05&until=2033-05-05", {"midnight", "noon", "late"}),
        ("from=2033-05-06&until=2033-05-06", {"next"}),
        ("from=2033-05-05T23:59:59Z&until=2033-05-05T23:59:59Z", {"late"}),
        ("until=2033-05-05T00:00:00Z&from=2033-05-05T00:00:00Z", {"midnight"}),
        ("from=2033-05-07&until=2033-05-08", set()),
    ],
)
async def test_both_dates_belong_to_what_is_asked_for(world: World, asked: str, found: set[str]) -> None:
    subject = f"Subject {uuid4().hex}"
    moments = {
        "midnight": datetime(2033, 5, 5, tzinfo=UTC), "noon": datetime(2033, 5, 5, 12, 0, 0, 999_999, tzinfo=UTC),
        "late": datetime(2033, 5, 5, 23, 59, 59, 500_000, tzinfo=UTC), "next": datetime(2033, 5, 6, tzinfo=UTC),
    }  # fmt: skip
    made = await on_the_fair(world, 4, lambda n: {"published_at": list(moments.values())[n]}, subject=subject)

    root = await ask(world, f"{LIST}&set={set_of(subject)}&{asked}")

    assert {list(moments)[made.index(one)] for one in ids(root)} == found
    assert (fault(root) == "noRecordsMatch") is (not found)


async def test_a_new_edition_is_harvested_again_by_its_date(world: World) -> None:
    finding_id, query = await one_public(world)
    edit(world, finding_id, datetime(2034, 1, 1, 0, 0, 5, tzinfo=UTC))

    again = await ask(world, f"{LIST}&set={set_of(query['subject'])}&from=2034-01-01&until=2034-01-01")
    before = await ask(world, f"{LIST}&set={set_of(query['subject'])}&from=2025-11-02&until=2025-11-02")

    assert ids(again) == [finding_id]
    assert again.findtext(f".//{OAI}datestamp") == "2034-01-01T00:00:05Z"
    assert fault(before) == "noRecordsMatch"


# ---- tokens ------------------------------------------------------------------------------------


async def test_the_last_part_has_an_empty_token_and_a_single_part_none(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(harvest, "RECORDS_PER_PART", 2)
    subject = f"Subject {uuid4().hex}"
    day = datetime(2035, 1, 1, tzinfo=UTC)
    await on_the_fair(world, 4, lambda n: {"published_at": day + timedelta(days=n // 2)}, subject=subject)
    asked = f"{LIST}&set={set_of(subject)}&from=2035-01-01"

    first = await ask(world, f"{asked}&until=2035-01-02")
    second = await ask(world, f"verb=ListRecords&resumptionToken={token(first)}")
    exact = await ask(world, f"{asked}&until=2035-01-01")

    assert (len(ids(first)), len(ids(second)), token(second), token(exact)) == (2, 2, "", None)
    assert not set(ids(first)) & set(ids(second))
    cursors = [root.find(f".//{OAI}resumptionToken").get("cursor") for root in (first, second)]  # type: ignore[union-attr]
    assert cursors == ["0", "2"]


async def test_a_withdrawal_between_two_parts_is_in_the_next_and_hides_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(harvest, "RECORDS_PER_PART", 2)
    subject = f"Subject {uuid4().hex}"
    day = datetime(2036, 1, 1, tzinfo=UTC)
    made = await on_the_fair(world, 5, lambda n: {"published_at": day + timedelta(seconds=n)}, subject=subject)
    asked = f"{LIST}&set={set_of(subject)}&from=2036-01-01&until=2036-01-01"

    root = await ask(world, asked)
    seen = ids(root)
    take_back(world, made[0], day + timedelta(seconds=30))
    while token(root):
        root = await ask(world, f"verb=ListRecords&resumptionToken={token(root)}")
        seen += ids(root)

    assert seen == [*made, made[0]]
    assert root.findall(f".//{OAI}header")[-1].get("status") == "deleted"


@given(text=st.text(max_size=60))
def test_no_token_that_was_not_given_out_is_believed(text: str) -> None:
    with pytest.raises(asking.OaiFault) as refusal:
        asking.read_token(text, asking.Verb.RECORDS)

    assert refusal.value.code == "badResumptionToken"


@given(value=st.text(min_size=1, max_size=50).filter(lambda text: "\0" not in text))
def test_the_name_of_a_set_leads_back_to_it_and_is_one_that_the_protocol_allows(value: str) -> None:
    spec = asking.set_spec(LabelKind.FOCUS, value)

    assert re.fullmatch(r"focus:[A-Za-z0-9_]+", spec)
    assert asking.asked_of(spec).focus == value


# ---- faults ------------------------------------------------------------------------------------

NEVER = "00000000-0000-4000-8000-000000000000"
A_TOKEN = asking.token_of(
    asking.Wish(asking.Verb.IDENTIFIERS), ("2026-11-02T08:00:00+00:00", "00000000-0000-0000-0000-000000000001"), 5
)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "badVerb"),
        ("verb=", "badVerb"),
        ("verb=identify", "badVerb"),
        ("verb=Identify&verb=Identify", "badVerb"),
        ("verb=Identify&verb=ListSets", "badVerb"),
        ("Verb=Identify", "badVerb"),
        ("verb=%FF", "badVerb"),
        ("verb=Identify&until=2026-01-01", "badArgument"),
        ("verb=Identify&x=y", "badArgument"),
        ("verb=ListMetadataFormats&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListSets&set=phase", "badArgument"),
        ("verb=ListRecords", "badArgument"),
        ("verb=ListIdentifiers", "badArgument"),
        ("verb=GetRecord", "badArgument"),
        ("verb=GetRecord&metadataPrefix=oai_dc", "badArgument"),
        ("verb=GetRecord&identifier=oai:kenkyu.test:x", "badArgument"),
        (f"{LIST}&metadataPrefix=oai_dc", "badArgument"),
        (f"{LIST}&from=", "badArgument"),
        (f"{LIST}&from=2026", "badArgument"),
        (f"{LIST}&from=2026-02-30", "badArgument"),
        (f"{LIST}&from=2026-11-02T08:00:00", "badArgument"),
        (f"{LIST}&from=2026-11-02T08:00Z", "badArgument"),
        (f"{LIST}&from=2026-11-02T08:00:00.5Z", "badArgument"),
        (f"{LIST}&from=2026-11-02T08:00:00%2B01:00", "badArgument"),
        (f"{LIST}&from=2026-11-02T25:00:00Z", "badArgument"),
        (f"{LIST}&from=0000-01-01", "badArgument"),
        (f"{LIST}&from=9999-12-31", "badArgument"),
        (f"{LIST}&until=9999-12-31T23:59:59Z", "badArgument"),
        (f"{LIST}&from=%D9%A2%D9%A0%D9%A2%D9%A6-01-01", "badArgument"),
        (f"{LIST}&from=2026-11-02&until=2026-11-02T08:00:00Z", "badArgument"),
        (f"{LIST}&from=2026-11-03&until=2026-11-02", "badArgument"),
        (f"{LIST}&resumptionToken=x", "badArgument"),
        (f"{LIST}&set={'x' * 2001}", "badArgument"),
        ("verb=ListRecords&metadataPrefix=marc21", "cannotDisseminateFormat"),
        ("verb=ListIdentifiers&metadataPrefix=OAI_DC", "cannotDisseminateFormat"),
        ("verb=GetRecord&metadataPrefix=x&identifier=oai:kenkyu.test:x", "cannotDisseminateFormat"),
        (f"{LIST}&set=nothing", "noRecordsMatch"),
        (f"{LIST}&set=phase:ks9", "noRecordsMatch"),
        (f"{LIST}&set=phase:all", "noRecordsMatch"),
        (f"{LIST}&set=focus:", "noRecordsMatch"),
        (f"{LIST}&set=focus:_00", "noRecordsMatch"),
        (f"{LIST}&set=focus:_ff", "noRecordsMatch"),
        (f"{LIST}&set=focus:a:b", "noRecordsMatch"),
        (f"{LIST}&set=group:x", "noRecordsMatch"),
        (f"{LIST}&until=1950-01-01", "noRecordsMatch"),
        (f"{LIST}&from=2100-01-01", "noRecordsMatch"),
        ("verb=ListRecords&resumptionToken=x", "badResumptionToken"),
        ("verb=ListSets&resumptionToken=x", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=bnVsbA", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=W10", "badResumptionToken"),
        (f"verb=ListRecords&resumptionToken={A_TOKEN}", "badResumptionToken"),
        (f"verb=ListSets&resumptionToken={A_TOKEN}", "badResumptionToken"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=x", "idDoesNotExist"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:kenkyu.test:", "idDoesNotExist"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:kenkyu.test:%00", "idDoesNotExist"),
        (f"verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:kenkyu.test:{NEVER}", "idDoesNotExist"),
        (f"verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:elsewhere.test:{NEVER}", "idDoesNotExist"),
    ],
)  # fmt: skip
async def test_each_fault_has_the_name_that_the_protocol_gives_it(world: World, query: str, code: str) -> None:
    root = await ask(world, query)

    assert fault(root) == code
    shown = root.find(f"{OAI}request").attrib  # type: ignore[union-attr]
    assert bool(shown) is (code not in ("badVerb", "badArgument"))


@pytest.mark.parametrize("query", ["&".join(f"x{n}=y" for n in range(60)), "verb=Identify&x=" + "y" * 20_000, "a=b;c"])
async def test_a_request_that_goes_on_and_on_is_no_verb(world: World, query: str) -> None:
    assert fault(await ask(world, query)) == "badVerb"


async def test_what_was_asked_is_said_back_without_harm(world: World) -> None:
    root = await ask(world, "verb=ListRecords&metadataPrefix=%22%3E%3Cscript%3E%0B")

    assert root.find(f"{OAI}request").get("metadataPrefix") == '"><script>'  # type: ignore[union-attr]
    assert fault(root) == "cannotDisseminateFormat"


# ---- by post -----------------------------------------------------------------------------------


async def test_a_request_may_be_posted_as_a_form(world: World) -> None:
    client = reader(world)

    posted = await client.post("/oai", data={"verb": "ListMetadataFormats"})
    other = await client.post("/oai", content=b"verb=Identify", headers={"Content-Type": "text/plain"})
    in_both = await client.post("/oai?verb=Identify", data={})

    assert ElementTree.fromstring(posted.content).find(f"{OAI}ListMetadataFormats") is not None
    assert [fault(ElementTree.fromstring(one.content)) for one in (other, in_both)] == ["badVerb", "badVerb"]


async def test_sets_are_told_in_parts(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(harvest, "SETS_PER_PART", 40)
    tag = uuid4().hex
    await on_the_fair(world, 90, lambda n: {"focus": f"Focus {tag} {n:02}"})

    root = await ask(world, "verb=ListSets")
    found = [node.text for node in root.iter(f"{OAI}setSpec")]
    while token(root):
        root = await ask(world, f"verb=ListSets&resumptionToken={token(root)}")
        found += [node.text for node in root.iter(f"{OAI}setSpec")]

    assert len(found) == len(set(found))
    assert {asking.set_spec(LabelKind.FOCUS, f"focus {tag} {n:02}") for n in range(90)} <= set(found)
    assert found[:3] == ["phase", "subject", "focus"]


async def test_the_earliest_date_is_that_of_the_first_finding_or_withdrawal(world: World, clock: Clock) -> None:
    first = datetime(1999, 1, 1, tzinfo=UTC)
    finding_id, _ = await one_public(world, published_at=first)
    before = (await ask(world, "verb=Identify")).findtext(f".//{OAI}earliestDatestamp")

    take_back(world, finding_id, NOW)
    after = (await ask(world, "verb=Identify")).findtext(f".//{OAI}earliestDatestamp")

    assert before == "1999-01-01T00:00:00Z"
    assert after is not None
    assert after > before
