"""The steps of a research lesson and after it: observing without signal, interviews, the discussion, sharing."""

import io
import re
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from cycle_steps import DESK, PHONE, STANDS_FOR, ask, picture, require_reads_well, said, see_to
from e2e_site import require_accessible, settle
from journey import Traveller
from PIL import Image, ImageDraw
from playwright.sync_api import BrowserContext, Locator, Page, expect

SEEN = "A says to B: it grows because the pieces are bigger"
TAPPED = "Starts the task"
HEARD = "C asks B for the word, then writes it"


# ---- observing -----------------------------------------------------------------------------------------


def photo_with_position() -> bytes:
    """A JPEG as a phone makes it: it says where it was taken, and with what."""
    exif = Image.Exif()
    exif[0x010F] = "Phone of the observer"
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 29.0, 3.0), 3: "W", 4: (3.0, 10.0, 5.0)})
    kept = io.BytesIO()
    work = Image.new("RGB", (640, 480), (250, 248, 240))
    pen = ImageDraw.Draw(work)
    for line, words in enumerate(("Which is more: 2/3 or 2/5?", "", "2/3 is more", "because the pieces are", "bigger")):
        pen.line((30, 100 + 75 * line, 610, 100 + 75 * line), (190, 205, 225), 2)
        pen.text((45, 56 + 75 * line), words, (40, 50, 95), font_size=38)
    work.save(kept, "JPEG", exif=exif)
    assert Image.open(io.BytesIO(kept.getvalue())).getexif().get_ifd(0x8825), "the test's own photo has no position"
    return kept.getvalue()


def note_words(page: Page, label: str, text: str) -> None:
    choose_pupil(page, label)
    page.get_by_label(f"What does pupil {label} say or do?").fill(text)
    page.get_by_role("button", name="Add note").click()
    expect(notes_here(page).filter(has_text=text)).to_have_count(1)


def tap(page: Page, label: str, moment: str) -> None:
    choose_pupil(page, label)
    page.get_by_role("button", name=moment, exact=True).click()
    expect(notes_here(page).filter(has_text=moment)).to_have_count(1)


def choose_pupil(page: Page, label: str) -> None:
    page.get_by_role("group", name="Case pupil").get_by_role("button", name=re.compile(rf"^{label}\b")).click()


def notes_here(page: Page) -> Locator:
    return page.get_by_role("region", name="Notes, newest first").get_by_role("listitem")


def open_observing(one: Traveller, cycle_id: str) -> str:
    """From what is missing to the observing screen, with signal; answers with the round's id."""
    page = one.page
    page.set_viewport_size(PHONE)
    see_to(one, cycle_id, "Go and observe")
    said(page, "Eyes and ears, not mouths and hands.")
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    said(page, "Everything is sent.")
    assert page.evaluate("() => navigator.serviceWorker.controller !== null"), "no service worker looks after the page"
    require_reads_well(page, "observing")
    page.set_viewport_size(PHONE)
    return page.url.split("/rounds/")[1].split("/")[0]


def observe_without_signal(one: Traveller) -> None:
    """The network is cut: notes by words and by a tap; a reload shows the screen and every note."""
    page = one.page
    cut(page.context)
    page.get_by_role("group", name="Stage of the lesson").get_by_role("button", name="Talk").click()
    note_words(page, "A", SEEN)
    tap(page, "B", TAPPED)
    said(page, re.compile("2 notes safe on this device"))
    page.reload()
    said(page, "Eyes and ears, not mouths and hands.")
    expect(notes_here(page)).to_have_count(2)
    expect(notes_here(page).filter(has_text="on this device")).to_have_count(2)
    page.get_by_role("group", name="Stage of the lesson").get_by_role("button", name="Write").click()
    note_words(page, "C", HEARD)
    said(page, re.compile("3 notes safe on this device"))
    require_accessible(page, "observing without signal")
    picture(page, "observe-offline-390-light")


def cut(context: BrowserContext) -> None:
    """No network any more: neither for the page nor for the service worker behind it."""
    context.set_offline(True)
    reach = "() => fetch('/api/health', {cache: 'no-store'}).then(() => 'reached', () => 'cut')"
    assert context.pages[0].evaluate(reach) == "cut"
    # A worker that sleeps is not listed; one that is awake must not reach anything either.
    assert "reached" not in [worker.evaluate(reach) for worker in context.service_workers], "the worker has a network"


