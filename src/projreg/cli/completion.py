"""What a shell may complete: ids only, without help text. A title in a completion could run in the shell."""

from projreg.slug import is_slug


def project_ids(incomplete: str) -> list[str]:
    """The ids that begin so. Completion never complains: a registry that cannot be read completes nothing."""
    from projreg.cli.discovery import registry_paths
    from projreg.decode import decode
    from projreg.errors import ProjregError
    from projreg.source import read_source

    try:
        projects = [each for path in registry_paths(None) for each in decode(read_source(path).data).registry.projects]
    except ProjregError:
        return []
    return sorted({each.id for each in projects if each.id.startswith(incomplete) and is_slug(each.id)})


def assignments(incomplete: str) -> list[str]:
    """The beginnings of KEY=VALUE that begin so."""
    from projreg.fields import Reasons, Records
    from projreg.model import Project

    found = []
    for name, key in Project.keys.items():
        if isinstance(key.kind, Records):
            found += [f"{name}[]=", *(f"{name}[0].{inner}=" for inner in key.kind.record.keys)]
        elif isinstance(key.kind, Reasons):
            found.append(f"{name}.PR")
        else:
            found.append(f"{name}=")
    return sorted(each for each in found if each.startswith(incomplete))
