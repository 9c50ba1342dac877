"""Which addresses may be asked at all, before anybody is."""

import ipaddress

import pytest
from forbidden_addresses import CLOSED, NEVER
from hypothesis import given
from hypothesis import strategies as st

from app.fetching import rules
from app.fetching.rules import FetchRefused


@pytest.mark.parametrize("address", NEVER.values(), ids=NEVER.keys())
def test_an_address_that_can_never_be_asked_is_refused_by_reading_it(address: str) -> None:
    with pytest.raises(FetchRefused):
        rules.target_of(address)


@pytest.mark.parametrize("address", CLOSED.values(), ids=CLOSED.keys())
def test_a_closed_network_address_may_not_be_asked(address: str) -> None:
    assert not rules.may_be_asked(ipaddress.ip_address(address), ())


@pytest.mark.parametrize("sign", [" ", "\n", "\r", "\t", "\\", "\u2028", "\u00a0", "\x00"], ids=ascii)
def test_an_address_with_a_blank_a_line_break_or_a_backslash_is_refused(sign: str) -> None:
    for address in (
        f"https://school.example/a{sign}b",
        f"https://school.example/?a={sign}b",
        f"{sign}https://x.example/",
    ):
        with pytest.raises(FetchRefused, match="a space, a line break or a backslash"):
            rules.target_of(address)


@pytest.mark.parametrize("address", ["10.0.0.1", "127.0.0.1", "169.254.1.1", "224.0.0.1", "240.0.0.1", "2001:db8::1"])
def test_what_the_standard_library_closes_is_closed_whether_our_own_list_names_it_or_not(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "_CLOSED", ())

    assert not rules.may_be_asked(ipaddress.ip_address(address), ())
    assert rules.may_be_asked(ipaddress.ip_address("93.184.215.14"), ())


@pytest.mark.parametrize("address", ["93.184.215.14", "1.1.1.1", "2606:4700::1111", "2a00:1450:4009::200e"])
def test_an_open_network_address_may_be_asked(address: str) -> None:
    assert rules.may_be_asked(ipaddress.ip_address(address), ())


def test_what_the_installation_allows_may_be_asked_and_its_neighbour_not() -> None:
    networks = (ipaddress.ip_network("10.1.2.0/24"),)

    assert rules.may_be_asked(ipaddress.ip_address("10.1.2.255"), networks)
    assert not rules.may_be_asked(ipaddress.ip_address("10.1.3.0"), networks)
    assert not rules.may_be_asked(ipaddress.ip_address("::ffff:10.1.2.3"), networks)


@pytest.mark.parametrize("address", ["169.254.169.254", "fd00:ec2::254", "100.100.100.200"])
def test_no_setting_opens_what_a_cloud_tells_a_machine_of_itself(address: str) -> None:
    everything = (ipaddress.ip_network("0.0.0.0/0"), ipaddress.ip_network("::/0"))

    assert not rules.may_be_asked(ipaddress.ip_address(address), everything)


def test_a_name_that_stands_for_an_open_and_a_closed_address_is_refused() -> None:
    with pytest.raises(FetchRefused):
        rules.checked(["93.184.215.14", "10.0.0.1"], ())


@given(st.integers(0, 2**32 - 1))
def test_no_open_ipv4_address_is_one_that_the_standard_library_calls_private(number: int) -> None:
    address = ipaddress.IPv4Address(number)

    if rules.may_be_asked(address, ()):
        assert address.is_global
        assert not address.is_private
        assert not address.is_reserved


READ = {
    "https://school.example": "https://school.example/",
    "https://school.example/a b".replace(" ", "%20"): "https://school.example/a%20b",
    "HTTPS://School.Example:443/week.ics?token=a%2Fb&c=d#top": "https://school.example/week.ics?token=a%2Fb&c=d",
    "webcal://school.example/week.ics": "https://school.example/week.ics",
    "http://school.example.:8080/": "http://school.example:8080/",
    "https://schule-münchen.example/plan": "https://xn--schule-mnchen-3ob.example/plan",
    "https://school.example/übersicht?x": "https://school.example/%C3%BCbersicht?x",
    "https://school.example?week=1": "https://school.example/?week=1",
    "http://93.184.215.14/": "http://93.184.215.14/",
    "https://[2606:4700:0:0::1111]/": "https://[2606:4700::1111]/",
}


@pytest.mark.parametrize(("typed", "read"), READ.items())
def test_an_address_is_read_in_its_one_right_form(typed: str, read: str) -> None:
    assert rules.target_of(typed).text == read


def test_an_address_of_the_longest_length_is_read_and_one_longer_not() -> None:
    start = "https://school.example/"
    longest = start + "a" * (rules.ADDRESS_MAX - len(start))

    assert rules.target_of(longest).text == longest
    with pytest.raises(FetchRefused):
        rules.target_of(longest + "a")


def test_where_only_https_serves_http_is_refused() -> None:
    with pytest.raises(FetchRefused, match="https"):
        rules.target_of("http://push.example/", is_secure_only=True)


def test_an_address_is_shown_to_others_without_what_could_be_a_secret() -> None:
    shown = rules.shown_masked("https://calendar.example/private-abc123/basic.ics?token=xyz")

    assert shown == "https://calendar.example/..."


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_or_refused_in_words(text: str) -> None:
    for address in (text, f"https://{text}", f"https://school.example/{text}"):
        try:
            found = rules.target_of(address)
        except FetchRefused as refused:
            assert refused.words
        else:
            assert rules.target_of(found.text) == found
