"""Fetching from addresses that somebody typed, against servers that do their worst. RELIABILITY promise 43."""

import ipaddress
import socket
import time
from collections.abc import Callable

import pytest
from certificates import authority
from forbidden_addresses import CLOSED, NEVER
from listening import LOOPBACK, Asked, answer, in_turn, listening

from app.fetching.fetch import Fetched, FetchRefused, Limits, NotModified, Way, fetch, post
from app.settings import Settings

WAY = Way(LOOPBACK)
LIMITS = Limits(seconds=10, bytes_max=5_000_000, redirects_max=3)
HASTY = Limits(seconds=1.0, bytes_max=5_000_000)
CUT_WITHIN = 10.0


def test_what_stands_at_an_address_is_fetched_with_its_validators() -> None:
    said = answer(200, b"BEGIN:VCALENDAR", {"ETag": '"7"', "Last-Modified": "Mon, 05 Jan 2026 08:00:00 GMT"})
    with listening(said) as server:
        found = fetch(WAY, f"{server.url}/week.ics?token=a", limits=LIMITS)

    assert found == Fetched(b"BEGIN:VCALENDAR", '"7"', "Mon, 05 Jan 2026 08:00:00 GMT")
    assert (server.asked[0].method, server.asked[0].path) == ("GET", "/week.ics?token=a")
    assert server.asked[0].headers["host"] == f"{server.host}:8080"
    assert "cookie" not in server.asked[0].headers
    assert "referer" not in server.asked[0].headers


def test_what_has_not_changed_is_not_fetched_again() -> None:
    with listening(answer(304)) as server:
        found = fetch(WAY, server.url, limits=LIMITS, etag='W/"7"', last_modified="yesterday")

    assert isinstance(found, NotModified)
    assert server.asked[0].headers["if-none-match"] == 'W/"7"'
    assert server.asked[0].headers["if-modified-since"] == "yesterday"


def test_an_answer_of_not_modified_that_nobody_asked_for_is_no_answer() -> None:
    with listening(answer(304)) as server, pytest.raises(FetchRefused):
        fetch(WAY, server.url, limits=LIMITS)


def test_a_validator_that_could_not_be_sent_back_is_not_kept() -> None:
    with listening(answer(200, b"x", {"ETag": '"' + "e" * 600 + '"', "Last-Modified": "né"})) as server:
        found = fetch(WAY, server.url, limits=LIMITS)

    assert found == Fetched(b"x", "", "")


@pytest.mark.parametrize("status", [204, 206, 401, 403, 404, 410, 418, 500, 503])
def test_any_other_answer_is_refused_in_words_and_says_its_status(status: int) -> None:
    said = answer(status, b"private words" if status != 204 else b"")
    with listening(said) as server, pytest.raises(FetchRefused) as refused:
        fetch(WAY, f"{server.url}/secret", limits=LIMITS)

    assert refused.value.status == status
    assert "secret" not in refused.value.words
    assert "private" not in refused.value.words


def test_nothing_is_refused() -> None:
    with listening(answer(200, b"")) as server, pytest.raises(FetchRefused, match="empty"):
        fetch(WAY, server.url, limits=LIMITS)


# ---- who is never asked --------------------------------------------------------------------------


@pytest.mark.parametrize("address", NEVER.values(), ids=NEVER.keys())
def test_what_can_never_be_asked_is_refused_before_any_name_is_looked_up(address: str) -> None:
    looked_up: list[str] = []

    with pytest.raises(FetchRefused):
        fetch(Way(LOOPBACK, _noting(looked_up, "127.0.0.1")), address, limits=LIMITS)

    assert looked_up == []


@pytest.mark.parametrize("address", CLOSED.values(), ids=CLOSED.keys())
def test_a_closed_address_is_refused_before_any_connection(address: str, opened: list[object]) -> None:
    host = f"[{address}]" if ":" in address else address

    with pytest.raises(FetchRefused):
        fetch(Way(), f"http://{host}:8080/", limits=LIMITS)
    with pytest.raises(FetchRefused):
        fetch(Way((), _noting([], address)), "http://school.example:8080/", limits=LIMITS)
    with pytest.raises(FetchRefused):
        post(Way((), _noting([], address)), "http://school.example:8080/", b"{}", {}, limits=LIMITS)

    assert opened == []


