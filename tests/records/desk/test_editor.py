"""The field of a body: cleaned when read, refused in words, nothing typed is lost (WEB-05)."""

from django import forms

from mingbai.records.desk.editor import BodyField


class Draft(forms.Form):
    """A form with a body."""

    body = BodyField()


def test_a_body_is_clean_once_the_form_is_read() -> None:
    form = Draft({"body": '<h1 onclick="x">总则</h1><p style="text-align:right">甲</p>'})
    assert form.is_valid()
    assert form.cleaned_data["body"] == '<h2>总则</h2>\n<p class="align-right">甲</p>'


def test_a_body_without_text_is_no_body() -> None:
    assert not Draft({"body": "<p>&nbsp;</p><script>x</script>"}).is_valid()


def test_what_is_refused_is_said_and_stays_in_the_field() -> None:
    typed = "<div>" * 400 + "甲"
    form = Draft({"body": typed})
    assert "250层" in form.errors["body"][0]
    assert "&lt;div&gt;&lt;div&gt;" in str(form["body"])


def test_another_way_of_writing_is_no_change() -> None:
    assert not BodyField().has_changed("<p>甲</p>", "<p><span>甲</span></p>\n")
    assert BodyField().has_changed("<p>甲</p>", "<p>乙</p>")


def test_its_media_are_files_of_our_own() -> None:
    media = str(Draft().media)
    assert 'type="module"' in media
    assert "records/editor.js" in media
    assert "importmap" not in media
