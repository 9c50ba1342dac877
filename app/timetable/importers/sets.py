"""Takes apart what FET joins with `+`, although names may hold a `+` of their own."""

from collections.abc import Collection


def split(joined: str, known: Collection[str]) -> tuple[str, ...]:
    """Give the names joined in *joined*, trimmed.

    Args:
        joined: names with `+` between them; the `+` of a name (`08A G+T`) is not marked in any way.
        known: every name there can be, trimmed; empty when nobody said.

    Cut at every `+` unless some piece is unknown and another way of cutting leaves fewer pieces unknown: then that.
    """
    pieces = [piece.strip() for piece in joined.split("+")]
    plain = tuple(piece for piece in pieces if piece)
    if not known or len(pieces) == 1 or all(piece in known for piece in plain):
        return plain
    cells = joined.split("+")
    # best[i]: fewest pieces in unknown names (then most names) for the first i pieces, and where the last name began.
    best: list[tuple[int, int, int]] = [(0, 0, 0)]
    for end in range(1, len(cells) + 1):
        best.append(min(_step(cells, best, begin, end, known) for begin in range(max(0, end - 12), end)))
    names: list[str] = []
    end = len(cells)
    while end:
        begin = best[end][2]
        names.append("+".join(cells[begin:end]).strip())
        end = begin
    return tuple(name for name in reversed(names) if name)


def _step(
    cells: list[str], best: list[tuple[int, int, int]], begin: int, end: int, known: Collection[str]
) -> tuple[int, int, int]:
    name = "+".join(cells[begin:end]).strip()
    is_known = name in known
    # An unknown name of several pieces is never better than its pieces: it would swallow known ones beside it.
    cost = 0 if is_known or not name else (1 if end - begin == 1 else len(cells))
    return best[begin][0] + cost, best[begin][1] - 1, begin
