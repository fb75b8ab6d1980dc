"""An organ as 被申请人 and 被告: its kind and the names around it, for ``rules.remedy_rights``."""

from mingbai.organs.models import Organ, OrganKind
from mingbai.organs.queries import government_of, profile_of
from mingbai.rules.remedy_rights import Respondent, RespondentKind


def respondent_of(organ: Organ) -> Respondent:
    """The organ with its government, courts and superiors, as its profile and the tree say."""
    profile = profile_of(organ)
    government = government_of(organ)
    kind = RespondentKind(organ.kind)
    if organ.kind == OrganKind.DEPARTMENT and profile.vertical:
        kind = RespondentKind.VERTICAL
    elif organ.kind == OrganKind.DEPARTMENT and profile.justice_office:
        kind = RespondentKind.JUSTICE_OFFICE
    return Respondent(
        kind=kind,
        name=organ.name,
        government=government.name if government else "",
        upper_government=profile.upper_government,
        higher_office=profile.higher_office,
        competent_department=profile.competent_department,
        basic_court=profile.basic_court,
        intermediate_court=profile.intermediate_court,
    )
