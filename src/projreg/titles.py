"""What a project is called where people read of it: in their language, as far as the registry has it."""

from projreg.language import Lang
from projreg.model import Project
from projreg.table import Text


def shown_name(project: Project, lang: Lang) -> Text:
    """The acronym, else the title, in English where `lang` is English and there is one, else the id; empty when it has
    none of them. The language is that of a title, and `lang` for what belongs to no language."""
    if project.acronym.strip():
        return Text(project.acronym, lang)
    if lang == "en" and project.title_en.strip():
        return Text(project.title_en, "en")
    if project.title.strip():
        return Text(project.title, "en" if project.publisher.language == "en" else "sv")
    return Text(project.id.strip(), lang)
