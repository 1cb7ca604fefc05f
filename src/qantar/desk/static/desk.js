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
      const why = cards[at].querySelector("a.why");
      if (why) why.click();
    } else return;
    event.preventDefault();
  });

  const wanted = cards.findIndex(function (card) { return "#" + card.id === location.hash; });
  if (wanted >= 0) { at = wanted; mark(cards[at].id, true); }
})();
