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
