"""The journey's steps, each as a person does it: by the words on the screen."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from e2e_site import Site, open_page, require_accessible, settle
from playwright.sync_api import Browser, Page, expect

PASSWORD = "four quiet words together"


@dataclass
class Traveller:
    """Somebody with a browser of their own."""

    name: str
    email: str
    page: Page


@dataclass
class Journey:
    """A school on its way from nothing to its first finding."""

    site: Site
    browser: Browser
    school: str
    people: dict[str, Traveller] = field(default_factory=dict)
    lead: Traveller = field(init=False)
    """Whoever began, and looks at findings before they are published."""

    # ---- from the command line to the first sign-in ------------------------------------------------

    def begin(self, name: str) -> Traveller:
        """The operator adds the school and its first lead, who chooses a password."""
        self._kenkyu("school", "add", self.school)
        email = "lead@school.example"
        link = self._kenkyu(
            "staff", "add", "--school", self.school, "--name", name, "--email", email,
            "--role", "teacher", "--role", "cpd_lead", "--role", "head", "--role", "cover_lead",
        )  # fmt: skip
        self.lead = self.accept(name, email, link)
        return self.lead

    def _kenkyu(self, *words: str) -> str:
        command = [str(Path(sys.executable).with_name("kenkyu")), *words]
        environment = os.environ | {
            "KENKYU_DATABASE_URL": self.site.settings.database_url,
            "KENKYU_SECRET_KEY": self.site.settings.secret_key,
            "KENKYU_PUBLIC_URL": self.site.url,
        }
        done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    def accept(self, name: str, email: str, link: str) -> Traveller:
        """Open an invitation, choose a password, be signed in."""
        page = open_page(self.browser, self.site)
        page.goto(link)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        require_accessible(page, "invitation")
        page.get_by_role("button", name="Accept and sign in").click()
        expect(page.get_by_role("navigation").first).to_be_visible()
        self.people[name] = Traveller(name, email, page)
        return self.people[name]

    def come_back(self, now: datetime) -> None:
        """Days later: everybody has been signed out, and signs in again."""
        self.site.clock.instant = now
        for one in self.people.values():
            one.page.context.clock.set_system_time(now)
            one.page.goto("/")
            one.page.get_by_label("E-mail").fill(one.email)
            one.page.get_by_label("Password", exact=True).fill(PASSWORD)
            one.page.get_by_role("button", name="Sign in", exact=True).click()
            expect(one.page.get_by_role("heading", name="My week")).to_be_visible()

    # ---- the lead sets the school up ---------------------------------------------------------------

    def set_up_the_year(self, lead: Traveller, *, weeks: str) -> None:
        page = lead.page
        page.goto("/school/calendar")
        page.get_by_text(weeks, exact=True).click()
        require_accessible(page, "calendar")
        page.get_by_role("button", name=re.compile("^Set up ")).click()
        expect(page.get_by_role("button", name="Save the calendar")).to_be_visible()

    def read_timetable(self, lead: Traveller, files: list[Path], *, understood: str) -> None:
        page = lead.page
        page.goto("/school/timetable/import")
        page.locator("input[type=file]").set_input_files(files)
        require_accessible(page, "timetable files")
        page.get_by_role("button", name=re.compile(r"^Read \d+ files?$")).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(understood, timeout=30_000)

    def put_in_force(self, lead: Traveller, *, bells: list[tuple[str, str, str]], ppa: str | None) -> None:
        """Bell times where the file has none, what means PPA, then commit."""
        page = lead.page
        for period, start, end in bells:
            page.get_by_label(f"{period}, Every day: from").fill(start)
            page.get_by_label(f"{period}, Every day: to").fill(end)
        if ppa is not None:
            page.get_by_label(f"What “{ppa}” means").select_option("ppa")
        require_accessible(page, "dry run")
        page.get_by_role("button", name=re.compile(r"^Put .* lessons in force")).click()
        expect(page.get_by_text(re.compile("The timetable is in force from|is in force,")).first).to_be_visible(
            timeout=30_000
        )

    def invite(self, lead: Traveller, name: str, email: str) -> Traveller:
        page = lead.page
        page.goto("/school/people")
        page.get_by_label("Find by name, code or department").fill(name)
        page.get_by_role("link", name=name, exact=True).first.click()
        page.get_by_label("E-mail", exact=True).fill(email)
        page.get_by_role("button", name=f"Make a link for {name}").click()
        link = page.get_by_label(f"Link for {name}").input_value()
        return self.accept(name, email, link)

    def allocate(self, lead: Traveller) -> None:
        page = lead.page
        page.goto("/desk/allocate")
        require_accessible(page, "allocation")
        page.get_by_role("button", name=re.compile(r"^Allocate .* minutes to \d+ teachers")).click()
        expect(page.get_by_text(re.compile("minutes were allocated"))).to_be_visible()

    # ---- three colleagues ----------------------------------------------------------------------------

    def form_group(self, first: Traveller, others: list[Traveller], *, name: str, focus: str) -> None:
        page = first.page
        page.goto("/group/new")
        page.get_by_label("Name", exact=True).fill(name)
        page.get_by_label("Shared focus").fill(focus)
        for one in others:
            page.get_by_label("Find colleagues").fill(one.name)
            page.get_by_role("button", name=re.compile(rf"^Add:? {re.escape(one.name)}$")).click()
        require_accessible(page, "new group")
        page.get_by_role("button", name=re.compile("^Start a group of 3")).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(name)

    def agree_protocol(self, one: Traveller) -> None:
        page = one.page
        page.goto("/group")
        page.get_by_role("button", name="I agree to this protocol").click()
        expect(page.get_by_text(re.compile("You agreed")).first).to_be_visible()

    # ---- a round --------------------------------------------------------------------------------------

    def plan_round(self, host: Traveller, *, lesson: str, observer: str, coverer: str) -> None:
        """Choose the lesson in the grid, one observer whose class needs somebody, and whom to ask."""
        page = host.page
        page.goto("/plan")
        page.get_by_role("button", name=re.compile(lesson)).first.click()
        chosen = page.get_by_role("checkbox", name=re.compile("^Observe: "), checked=True)
        while chosen.count():
            chosen.first.uncheck()
        page.get_by_role("checkbox", name=re.compile(f"^Observe: {observer}")).first.check()
        asked = page.get_by_role("group", name=re.compile("Who covers")).get_by_label(re.compile(coverer))
        if not asked.is_checked():
            asked.check()
        require_accessible(page, "plan")
        page.get_by_role("button", name=re.compile(f"^Ask {coverer}")).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("teaches")
        require_accessible(page, "round")

    def accept_cover(self, coverer: Traveller, asker: str) -> None:
        page = coverer.page
        page.goto("/")
        expect(page.get_by_text(re.compile(f"{asker} asks you to cover"))).to_be_visible()
        require_accessible(page, "today, asked")
        page.get_by_role("button", name=re.compile("^Accept")).click()
        expect(page.get_by_text(re.compile("Accepted"))).to_be_visible()

    def log_everything(self, one: Traveller) -> int:
        """Press every log button on Today; answers with how many there were."""
        page = one.page
        page.goto("/")
        settle(page)
        pressed = 0
        buttons = page.get_by_role("button", name=re.compile(r"^Log \d+ minutes"))
        while buttons.count():
            before = buttons.count()
            buttons.first.click()
            expect(buttons).to_have_count(before - 1)
            settle(page)
            pressed += 1
        return pressed

    # ---- what they found --------------------------------------------------------------------------------

    def write_finding(self, author: Traveller, group: str, text: dict[str, str], *, quote: str) -> str:
        """Write the draft for everyone, and answer with the editor's address."""
        page = author.page
        page.goto("/group")
        page.get_by_role("link", name="Our findings").click()
        page.get_by_label("Working title").fill(text["Title"])
        page.get_by_role("button", name="Start the draft").click()
        expect(page.get_by_label("Background", exact=True)).to_be_visible()
        page.get_by_label("The boldest short sentence").fill(quote)
        for label, words in text.items():
            page.get_by_label(label, exact=True).fill(words)
        page.get_by_label("Phase").select_option("ks3")
        page.get_by_label("Everyone", exact=True).check()
        page.get_by_label("Use and change it (CC BY 4.0)").check()
        require_accessible(page, "finding editor")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_text("Everything is saved.")).to_be_visible()
        return page.url

    def agree_finding(self, author: Traveller, address: str) -> None:
        page = author.page
        page.goto(address)
        page.get_by_role("button", name="I agree to this text").click()
        expect(page.get_by_text("You agreed to the text as it stands.")).to_be_visible()

    def publish_finding(self, author: Traveller, address: str) -> None:
        """Hand it in, have it looked at for safeguarding, and put it on the fair."""
        page = author.page
        page.goto(address)
        page.get_by_role("button", name="Hand it in").click()
        page.get_by_role("button", name="Yes, hand it in").click()
        expect(page.get_by_role("heading", level=1, name=re.compile("^Handed in"))).to_be_visible()
        require_accessible(page, "finding handed in")
        self.accept_finding()
        page.goto(address)
        page.get_by_role("button", name="Publish to everyone").click()
        page.get_by_role("button", name="Yes, publish").click()
        expect(page.get_by_role("heading", level=1, name=re.compile("^Published"))).to_be_visible()
        require_accessible(page, "finding published")

    def accept_finding(self) -> None:
        """The lead finds it on the desk, reads it, and accepts it."""
        page = self.lead.page
        page.goto("/desk/findings")
        require_accessible(page, "findings to accept")
        page.get_by_role("link", name="Read and decide").click()
        expect(page.get_by_role("heading", name="What to look for")).to_be_visible()
        require_accessible(page, "finding to accept")
        page.get_by_role("button", name="Accept it").click()
        page.get_by_role("button", name="Yes, accept").click()
        expect(page.get_by_text("It is accepted. Its authors publish it when they are ready.")).to_be_visible()

    def read_in_public(self, title: str, words: str) -> None:
        """A stranger finds it at the fair."""
        page = open_page(self.browser, self.site, now=self.site.clock.instant)
        page.goto("/fair")
        require_accessible(page, "public fair")
        page.get_by_role("link", name=title).click()
        expect(page.get_by_text(words)).to_be_visible()
        require_accessible(page, "public finding")
        page.context.close()

    def try_it(self, reader: Traveller, title: str) -> None:
        """Somebody signed in says that they will try it."""
        page = reader.page
        page.goto("/fair")
        page.get_by_role("link", name=title).click()
        page.get_by_role("button", name="I will try this").click()
        expect(page.get_by_text(re.compile("The authors will see"))).to_be_visible()

    def look_around(self, lead: Traveller, teacher: Traveller) -> None:
        """The screens that nothing is done on: each is opened and checked with axe."""
        for one, path in (
            (teacher, "/"),
            (teacher, "/time"),
            (teacher, "/group"),
            (teacher, "/sessions"),
            (lead, "/desk"),
            (lead, "/desk/unplaced"),
            (lead, "/cover"),
            (lead, "/school"),
            (lead, "/school/people"),
            (lead, "/school/timetable"),
            (lead, "/school/settings"),
        ):
            one.page.goto(path)
            expect(one.page.get_by_role("heading", level=1)).to_be_visible()
            require_accessible(one.page, path)

    def mark_ppa(self, lead: Traveller, name: str, cell: str) -> None:
        """Mark a free period of somebody's timetable as PPA, by hand."""
        page = lead.page
        page.goto("/school/people")
        page.get_by_label("Find by name, code or department").fill(name)
        page.get_by_role("link", name=f"Timetable of {name}", exact=True).first.click()
        page.get_by_role("radio", name="PPA").check(force=True)
        page.get_by_role("button", name=re.compile(cell)).first.click()
        require_accessible(page, "marks")
        page.get_by_role("button", name="Save 1 change").click()
        expect(page.get_by_text("The marks are saved.")).to_be_visible()


def a_school(browser: Browser, site: Site) -> Journey:
    """A school and its first lead, signed in."""
    made = Journey(site, browser, "Harbour School")
    made.begin("Hana Lead")
    return made
