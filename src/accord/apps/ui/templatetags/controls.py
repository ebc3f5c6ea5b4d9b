"""How a form's controls are drawn; accord_ui registers each function as a filter."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

UNDO = "undo:"  # what an undoable message carries in its tags, before the address that takes it back


def control(field: BoundField) -> SafeString:
    """Render a form field's control with the classes and date format of the design system."""
    widget = field.field.widget
    if isinstance(widget, forms.DateInput):
        widget.format = "%Y-%m-%d"
        widget.input_type = "date" if _fits(field, widget.format) else "text"
    elif isinstance(widget, forms.DateTimeInput):
        widget.format = "%Y-%m-%dT%H:%M"
        widget.input_type = "datetime-local" if _fits(field, widget.format) else "text"
    css = "form-control"
    if isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple):
        css = "form-check-input"
    elif isinstance(widget, forms.Select):
        css = "form-select"
    attrs: dict[str, str | bool] = {"class": f"{widget.attrs.get('class', '')} {css}".strip()}
    if isinstance(widget, forms.Textarea):
        attrs["rows"] = str(widget.attrs.get("rows", 4) if widget.attrs.get("rows") != "10" else 4)
    return field.as_widget(attrs=attrs)


def _fits(field: BoundField, pattern: str) -> bool:
    """Say whether what was typed can be shown by a date control; what cannot is kept as text, not lost."""
    value = field.value()
    if not isinstance(value, str) or not value:
        return True
    try:
        datetime.strptime(value, pattern)  # noqa: DTZ007 - only its shape is asked
    except ValueError:
        return False
    return True


def kind(field: BoundField) -> str:
    """Name how a field is laid out: ``check``, ``checks`` (a group) or ``input``."""
    widget = field.field.widget
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "checks"
    return "check" if isinstance(widget, forms.CheckboxInput) else "input"


def fieldsets(form: forms.BaseForm) -> Iterable[tuple[str, list[BoundField]]]:
    """Group a form's visible fields by its ``fieldsets`` [(legend, [names])]; what is not named follows unlegended."""
    visible = {field.name: field for field in form.visible_fields()}
    for legend, names in getattr(form, "fieldsets", ()):
        yield legend, [visible.pop(name) for name in names if name in visible]
    if visible:
        yield "", list(visible.values())


def option_control(option: Any) -> SafeString:
    """Render one radio button or checkbox of a group without its label."""
    option.data["attrs"]["class"] = "form-check-input"
    return SafeString(option.tag(wrap_label=False))


def undo_address(message: Any) -> str:
    """Give the address that takes back what a message says, empty if there is none."""
    tags = str(message.extra_tags or "")
    return tags.removeprefix(UNDO) if tags.startswith(UNDO) else ""
