"""Which form a move asks with and which action makes it; the page of every move reads it here."""

from mingbai.applications.desk import asking_forms as asking
from mingbai.applications.desk import handling_forms as handling
from mingbai.applications.desk.forms import MoveForm
from mingbai.applications.stages import Move

# 起草、当场答复有自己的页面（reply.py）；提交申请是新登记（filing.py）。
FORMS: dict[Move, type[MoveForm]] = {
    Move.CONFIRM: handling.ConfirmForm,
    Move.FAIL_TO_CONFIRM: handling.NoteForm,
    Move.RETURN: handling.ReturnForm,
    Move.ASSIGN: handling.AssignForm,
    Move.SPLIT: handling.SplitForm,
    Move.LINK: handling.LinkForm,
    Move.ACCEPT: handling.PlainForm,
    Move.ASK_CORRECTION: asking.AskCorrectionForm,
    Move.RECEIVE_CORRECTION: asking.ReceivedForm,
    Move.CLOSE_UNCORRECTED: handling.PlainForm,
    Move.CONSULT_THIRD_PARTY: asking.ThirdPartyForm,
    Move.CONSULT_AGENCY: asking.AgencyForm,
    Move.RECORD_OPINION: asking.OpinionForm,
    Move.END_CONSULTATION: asking.EndConsultationForm,
    Move.TELL_THIRD_PARTY: asking.TellForm,
    Move.REFER: asking.ReferForm,
    Move.RECORD_DETERMINATION: asking.DeterminationForm,
    Move.ASK_REASON: asking.AskReasonForm,
    Move.RECEIVE_REASON: asking.ReceivedForm,
    Move.GRANT_DELAY: asking.DelayForm,
    Move.JUDGE_EXCESSIVE: handling.PlainForm,
    Move.CHARGE: asking.ChargeForm,
    Move.RECORD_PAYMENT: asking.DayForm,
    Move.CLOSE_UNPAID: handling.PlainForm,
    Move.NOTE_OPINION: asking.NoteOpinionForm,
    Move.PROPOSE_EXTENSION: asking.ProposeExtensionForm,
    Move.EXTEND: asking.ExtendForm,
    Move.DECLINE_EXTENSION: asking.DeclineForm,
    Move.SUBMIT_DRAFT: handling.PlainForm,
    Move.PASS_LEGAL: handling.ReviewForm,
    Move.PASS_SECRECY: handling.ReviewForm,
    Move.SEND_BACK: handling.SendBackForm,
    Move.SIGN: handling.SignForm,
    Move.RECALL: handling.RecallForm,
    Move.SERVE: handling.ServeForm,
    Move.RECORD_DELIVERY: handling.DeliveryForm,
    Move.RECORD_RETURN: handling.ReturnedForm,
    Move.SERVE_AGAIN: handling.ServeForm,
    Move.WITHDRAW: handling.WithdrawForm,
    Move.END: handling.EndForm,
    Move.ARCHIVE: handling.PlainForm,
    Move.REOPEN: handling.ReopenForm,
}
EDITED = frozenset({Move.DRAFT, Move.ANSWER_AT_ONCE})
REVIEWED = frozenset({Move.PASS_LEGAL, Move.PASS_SECRECY, Move.SEND_BACK, Move.SIGN})
NAMES = {Move.RETURN: "return_"}


def action_name(move: Move) -> str:
    """The function of ``actions`` that makes the move."""
    return NAMES.get(move, move.value)
