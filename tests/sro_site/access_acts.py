"""What the lines of docs/access.md do, besides opening a page; each says whether it was done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Model

from desk.models import DigestSubscription, GlossaryTerm
from desk.talk import Comment, Fate, Suggestion
from districts.models import Document, Invitation, Membership
from events.models import Meeting
from feedback.models import PublishedAnswer
from languages.freshness import TranslationState, text_hash
from opendata.models import Entry
from opendata.record.recording import record
from publishing.history_entries import entries_of
from publishing.saved_drafts import SavedDraft
from publishing.stamps import STAMPS, stamp_of
from publishing.states import PublicationState
from publishing.ways import Way
from tests.admin_forms import filled
from tests.client import StaffClient, anew, confirmed, delete
from tests.factories import PASSWORD, make_comment, make_document
from tests.sro_site.access_state import State


@dataclass
class Try:
    """An attempt of somebody at `address`, with the records of one district."""

    state: State
    client: StaffClient
    address: str
    records: dict[str, Any]

    def stored(self, name: str, column: str) -> Any:
        record = self.records[name]
        return type(record)._base_manager.values_list(column, flat=True).get(pk=record.pk)

    def adds(self, model: type[Model], data: dict[str, Any]) -> bool:
        """Whether sending `data` adds a row."""
        before = model._base_manager.count()
        self.client.post(self.address, data)
        return model._base_manager.count() == before + 1

    def writes(self, name: str, column: str) -> bool:
        """Whether the form of a document stores another text."""
        form = self.state.form(self.records[name])
        self.client.post(self.address, {**form, column: "Another", "anyway": "on"})
        return bool(self.stored(name, column) == "Another")

    def runs(self, name: str, action: str, **more: str) -> str:
        """The state of a document after an action of its list."""
        record = self.records[name]
        chosen = {"action": action, "_selected_action": [record.pk], STAMPS: stamp_of(record)}
        confirmed(self.client, self.address, {**chosen, **more})
        return str(self.stored(name, "state"))

    def on_the_desk(self, act: str) -> str:
        """The state of a translation after it was written."""
        given = {"text": "Otra", "act": act, "seen": text_hash("")}
        self.client.post(self.address, {**given, "source_hash": text_hash("Resolution")})
        return str(self.stored("unit", "status"))


def suggest(tried: Try) -> bool:
    given = {"text": "Otra", "act": "save", "seen": text_hash("Dicho")}
    return tried.adds(Suggestion, {**given, "source_hash": text_hash("Told")})


def decide_on_a_suggestion(tried: Try) -> bool:
    given = {"act": "decline", "answer": "No", "seen": text_hash("Dicho")}
    tried.client.post(tried.address, given)
    return bool(tried.stored("suggestion", "fate") == Fate.DECLINED)


def publish_an_answer(tried: Try) -> bool:
    given = {"act": "publish", "public_question": "Who?", "public_answer": "Nobody."}
    return tried.adds(PublishedAnswer, given)


def answer_about_the_english(tried: Try) -> bool:
    question = make_comment(tried.records["reviewed"], asks=True)
    given = {"act": "answer", "said": "The first one", "question": question.pk}
    tried.client.post(tried.address, given)
    return bool(type(question).objects.get(pk=question.pk).answer)


def add_a_term(tried: Try) -> bool:
    return tried.adds(GlossaryTerm, {"english": "school board", "translation": "junta escolar"})


def ask_for_a_digest(tried: Try) -> bool:
    return tried.adds(DigestSubscription, {"languages": ["es"], "address": "maria@example.org"})


def sign_out(tried: Try) -> bool:
    signed_in = bool(tried.client.session.get("_auth_user_id"))
    tried.client.post(tried.address)
    return signed_in and not tried.client.session.get("_auth_user_id")


def add(tried: Try) -> bool:
    new = {"district": tried.records["district"].pk, "opened": ""}
    return tried.adds(Document, {**tried.state.form(tried.records["draft"]), **new})


def save_a_draft_of_changes(tried: Try) -> bool:
    form = tried.state.form(tried.records["document"])
    return tried.adds(SavedDraft, {**form, "_draft": "on"})


def save_on_the_page_of_a_draft(tried: Try) -> bool:
    """*Save* stores the record only for those who may publish it; for others it saves a draft."""
    return tried.writes("document", "title_en")


def publish(tried: Try) -> bool:
    return tried.runs("draft", "publish") == PublicationState.PUBLISHED


def publish_at_a_time(tried: Try) -> bool:
    return tried.runs("draft", "schedule", publish_at="2040-01-01T12:00") == "published"


def publish_all(tried: Try) -> bool:
    draft = tried.records["draft"]
    chosen = f"{draft._meta.label_lower}.{draft.pk}"
    tried.client.post(tried.address, {"chosen": chosen, STAMPS: stamp_of(draft)})
    return bool(tried.stored("draft", "state") == PublicationState.PUBLISHED)


def repeat_a_meeting(tried: Try) -> bool:
    shown = tried.client.post(tried.address, {"every": "1", "times": "1", "days": ""})
    return tried.adds(Meeting, anew(filled(shown)))


def hide(tried: Try) -> bool:
    return tried.runs("document", "unpublish") == PublicationState.WITHDRAWN


def delete_a_draft(tried: Try) -> bool:
    delete(tried.client, tried.address)
    return not Document.objects.filter(pk=tried.records["draft"].pk).exists()


def undo_a_change(tried: Try) -> bool:
    shown = tried.state.client("Superuser").get(tried.address)
    tried.client.post(tried.address, anew(filled(shown)))
    return entries_of(tried.records["draft"])[0].way == Way.UNDO


def restore_a_draft(tried: Try) -> bool:
    entry = tried.records["deletion"]
    tried.client.post(tried.address, {"entry": entry.pk})
    return Document.objects.filter(pk=entry.object_id).exists()


def import_schools(tried: Try) -> bool:
    data = {"district": tried.records["district"].pk, "text": "name\nEast"}
    return bool(tried.client.post(tried.address, data).status_code == 200)


def invite(tried: Try) -> bool:
    data = {"act": "give", "person": "", "role": "editor", "language": ""}
    return tried.adds(Invitation, data)


def end_a_role(tried: Try) -> bool:
    key = tried.records["membership"].pk
    tried.client.post(tried.address, {"act": "end", "key": key})
    return not Membership.objects.filter(pk=key).exists()


def make_an_account(tried: Try) -> bool:
    password = {"password1": PASSWORD, "password2": PASSWORD}
    return tried.adds(User, {"username": "friend", "usable_password": "true", **password})


def take_a_text_out(tried: Try) -> bool:
    """Of an entry that is made for it, and not public any more."""
    district, gone = tried.records["district"], "What is public no longer"
    document = make_document(district, title=gone)
    record(district)
    type(document).objects.filter(pk=document.pk).update(state=PublicationState.DRAFT)
    sent = {"text": gone, "reason": "A test"}
    asked: Any = tried.client.post(tried.address, sent)
    token = (asked.context or {}).get("token")
    return bool(token) and tried.adds(Entry, {**sent, "confirm": token})


ACTS: dict[str, Callable[[Try], bool]] = {
    "sign out": sign_out,
    "take a text out of the record": take_a_text_out,
    "add": add,
    "rewrite a draft": lambda tried: tried.writes("draft", "title_en"),
    "rewrite what is public": lambda tried: tried.writes("document", "title_en"),
    "save a draft of changes": save_a_draft_of_changes,
    "save on the page of a draft": save_on_the_page_of_a_draft,
    "write Spanish": lambda tried: tried.writes("document", "title_es"),
    "write Vietnamese": lambda tried: tried.writes("document", "title_vi"),
    "publish": publish,
    "publish at a time": publish_at_a_time,
    "publish all": publish_all,
    "repeat a meeting": repeat_a_meeting,
    "hide": hide,
    "delete a draft": delete_a_draft,
    "undo a change": undo_a_change,
    "restore a draft": restore_a_draft,
    "import schools": import_schools,
    "publish an answer": publish_an_answer,
    "invite": invite,
    "end a role": end_a_role,
    "make an account": make_an_account,
    "translate": lambda tried: tried.on_the_desk("save") == TranslationState.DRAFT,
    "suggest": suggest,
    "add a term to the glossary": add_a_term,
    "ask for a digest": ask_for_a_digest,
    "ask about the English": lambda tried: tried.adds(Comment, {"act": "ask", "said": "Which?"}),
    "answer a question about the English": answer_about_the_english,
    "decide on a suggestion": decide_on_a_suggestion,
    "review": lambda tried: tried.on_the_desk("review") == TranslationState.REVIEWED,
}