def back_online(one: Traveller, round_id: str) -> None:
    """Each note is on the server exactly once, of its own pupil and stage; opened again it is sent no second time."""
    page = one.page
    page.context.set_offline(False)
    said(page, "Everything is sent.")
    expect(notes_here(page).filter(has_text="on this device")).to_have_count(0)
    page.reload()
    said(page, "Everything is sent.")
    expect(notes_here(page)).to_have_count(3)
    notes = stored_notes(page, round_id)
    stages = {stage["key"]: stage["title"] for stage in ask(page, "GET", f"/rounds/{round_id}/observing")["stages"]}
    assert sorted((note["label"], stages[note["stage_key"]], note["text"]) for note in notes) == [
        ("A", "Talk", SEEN), ("B", "Talk", TAPPED), ("C", "Write", HEARD),
    ]  # fmt: skip
    assert all(note["is_mine"] and not note["clock_was_off"] for note in notes)


def stored_notes(page: Page, round_id: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ask(page, "GET", f"/rounds/{round_id}/notes?limit=100")["items"]
    return found


def add_photo(one: Traveller, round_id: str) -> None:
    """A photograph of work, confirmed to show nobody, served without where it was taken."""
    page = one.page
    choose_pupil(page, "A")
    page.get_by_role("button", name="Add a photo").click()
    sheet = page.get_by_role("dialog", name="A photo of work")
    with page.expect_file_chooser() as chooser:
        sheet.get_by_role("button", name="Take or choose a photo").click()
    chooser.value.set_files({"name": "work.jpg", "mimeType": "image/jpeg", "buffer": photo_with_position()})
    expect(sheet.get_by_role("img", name="The photo as it will be kept")).to_be_visible()
    expect(sheet.get_by_role("button", name="Keep the photo")).to_be_disabled()
    sheet.get_by_label("I have looked: no face and no name is on it.").check()
    require_accessible(page, "photo")
    sheet.get_by_role("button", name="Keep the photo").click()
    expect(sheet).to_have_count(0)
    said(page, "Everything is sent.")
    expect(notes_here(page).filter(has_text="Photo of work")).to_have_count(1)
    kept = next(note for note in stored_notes(page, round_id) if note["has_photo"])
    require_without_position(page, kept["id"])
    page.set_viewport_size(DESK)


def send_photo_as_it_is(page: Page, round_id: str, now: datetime) -> None:
    """Past the screen, which makes photographs anew itself: the server does not rely on that."""
    note_id, moment = str(uuid4()), now.isoformat()
    answer = page.request.post(
        f"/api/rounds/{round_id}/notes/{note_id}/photo",
        headers={"X-Kenkyu": "1"},
        multipart={
            "kind": "sheet", "has_no_faces": "true", "device_at": moment, "sent_at": moment,
            "file": {"name": "sheet.jpg", "mimeType": "image/jpeg", "buffer": photo_with_position()},
        },
    )  # fmt: skip
    assert answer.ok, answer.text()
    require_without_position(page, note_id)


def require_without_position(page: Page, note_id: str) -> None:
    answer = page.request.get(f"/api/notes/{note_id}/photo")
    assert answer.headers["content-type"] == "image/webp"
    served = answer.body()
    assert b"Exif" not in served
    assert b"EXIF" not in served
    assert b"Phone of" not in served
    work = Image.open(io.BytesIO(served))
    assert not work.getexif()
    assert work.size == (640, 480)


def note_by_request(page: Page, round_id: str, now: datetime) -> None:
    """The short way of the second lesson: one note for each case pupil."""
    pupils = ask(page, "GET", f"/rounds/{round_id}/observing")["pupils"]
    notes = [
        {
            "id": str(uuid4()), "kind": "words", "text": f"{one['label']} writes: because it is bigger",
            "case_pupil_id": one["id"], "stage_key": "", "device_at": (now - timedelta(minutes=1)).isoformat(),
        }
        for one in pupils
    ]  # fmt: skip
    sent = ask(page, "POST", f"/rounds/{round_id}/notes", {"sent_at": now.isoformat(), "notes": notes})
    assert [one["outcome"] for one in sent["results"]] == ["stored"] * 3


# ---- after the lesson ------------------------------------------------------------------------------------


def read_notes(one: Traveller, author: Traveller, round_id: str) -> None:
    """A colleague reads the notes by pupil and stage, and the author sees that."""
    page = one.page
    page.goto(f"/rounds/{round_id}/notes")
    expect(page.get_by_role("heading", level=1)).to_have_text("5 notes from this lesson")
    said(page, SEEN)
    said(page, "Expected: A begins within a minute.")
    expect(page.get_by_role("img", name=re.compile("^Photo of work"))).to_be_visible()
    require_reads_well(page, "notes", "notes-1280-light")
    author.page.goto("/my-notes")
    said(author.page, one.name)
    require_reads_well(author.page, "who has read my notes")


def interview(one: Traveller, cycle_id: str, round_id: str) -> None:
    page = one.page
    page.goto(f"/rounds/{round_id}/interviews")
    page.get_by_role("group", name="Case pupil").get_by_role("button", name=re.compile(r"^B\b")).click()
    page.get_by_label("What did you learn?").locator("visible=true").fill("That the top number can be smaller")
    page.get_by_label("What in the lesson helped you to learn?").locator("visible=true").fill("Saying it first")
    require_reads_well(page, "interviews")
    page.get_by_role("button", name="Save what B said").click()
    said(page, "Saved.")
    page.goto(f"/cycles/{cycle_id}")
    said(page, re.compile("Nobody has spoken with pupils A and C yet"))


def begin_discussion(one: Traveller, round_id: str, *, chair: Traveller, recorder: Traveller) -> None:
    page = one.page
    page.goto(f"/rounds/{round_id}/discussion")
    page.get_by_label("Chair").select_option(label=chair.name)
    page.get_by_label("Recorder").select_option(label=recorder.name)
    require_reads_well(page, "discussion, not begun")
    page.get_by_role("button", name="Begin the discussion").click()
    said(page, "Step 1 of 11")


def move_on(page: Page, *steps: str) -> None:
    for step in steps:
        page.get_by_role("button", name=f"Next: {step}", exact=True).click()
        expect(page.get_by_role("heading", level=2, name=step, exact=True)).to_be_visible()


def write_down(page: Page, words: str, *, label: str | None = None) -> None:
    """The recorder's part; what is said of a pupil begins with that pupil."""
    if label:
        choose_pupil(page, label)
    page.get_by_label(f"What is said about {label}" if label else "What is said", exact=True).fill(words)
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text(words, exact=True).first).to_be_visible()


