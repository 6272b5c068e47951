// Keys that are the same in all browsers, and texts that are put in where the cursor is.
// Without this file, each button sends the form, and the page comes back with the text put in.
"use strict";

const form = document.getElementById("unit_form");
const box = document.getElementById("id_text");

// Written as if it were typed, so that the browser's own "undo" takes it back.
const write = (text, whole) => {
  box.focus();
  if (whole) box.select();
  const start = box.selectionStart;
  const touches = !whole && start > 0 && /\S/u.test(box.value[start - 1]);
  const added = touches ? ` ${text}` : text;
  if (!document.execCommand("insertText", false, added)) {
    box.setRangeText(added, start, box.selectionEnd, "end");
  }
};

const buttons = (name) => [...document.querySelectorAll(`button[name="${name}"]`)];

const listen = (button) => {
  button.addEventListener("click", (event) => {
    event.preventDefault();
    write(button.value, button.name === "put");
  });
};

// On some keyboards Alt changes the letter, and Shift the digit: then the key itself counts.
const keyOf = (event) => {
  const typed = event.key.toLowerCase();
  const letter = /^[a-z]$/u.test(typed) ? typed : event.code.replace(/^(Key|Digit|Numpad)/u, "").toLowerCase();
  return event.shiftKey ? `shift ${letter}` : letter;
};

const press = (event) => {
  const isTyping = event.target.closest("input, textarea, select") !== null;
  if (event.isComposing || event.getModifierState("AltGraph")) return;
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
    event.preventDefault();
    document.querySelector("[data-key='n']").click();
  } else if (event.altKey && !event.ctrlKey && !event.metaKey) {
    const wanted = document.querySelector(`[data-key="${CSS.escape(keyOf(event))}"]`);
    if (!wanted) return;
    event.preventDefault();
    wanted.click();
  } else if (event.key === "?" && !isTyping) {
    const keys = document.getElementById("keys");
    keys.open = !keys.open;
    keys.querySelector("summary").focus();
  }
};

if (form && box) {
  buttons("insert").slice(0, 9).forEach((button, number) => {
    button.dataset.key = `shift ${number + 1}`;
  });
  [...buttons("put"), ...buttons("insert")].forEach(listen);
  // The browser's own keys for the same would press each button twice.
  document.querySelectorAll("[data-key]").forEach((each) => each.removeAttribute("accesskey"));
  document.querySelectorAll(".desk-script").forEach((each) => { each.hidden = false; });
  document.querySelectorAll(".desk-no-script").forEach((each) => { each.hidden = true; });
  document.addEventListener("keydown", press);
}
