"""What projects and deadlines are called where people read of them: in their language, as far as possible."""

from projreg.language import Lang, Phrase
from projreg.model.records import Deadline, Project
from projreg.model.words import DEADLINE_TYPES
from projreg.tables.table import Text

_DEADLINE = Phrase("Tidsfrist", "Deadline")
_IN_SWEDISH = "(in Swedish)"
_UNREAD = Phrase("Tidsfrist, typen kan inte läsas", "Deadline, its type cannot be read")


def deadline_kind(deadline: Deadline) -> Phrase:
    """What kind of deadline it is; that its type cannot be read, or that it is one, when that is all that is known."""
    return DEADLINE_TYPES.get(deadline.type, _UNREAD if "type" in deadline.unread else _DEADLINE)


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


def whole_title(project: Project, lang: Lang) -> str:
    """The title with the acronym first: it is what a narrow list shows. A Swedish title is marked where English is
    published."""
    english = lang == "en" and bool(project.title_en)
    title = project.title_en if english else f"{project.title}{swedish_mark(project, lang)}"
    return f"{project.acronym} – {title}" if project.acronym and project.acronym not in title else title


def swedish_mark(project: Project, lang: Lang) -> str:
    """What stands after a text of the project that is not in the English that is published."""
    return f" {_IN_SWEDISH}" if lang == "en" and project.publisher.language != "en" else ""