def test_a_server_on_this_machine_is_not_asked_unless_the_installation_allows_it() -> None:
    with listening(answer(200, b"inside")) as server:
        with pytest.raises(FetchRefused, match="inside a network"):
            fetch(Way(), server.url, limits=LIMITS)
        assert server.connections == 0

        assert fetch(WAY, server.url, limits=LIMITS) == Fetched(b"inside")


def test_a_name_that_nobody_knows_is_refused() -> None:
    with pytest.raises(FetchRefused, match="no server of that name"):
        fetch(Way((), lambda host, port: []), "http://school.example/", limits=LIMITS)


# ---- names that change their minds ---------------------------------------------------------------


def test_the_address_that_was_checked_is_the_one_that_is_asked() -> None:
    with listening(answer(200, b"the right one")) as right, listening(answer(200, b"inside")) as wrong:
        only_right = (ipaddress.ip_network(f"{right.host}/32"),)
        answers = [[right.host], [wrong.host]]
        looked_up: list[str] = []

        def rebinding(host: str, port: int) -> list[str]:
            looked_up.append(host)
            return answers[min(len(looked_up), len(answers)) - 1]

        way = Way(only_right, rebinding)

        assert fetch(way, "http://school.example:8080/", limits=LIMITS) == Fetched(b"the right one")
        assert looked_up == ["school.example"], "asked once for one connection: there is no second answer to believe"
        with pytest.raises(FetchRefused, match="inside a network"):
            fetch(way, "http://school.example:8080/", limits=LIMITS)

    assert right.asked[0].headers["host"] == "school.example:8080"
    assert wrong.connections == 0


def test_a_name_that_is_looked_up_anew_for_a_redirect_is_checked_anew() -> None:
    with listening(answer(302, headers={"Location": "/again"})) as right, listening(answer(200, b"inside")) as wrong:
        answers = iter([[right.host], [wrong.host]])
        way = Way((ipaddress.ip_network(f"{right.host}/32"),), lambda host, port: next(answers))

        with pytest.raises(FetchRefused, match="inside a network"):
            fetch(way, "http://school.example:8080/", limits=LIMITS)

    assert wrong.connections == 0


def test_a_resolver_that_never_answers_is_not_waited_for() -> None:
    began = time.monotonic()

    with pytest.raises(FetchRefused, match="too long"):
        fetch(Way((), lambda host, port: time.sleep(12) or []), "http://school.example/", limits=Limits(seconds=0.3))

    assert time.monotonic() - began < 10


# ---- redirects -----------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_three_redirects_are_followed_and_a_fourth_is_not(status: int) -> None:
    def hops(left: int) -> list[Callable[[socket.socket, Asked], None]]:
        return [answer(status, headers={"Location": f"/{number}"}) for number in range(left)]

    with listening(in_turn(*hops(3), answer(200, b"there"))) as server:
        assert fetch(WAY, server.url, limits=LIMITS) == Fetched(b"there")
    with listening(in_turn(*hops(4), answer(200, b"there"))) as server:
        with pytest.raises(FetchRefused, match="on and on"):
            fetch(WAY, server.url, limits=LIMITS)
        assert server.connections == 4


def test_a_redirect_in_a_circle_ends() -> None:
    with listening(answer(302, headers={"Location": "/"})) as server, pytest.raises(FetchRefused, match="on and on"):
        fetch(WAY, server.url, limits=LIMITS)


