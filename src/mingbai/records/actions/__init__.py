"""Drafting, reviewing, publishing, withdrawing: the only way anything becomes public."""

from mingbai.records.actions.allowing import allow, ask_to_allow, refuse_to_allow
from mingbai.records.actions.amending import amend_row, drop_batch, leave_out
from mingbai.records.actions.attaching import attach
from mingbai.records.actions.changing import change_validity, confirm_change, refuse_change
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
from mingbai.records.actions.evaluating import evaluate
from mingbai.records.actions.expiring import take_down_expired
from mingbai.records.actions.importing import begin_batch, read_rows
from mingbai.records.actions.linking import relate, unrelate
from mingbai.records.actions.migrating import carry_on, publish_batch, review_batch
from mingbai.records.actions.moving import move_to_column
from mingbai.records.actions.obliging import lift, oblige
from mingbai.records.actions.publishing import publish, publish_due, schedule, unschedule
from mingbai.records.actions.redating import redate
from mingbai.records.actions.reviewing import demand_step, review, waive_step
from mingbai.records.actions.taking_out import opened_file, took_out, took_out_all
from mingbai.records.actions.withdrawing import ask_withdrawal, confirm, refuse

__all__ = [
    "Conflict",
    "abandon",
    "add_column",
    "allow",
    "amend_row",
    "ask_to_allow",
    "ask_withdrawal",
    "attach",
    "begin_batch",
    "carry_on",
    "change_column",
    "change_validity",
    "close_column",
    "confirm",
    "confirm_change",
    "correct",
    "create",
    "demand_step",
    "discard",
    "draft",
    "drop_batch",
    "evaluate",
    "leave_out",
    "lift",
    "move_to_column",
    "oblige",
    "opened_file",
    "plant",
    "publish",
    "publish_batch",
    "publish_due",
    "read_rows",
    "recall",
    "redate",
    "refuse",
    "refuse_change",
    "refuse_to_allow",
    "relate",
    "review",
    "review_batch",
    "save",
    "schedule",
    "submit",
    "take_down_expired",
    "took_out",
    "took_out_all",
    "unrelate",
    "unschedule",
    "waive_step",
]
