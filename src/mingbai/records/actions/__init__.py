"""Drafting, reviewing, publishing, withdrawing: the only way anything becomes public."""

from mingbai.records.actions.allowing import allow, ask_to_allow, refuse_to_allow
from mingbai.records.actions.attaching import attach
from mingbai.records.actions.columns import add_column, change_column, close_column, plant
from mingbai.records.actions.drafting import (
    Conflict,
    abandon,
    correct,
    create,
    discard,
    draft,
    recall,
    save,
    submit,
)
from mingbai.records.actions.linking import change_validity, relate, unrelate
from mingbai.records.actions.obliging import lift, oblige
from mingbai.records.actions.publishing import publish, publish_due, schedule, unschedule
from mingbai.records.actions.reviewing import demand_step, review, waive_step
from mingbai.records.actions.withdrawing import ask_withdrawal, confirm, refuse

__all__ = [
    "Conflict",
    "abandon",
    "add_column",
    "allow",
    "ask_to_allow",
    "ask_withdrawal",
    "attach",
    "change_column",
    "change_validity",
    "close_column",
    "confirm",
    "correct",
    "create",
    "demand_step",
    "discard",
    "draft",
    "lift",
    "oblige",
    "plant",
    "publish",
    "publish_due",
    "recall",
    "refuse",
    "refuse_to_allow",
    "relate",
    "review",
    "save",
    "schedule",
    "submit",
    "unrelate",
    "unschedule",
    "waive_step",
]