@pytest.mark.parametrize(
    "place",
    [
        "http://10.0.0.1/", "http://169.254.169.254/latest/meta-data/", "http://[::1]:8080/", "http://2130706433/",
        "file:///etc/passwd", "ftp://school.example/", "//10.0.0.1/", "http://name@127.0.0.1/", "http://127.0.0.1:22/",
        "http://\u00e9\u00e9/", "http://[", "gopher://127.0.0.1:8080/",
    ],
)  # fmt: skip
def test_a_redirect_to_what_may_not_be_asked_is_not_followed(place: str) -> None:
    with listening(answer(302, headers={"Location": place})) as server:
        way = Way((ipaddress.ip_network(f"{server.host}/32"),))
        with pytest.raises(FetchRefused):
            fetch(way, server.url, limits=LIMITS)

    assert server.connections == 1


def test_a_redirect_from_the_open_to_a_server_of_the_inside_is_not_followed() -> None:
    with listening(answer(200, b"inside")) as inside:
        with listening(answer(307, headers={"Location": f"{inside.url}/admin"})) as open_one:
            way = Way((ipaddress.ip_network(f"{open_one.host}/32"),))
            with pytest.raises(FetchRefused, match="inside a network"):
                fetch(way, open_one.url, limits=LIMITS)

        assert inside.connections == 0


def test_a_redirect_out_of_https_is_not_followed() -> None:
    made = authority("school.example")
    with listening(answer(200, b"in the open")) as plain:
        moved = answer(302, headers={"Location": f"http://school.example:8080{'/secret'}"})
        with listening(moved, tls=made.server) as server:
            way = Way(LOOPBACK, lambda host, port: [server.host], made.client)
            with pytest.raises(FetchRefused, match="https"):
                fetch(way, "https://school.example:8443/secret", limits=LIMITS)

        assert plain.connections == 0


# ---- certificates --------------------------------------------------------------------------------


def test_the_certificate_is_held_against_the_name_not_the_number() -> None:
    made = authority("school.example")
    with listening(answer(200, b"secured"), tls=made.server) as server:
        way = Way(LOOPBACK, lambda host, port: [server.host], made.client)

        assert fetch(way, "https://school.example:8443/", limits=LIMITS) == Fetched(b"secured")
        for host in ("other.example", server.host):
            with pytest.raises(FetchRefused, match="certificate"):
                fetch(way, f"https://{host}:8443/", limits=LIMITS)
        with pytest.raises(FetchRefused, match="certificate"):
            fetch(Way(LOOPBACK, way.resolve), "https://school.example:8443/", limits=LIMITS)

    assert len(server.asked) == 1, "nothing was said to a server that nobody vouches for"


# ---- telling -------------------------------------------------------------------------------------


def test_a_post_says_what_it_was_given_once_and_does_not_follow() -> None:
    with listening(answer(307, headers={"Location": "/elsewhere"})) as server:
        found = post(WAY, f"{server.url}/hook", b'{"a": 1}', {"Content-Type": "application/json"}, limits=LIMITS)

    assert found.status == 307
    assert [(asked.method, asked.path, asked.body) for asked in server.asked] == [("POST", "/hook", b'{"a": 1}')]
    assert server.asked[0].headers["content-type"] == "application/json"


# ---- the setting ---------------------------------------------------------------------------------


def test_the_setting_names_networks_and_refuses_what_is_none() -> None:
    key = "a-secret-key-for-tests-only-0123456789-abcdefghij"

    assert Settings(secret_key=key).networks == ()
    assert Settings(secret_key=key, fetch_networks="10.1.0.0/16, fd12::/48").networks == (
        ipaddress.ip_network("10.1.0.0/16"), ipaddress.ip_network("fd12::/48"),
    )  # fmt: skip
    with pytest.raises(ValueError, match="KENKYU_FETCH_NETWORKS"):
        Settings(secret_key=key, fetch_networks="10.1.0.7/16")


# ---- helpers -------------------------------------------------------------------------------------


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every connection that anything tries to make, none of which is made."""
    tried: list[object] = []

    def refuse(address: object, *_: object, **__: object) -> socket.socket:
        tried.append(address)
        raise OSError

    monkeypatch.setattr(socket, "create_connection", refuse)
    return tried


def _noting(looked_up: list[str], answer_: str) -> Callable[[str, int], list[str]]:
    def resolve(host: str, port: int) -> list[str]:
        looked_up.append(host)
        return [answer_]

    return resolve
