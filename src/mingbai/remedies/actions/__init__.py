"""The only writers of the ledger of reconsiderations and suits."""

from mingbai.remedies.actions.batch import Imported, import_batch
from mingbai.remedies.actions.course import answer, hear, reflect, resume, suspend
from mingbai.remedies.actions.courts import appeal, decide_again, remand, retry
from mingbai.remedies.actions.deciding import conclude, correct, decide, take_effect
from mingbai.remedies.actions.ledger import amend, register, remove
from mingbai.remedies.actions.parties import erase_parties, name_parties, reveal_parties
from mingbai.remedies.actions.redo import close, finish_redo, order_redo

__all__ = [
    "Imported",
    "amend",
    "answer",
    "appeal",
    "close",
    "conclude",
    "correct",
    "decide",
    "decide_again",
    "erase_parties",
    "finish_redo",
    "hear",
    "import_batch",
    "name_parties",
    "order_redo",
    "reflect",
    "register",
    "remand",
    "remove",
    "resume",
    "retry",
    "reveal_parties",
    "suspend",
    "take_effect",
]
