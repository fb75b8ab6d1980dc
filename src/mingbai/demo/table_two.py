"""Spreading the district's table two over the organs that would have typed it."""

from decimal import Decimal

from mingbai.demo.source import figures, organs


def values() -> dict[str, dict[str, Decimal]]:
    """``{organ code: {cell: value}}``; in every cell the organs add up to the cited figure."""
    data = figures()
    everyone = [organ.code for organ in organs() if organ.kind != "public_unit"]
    made: dict[str, dict[str, Decimal]] = {code: {} for code in everyone}
    for cell, total in data["table2"].items():
        shares = data["shares"].get(cell.split("/")[0], {})
        parts = spread(int(total), shares) if shares else {}
        for code in everyone:
            made[code][cell] = Decimal(parts.get(code, 0))
    return made


def spread(total: int, shares: dict[str, int]) -> dict[str, int]:
    """Whole parts in proportion to the shares (largest remainder), summing to ``total`` exactly."""
    sign, total, weight = (-1 if total < 0 else 1), abs(total), sum(shares.values())
    parts = {code: total * share // weight for code, share in shares.items()}
    by_remainder = sorted(shares, key=lambda code: (-(total * shares[code] % weight), code))
    for code in by_remainder[: total - sum(parts.values())]:
        parts[code] += 1
    return {code: sign * part for code, part in parts.items()}
