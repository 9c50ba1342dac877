"""The bounded memory: it forgets the least lately used, and never more than it must."""

from hypothesis import given
from hypothesis import strategies as st

from app.kernel.kept import Kept


def test_the_least_lately_used_is_forgotten_first() -> None:
    kept: Kept[str, int] = Kept(2)
    kept.keep("a", 1)
    kept.keep("b", 2)
    assert kept.get("a") == 1

    kept.keep("c", 3)

    assert (kept.get("a"), kept.get("b"), kept.get("c")) == (1, None, 3)


@given(most=st.integers(1, 5), keys=st.lists(st.integers(0, 9), max_size=60))
def test_the_last_few_different_keys_are_always_there(most: int, keys: list[int]) -> None:
    kept: Kept[int, str] = Kept(most)
    for key in keys:
        kept.keep(key, f"value {key}")

    last = list(dict.fromkeys(reversed(keys)))

    assert [kept.get(key) for key in last[:most]] == [f"value {key}" for key in last[:most]]
    assert all(kept.get(key) is None for key in last[most:])
