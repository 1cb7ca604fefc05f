// Boxes over a picture, drawn by pointer or keyboard. The numbers in the field below stay what is sent,
// and the way to do it without scripts: what is drawn is written there, what is written there is drawn.
"use strict";

(function () {
  const SVG = "http://www.w3.org/2000/svg";
  const place = document.querySelector("[data-cover]");
  if (!place) return;
  const field = document.querySelector("textarea[name=boxes]");
  const width = Number(place.dataset.width), height = Number(place.dataset.height);
  const picture = place.querySelector("svg"), drawn = picture.querySelector("g");
  const told = place.querySelector("[role=status]");
  let boxes = [], chosen = -1, start = null;

  function read() {
    boxes = field.value.split(/\s+/).map(function (line) { return line.split(",").map(Number); })
      .filter(function (box) { return box.length === 4 && box.every(Number.isInteger) && box[2] > 0 && box[3] > 0; });
    chosen = Math.min(chosen, boxes.length - 1);
    draw();
  }

  function write() {
    field.value = boxes.map(function (box) { return box.join(","); }).join("\n");
    draw();
    told.textContent = chosen < 0 ? "" : place.dataset.told.replace("{n}", chosen + 1)
      .replace("{of}", boxes.length).replace("{box}", boxes[chosen].join(", "));
  }

  function draw() {
    drawn.replaceChildren.apply(drawn, boxes.map(function (box, at) {
      const one = document.createElementNS(SVG, "rect");
      ["x", "y", "width", "height"].forEach(function (name, i) { one.setAttribute(name, box[i]); });
      if (at === chosen) one.classList.add("chosen");
      return one;
    }));
  }

  function within(least, value, most) { return Math.max(least, Math.min(most, Math.round(value))); }

  // Whole pixels, inside the picture, at least one wide and high.
  function fitted(x, y, w, h) {
    const left = within(0, x, width - 1), top = within(0, y, height - 1);
    return [left, top, within(1, w, width - left), within(1, h, height - top)];
  }

  function add(box) { boxes.push(box); chosen = boxes.length - 1; write(); }
  function addMiddle() { add(fitted(width * 0.375, height * 0.375, width / 4, height / 4)); }
  function remove() {
    if (chosen < 0) return;
    boxes.splice(chosen, 1);
    chosen = Math.min(chosen, boxes.length - 1);
    write();
  }

  function at(event) {
    const seen = new DOMPoint(event.clientX, event.clientY).matrixTransform(picture.getScreenCTM().inverse());
    return [seen.x, seen.y];
  }

  picture.addEventListener("pointerdown", function (event) {
    const [x, y] = at(event);
    start = [x, y];
    add(fitted(x, y, 1, 1));
    picture.setPointerCapture(event.pointerId);
    picture.focus({ preventScroll: true });
    event.preventDefault();
  });
  picture.addEventListener("pointermove", function (event) {
    if (!start) return;
    const [x, y] = at(event);
    const left = within(0, Math.min(x, start[0]), width - 1), top = within(0, Math.min(y, start[1]), height - 1);
    boxes[chosen] = fitted(left, top, Math.max(x, start[0]) - left, Math.max(y, start[1]) - top);
    write();
  });
  function done() {
    // A mere press covers nothing.
    if (start && chosen >= 0 && boxes[chosen][2] < 3 && boxes[chosen][3] < 3) remove();
    start = null;
  }
  picture.addEventListener("pointerup", done);
  picture.addEventListener("pointercancel", done);

  const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  picture.addEventListener("keydown", function (event) {
    const step = STEPS[event.key];
    if (event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter") addMiddle();
    else if (event.key === "Delete" || event.key === "Backspace") remove();
    else if (event.key === "n" && boxes.length) { chosen = (chosen + 1) % boxes.length; write(); }
    else if (event.key === "p" && boxes.length) { chosen = (chosen + boxes.length - 1) % boxes.length; write(); }
    else if (step && chosen >= 0) {
      const far = event.altKey ? 1 : Math.max(1, Math.round(Math.max(width, height) / 50));
      const [x, y, w, h] = boxes[chosen], across = step[0] * far, down = step[1] * far;
      boxes[chosen] = event.shiftKey ? fitted(x, y, w + across, h + down)
        : fitted(within(0, x + across, width - w), within(0, y + down, height - h), w, h);
      write();
    } else return;
    event.preventDefault();
  });

  place.querySelector("[data-add]").addEventListener("click", function () { addMiddle(); picture.focus(); });
  place.querySelector("[data-remove]").addEventListener("click", remove);
  field.addEventListener("input", read);
  place.hidden = false;
  read();
})();
