"""Small random bargaining problems, and the slow way of looking at them."""

from hypothesis import strategies as st

from diplogame.analysis import Domain, Package


@st.composite
def domains(
    draw: st.DrawFn, max_parties: int = 4, max_issues: int = 4, lines: bool = True, most: int = 40
) -> Domain:
    """Any small problem, linkages and red lines included; ties abound when ``most`` is small."""
    points = st.integers(-(most // 2), most)
    parties = draw(st.integers(1, max_parties))
    options = tuple(draw(st.lists(st.integers(1, 4), min_size=1, max_size=max_issues)))

    def combination() -> tuple[tuple[int, int], ...]:
        issues = draw(st.lists(st.sampled_from(range(len(options))), min_size=1, unique=True))
        return tuple((issue, draw(st.integers(0, options[issue] - 1))) for issue in issues)

    def some(number: int) -> range:
        return range(draw(st.integers(0, number)))

    return Domain(
        options=options,
        contributions=tuple(
            tuple(tuple(draw(points) for _ in range(count)) for count in options)
            for _ in range(parties)
        ),
        walk_aways=tuple(draw(st.integers(-40, 60)) for _ in range(parties)),
        linkages=tuple(
            tuple((combination(), draw(points)) for _ in some(2)) for _ in range(parties)
        ),
        red_lines=tuple(tuple(combination() for _ in some(2)) for _ in range(parties))
        if lines and draw(st.booleans())
        else (),
    )


def worth(domain: Domain, party: int, package: Package) -> int:
    """Utility, spelled out."""
    total = 0
    for issue, option in enumerate(package):
        total += domain.contributions[party][issue][option]
    if domain.linkages:
        for conditions, points in domain.linkages[party]:
            if all(package[issue] == option for issue, option in conditions):
                total += points
    return total


def breaks(domain: Domain, party: int, package: Package) -> bool:
    """Whether a package breaks a red line, spelled out."""
    return bool(domain.red_lines) and any(
        all(package[issue] == option for issue, option in line) for line in domain.red_lines[party]
    )


def rows(domain: Domain) -> dict[Package, tuple[int, ...]]:
    """Every package with everybody's utility."""
    return {
        package: tuple(worth(domain, party, package) for party in domain.parties)
        for package in domain.packages()
    }


def dominates(one: tuple[int, ...], two: tuple[int, ...]) -> bool:
    """At least as much for everybody and not the same."""
    return one != two and all(a >= b for a, b in zip(one, two, strict=True))