def discuss(chair: Traveller, recorder: Traveller, round_id: str) -> None:
    """Step by step; the teaching stays shut until there is evidence about every case pupil."""
    led, written = chair.page, recorder.page
    led.goto(f"/rounds/{round_id}/discussion")
    move_on(led, "The teacher first", "Planned to learn", "Observed")
    written.goto(f"/rounds/{round_id}/discussion")
    expect(written.get_by_role("complementary", name="What was noted of A")).to_contain_text(SEEN)
    write_down(written, "A gave the reason aloud before writing", label="A")
    require_reads_well(written, "discussion", "discussion-1280-light")
    ways = ("What they told us", "Why the difference", "Was it enough?", "The whole class")
    move_on(led, *ways)
    said(led, "Comments on the teaching open when there is evidence about pupils B, C.")
    expect(led.get_by_role("button", name="Next: The teaching")).to_be_disabled()
    require_accessible(led, "discussion, evidence first")
    refused_without_evidence(led, round_id)
    for _ in ways:
        before = led.get_by_text(re.compile(r"^Step \d+ of 11")).inner_text()
        led.get_by_role("button", name="Back", exact=True).click()
        expect(led.get_by_text(before)).to_have_count(0)
    written.reload()
    for label in ("B", "C"):
        write_down(written, f"{label} began after a neighbour had spoken", label=label)
    led.reload()
    move_on(led, *ways, "The teaching", "Next lesson")


def refused_without_evidence(page: Page, round_id: str) -> None:
    found = ask(page, "GET", f"/rounds/{round_id}/discussion")
    step = {"from": found["step"], "to": found["step"] + 1}
    problem = ask(page, "POST", f"/discussions/{found['id']}/step", step, refused=409)
    assert problem["type"].endswith("discussion/evidence-first")
    assert problem["labels"] == ["B", "C"]


