// What the desk adds for those who run scripts. Every page works without it.
"use strict";

(function () {
  // Filters answer as soon as they are chosen; without this, their button does.
  document.addEventListener("change", function (event) {
    const form = event.target.closest("form[data-live]");
    if (form && event.target.matches("select, input[type=checkbox], input[type=radio]")) {
      form.requestSubmit();
    }
  });

  // A mark of a drawing says who said what, in which words, as soon as it is pointed at or reached by Tab.
  const markTold = document.querySelector("[data-mark-told]");
  function tell(event) {
    const at = event.target.closest && event.target.closest("a.mark");
    if (!at || !markTold) return;
    const quote = document.querySelector(at.getAttribute("href") + " .quote");
    markTold.querySelector("b").textContent = at.querySelector("title").textContent;
    markTold.querySelector("q").textContent = quote ? quote.textContent.trim() : "";
    markTold.hidden = false;
  }
  document.addEventListener("focusin", tell);
  document.addEventListener("pointerover", tell);

  // The reader by keyboard: n and p walk over the claims in the order of the text.
  const reader = document.querySelector("[data-reader]");
  if (!reader) return;
  const cards = Array.from(reader.querySelectorAll(".claim-card"));
  let at = -1;

  function mark(id, on) {
    for (const said of reader.querySelectorAll(".said[data-claims~='" + id + "']")) {
      said.classList.toggle("on", on);
    }
  }

  function go(next) {
    if (!cards.length) return;
    if (at >= 0) mark(cards[at].id, false);
    at = Math.max(0, Math.min(cards.length - 1, next));
    mark(cards[at].id, true);
    cards[at].focus({ preventScroll: true });
    const place = document.getElementById("at-" + cards[at].id) || cards[at];
    place.scrollIntoView({ block: "center" });
  }

  reader.addEventListener("focusin", function (event) {
    const card = event.target.closest(".claim-card");
    const found = cards.indexOf(card);
    if (card && found !== at) {
      if (at >= 0) mark(cards[at].id, false);
      at = found;
      mark(card.id, true);
    }
  });

  document.addEventListener("keydown", function (event) {
    if (event.target.matches("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "n" || event.key === "j") go(at + 1);
    else if (event.key === "p" || event.key === "k") go(at - 1);
    else if (event.key === "w" && at >= 0) {
      const told = cards[at].querySelector(".derivation");
      if (told) told.remove();
      else cards[at].querySelector("a.why").click();
    } else if ("acxm".includes(event.key) && at >= 0) judge({ a: "confirm", c: "correct", x: "reject", m: "comment" }[event.key]);
    else if (event.key === "Escape" && at >= 0) close();
    else return;
    event.preventDefault();
  });

  // Judging by keyboard: the form opens in the card, the decision chosen, the next field ready.
  function close() {
    const form = cards[at].querySelector("form.judging");
    if (form) form.remove();
  }

  function ready(form, verb) {
    const choice = form.querySelector("input[name=verb][value=" + verb + "]");
    if (choice) choice.checked = true;
    const field = form.querySelector(verb === "correct" ? "input[name=quantity], input[name=place]" : "input[name=reason]");
    (field || form).focus();
    if (field && field.select) field.select();
  }

  let asked = null;
  function judge(verb) {
    const form = cards[at].querySelector("form.judging");
    if (form) return ready(form, verb);
    asked = verb;
    cards[at].querySelector("a.judge").click();
  }

  reader.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && event.target.closest("form.judging")) {
      close();
      cards[at].focus({ preventScroll: true });
      event.stopPropagation();
    }
  });

  // What came in answers: a form is made ready, a card that was judged takes its place in the walk.
  new MutationObserver(function () {
    const forms = reader.querySelectorAll("form.judging");
    for (let i = 0; i < forms.length - 1; i += 1) forms[i].remove();
    for (const card of reader.querySelectorAll(".claim-card")) {
      const told = card.querySelectorAll(".derivation");
      for (let i = 1; i < told.length; i += 1) told[i].remove();
    }
    if (asked && forms.length) {
      const verb = asked;
      asked = null;
      ready(forms[forms.length - 1], verb);
    }
    const now = Array.from(reader.querySelectorAll(".claim-card"));
    now.forEach(function (card, place) {
      if (cards[place] !== card) {
        cards[place] = card;
        if (place === at) { mark(card.id, true); card.focus({ preventScroll: true }); }
      }
    });
  }).observe(reader, { childList: true, subtree: true });

  const wanted = cards.findIndex(function (card) { return "#" + card.id === location.hash; });
  if (wanted >= 0) { at = wanted; mark(cards[at].id, true); }
})();