def write_changes(one: Traveller, round_id: str, *changes: str) -> None:
    page = one.page
    page.goto(f"/rounds/{round_id}/discussion")
    for change in changes:
        page.get_by_label("What will be different next time?").fill(change)
        page.get_by_role("button", name="Add the change").click()
        expect(page.get_by_role("listitem").filter(has_text=change)).to_be_visible()


def close_discussion(chair: Traveller, round_id: str) -> None:
    page = chair.page
    page.goto(f"/rounds/{round_id}/discussion")
    move_on(page, "Final comments")
    page.get_by_role("button", name="Close the discussion").click()
    page.get_by_role("button", name="Yes, close it").click()
    said(page, re.compile("^Closed, "))
    require_reads_well(page, "discussion, closed")


def discuss_by_request(chair: Traveller, recorder: Traveller, host: Traveller, round_id: str) -> None:
    """The short way of the second lesson: evidence for each pupil, then through every step, and closed."""
    people = {one["name"]: one["id"] for one in ask(host.page, "GET", "/staff?limit=50")["items"]}
    begun = {"chair_id": people[chair.name], "recorder_id": people[recorder.name]}
    found = ask(host.page, "POST", f"/rounds/{round_id}/discussion", begun)
    observed = next(at for at, step in enumerate(found["steps"]) if step["key"] == "observed")
    path = f"/discussions/{found['id']}"
    for at in range(len(found["steps"]) - 1):
        ask(chair.page, "POST", f"{path}/step", {"from": at, "to": at + 1})
        if at + 1 == observed:
            for pupil in found["pupils"]:
                entry = {"id": str(uuid4()), "step_key": "observed", "case_pupil_id": pupil["id"],
                         "text": f"{pupil['label']} wrote a reason"}  # fmt: skip
                ask(recorder.page, "POST", f"{path}/entries", entry)
    ask(chair.page, "POST", f"{path}/close")


# ---- its end ---------------------------------------------------------------------------------------------


def consolidate(one: Traveller, cycle_id: str) -> None:
    page = one.page
    see_to(one, cycle_id, "Write it")
    page.get_by_label("What changed for the case pupils").fill("A and C wrote a reason in both lessons. B in one.")
    page.get_by_label("What we make of it").fill("Two minutes of talk cost nothing. It did not help everybody.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_label("What we make of it")).to_have_count(0)


def look_at_mechanisms(one: Traveller, cycle_id: str) -> None:
    page = one.page
    page.goto(f"/cycles/{cycle_id}")
    page.get_by_role("link", name="See the fourteen").click()
    page.get_by_role("button", name=re.compile("^We do this")).first.click()
    page.get_by_label("How do you do this?").fill("Each meeting begins with what we know already.")
    page.get_by_role("button", name="Add it").click()
    said(page, "Each meeting begins with what we know already.")
    require_reads_well(page, "mechanisms", "mechanisms-1280-light")


def share(one: Traveller, cycle_id: str) -> str:
    """From the cycle to a draft, completed with what only its authors know; answers with the editor's address."""
    page = one.page
    page.goto(f"/cycles/{cycle_id}")
    page.get_by_role("button", name="Make a draft from this cycle").click()
    expect(page.get_by_label("What we found", exact=True)).to_have_value(
        "A and C wrote a reason in both lessons. B in one."
    )
    expect(page.get_by_label("What we did", exact=True)).to_have_value(
        re.compile("We taught and watched 2 research lessons.")
    )
    assert all(who in page.get_by_label("What we did", exact=True).input_value() for _, who in STANDS_FOR.values())
    page.get_by_label("The boldest short sentence").fill("Say it before you write")
    page.get_by_label("Subject").fill("Maths")
    page.get_by_label("Phase").select_option("ks3")
    page.get_by_label("Everyone", exact=True).check()
    page.get_by_label("Use and change it (CC BY 4.0)").check()
    require_accessible(page, "finding from a cycle")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Everything is saved.")).to_be_visible()
    return page.url


def complete(one: Traveller, cycle_id: str) -> None:
    page = one.page
    page.goto(f"/cycles/{cycle_id}")
    page.get_by_role("button", name="Complete the cycle").click()
    said(page, re.compile("^This cycle was completed on"))
    require_reads_well(page, "cycle, completed")
    page.goto("/group")
    page.get_by_role("button", name="Show 1").click()
    settle(page)
    require_reads_well(page, "group, an earlier cycle")
