// Seals what a witness sends in the browser, before it leaves, and sends it piece by piece (tus 1.0.0),
// going on after a broken connection or a restart of the intake. Without this script the form is sent
// as it stands and the intake seals while it comes in. Nothing is kept in the browser.
import { Encrypter, sha256 } from "/age.js";

const FRAME = 65536; // as in seal/envelope.py: the two must agree
const LEAST = 4096;
const PATIENCE = 300000; // milliseconds for one piece
const TUS = { "Tus-Resumable": "1.0.0" };
const AGAIN = [423, 460, 500, 502, 503, 504];

const bytes = (text) => new TextEncoder().encode(text);
const pause = (time) => new Promise((done) => setTimeout(done, time));

class Failure extends Error {
  constructor(status) {
    super(`status ${status}`);
    this.status = status;
  }
}

/** How many bits a whole number has; its bits may be more than 32. */
function bits(number) {
  let count = 0;
  while (2 ** count <= number) count += 1;
  return count;
}

/** The length of Padmé for a size (seal/envelope.py). */
function padded(size) {
  const least = Math.max(size, LEAST);
  const exponent = bits(least) - 1;
  const step = 2 ** (exponent - bits(exponent));
  return Math.ceil(least / step) * step;
}

function frame(kind, body) {
  const out = new Uint8Array(5 + body.length);
  out[0] = kind.charCodeAt(0);
  new DataView(out.buffer).setUint32(1, body.length);
  out.set(body, 5);
  return out;
}

const trailer = (size, digest) => bytes(JSON.stringify({ size, sha256: digest }));

/** Bytes of an envelope before it is sealed: frames, padding and all. */
function length(head, size) {
  const data = size + 5 * Math.ceil(size / FRAME);
  return padded(head.length + data + 10 + trailer(size, "0".repeat(64)).length);
}

async function* frames(head, blob) {
  const hash = sha256.create();
  let sealed = head.length;
  yield head;
  for (let at = 0; at < blob.size; at += FRAME) {
    const part = new Uint8Array(await blob.slice(at, at + FRAME).arrayBuffer());
    hash.update(part);
    sealed += 5 + part.length;
    yield frame("D", part);
  }
  const digest = Array.from(hash.digest(), (byte) => byte.toString(16).padStart(2, "0"));
  const end = trailer(blob.size, digest.join(""));
  const rest = sealed + 5 + end.length;
  let missing = padded(rest + 5) - rest;
  while (missing) {
    const block = missing <= FRAME + 5 ? missing - 5 : Math.min(FRAME, missing - 10);
    yield frame("P", new Uint8Array(block));
    missing -= block + 5;
  }
  yield frame("E", end);
}

/** The envelope of a blob as it is sealed, and how long it will be. */
async function seal(recipients, header, blob) {
  const head = frame("H", bytes(JSON.stringify({ ...header, form: "qantar-envelope/1" })));
  const coming = frames(head, blob);
  const source = new ReadableStream({
    async pull(controller) {
      const { value, done } = await coming.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  const sealed = await encrypter.encrypt(source);
  return { reader: sealed.getReader(), length: sealed.size(length(head, blob.size)) };
}

/** One delivery on its way. */
class Sending {
  constructor(lang, tell) {
    this.lang = lang;
    this.tell = tell; // (sent, all) or null while the connection is lost
    this.sent = 0;
    this.all = 0;
  }

  /** Ask until there is an answer; `retry` is asked instead after a failure, and may say it is done. */
  async ask(method, address, headers, body, retry) {
    for (let wait = 500; ; wait = Math.min(wait * 2, 30000)) {
      let status = 0;
      try {
        const signal = AbortSignal.timeout(PATIENCE);
        const answer = await fetch(address, { method, headers, body, signal });
        if (answer.ok) {
          if (this.all) this.tell(this.sent, this.all);
          return answer;
        }
        status = answer.status;
      } catch {
        // no connection: it may come back
      }
      if (status && !AGAIN.includes(status) && !(status === 409 && retry)) throw new Failure(status);
      this.tell(null, null);
      await pause(wait);
      if (retry && (await retry())) return null;
    }
  }

  async post(what, said) {
    const answer = await this.ask("POST", `/${this.lang}/${what}`, {}, JSON.stringify(said));
    return answer.json();
  }

  async piece(address, offset, data) {
    let from = 0;
    for (;;) {
      const rest = data.subarray(from);
      const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", rest));
      const headers = {
        ...TUS,
        "Content-Type": "application/offset+octet-stream",
        "Upload-Offset": String(offset + from),
        "Upload-Checksum": `sha256 ${btoa(String.fromCharCode(...digest))}`,
      };
      // After a failure the intake is asked how much it has: the piece may have arrived all the same.
      const there = async () => {
        const answer = await this.ask("HEAD", address, TUS);
        const at = Number(answer.headers.get("Upload-Offset"));
        if (at < offset || at > offset + data.length) throw new Failure(409);
        const before = from;
        from = at - offset;
        return from !== before;
      };
      const answer = await this.ask("PATCH", address, headers, rest, there);
      if (answer) from = data.length;
      if (from === data.length) break;
    }
    this.sent += data.length;
    this.tell(this.sent, this.all);
  }

  async envelope(address, reader, piece) {
    let held = [];
    let size = 0;
    let offset = 0;
    const flush = async () => {
      const data = new Uint8Array(size);
      let at = 0;
      for (const part of held) {
        data.set(part, at);
        at += part.length;
      }
      held = [];
      size = 0;
      await this.piece(address, offset, data);
      offset += data.length;
    };
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      held.push(value);
      size += value.length;
      if (size >= piece) await flush();
    }
    if (size) await flush();
  }

  async all_of(materials, code) {
    const begun = await this.post("begin", code === null ? {} : { code });
    const coming = [];
    for (const { header, blob } of materials) {
      const sealed = await seal(begun.recipients, header, blob);
      this.all += sealed.length;
      coming.push(sealed);
    }
    for (const sealed of coming) {
      const announced = { ...TUS, "Upload-Length": String(sealed.length) };
      const made = await this.ask("POST", `/up/${begun.ticket}`, announced);
      await this.envelope(made.headers.get("Location"), sealed.reader, begun.piece);
    }
    const kept = await this.post("finish", { ticket: begun.ticket });
    return { code: begun.code, count: kept.count };
  }
}

function materials(form, lang) {
  const note = form.elements.note.value.trim();
  const found = Array.from(form.elements.file.files)
    .filter((file) => file.size)
    .map((file) => ({ header: { kind: "file", name: file.name, type: file.type }, blob: file }));
  if (note) {
    const header = { kind: "text", name: "", type: "text/plain", page: lang };
    found.push({ header, blob: new Blob([note]) });
  }
  return found;
}

function done(form, result) {
  const page = document.getElementById("done").content.cloneNode(true);
  const lead = page.querySelector(".lead");
  lead.textContent = lead.textContent.replace("{count}", String(result.count));
  if (result.code === null) page.querySelector(".code").remove();
  else page.querySelector("#new-code strong").textContent = result.code;
  form.closest("main").replaceChildren(page);
  window.scrollTo(0, 0);
}

function take(form) {
  const lang = document.documentElement.lang;
  const said = form.querySelector("output");
  const button = form.querySelector("button");
  form.querySelector("[data-sealed]").hidden = false;
  const stay = (event) => event.preventDefault();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const found = materials(form, lang);
    if (!found.length) {
      said.textContent = form.dataset.e400;
      return;
    }
    const sending = new Sending(lang, (sent, all) => {
      const percent = sent === null ? 0 : Math.floor((100 * sent) / all);
      said.textContent =
        sent === null ? form.dataset.waiting : form.dataset.sending.replace("{percent}", percent);
    });
    button.disabled = true;
    window.addEventListener("beforeunload", stay);
    try {
      const code = form.elements.code ? form.elements.code.value : null;
      done(form, await sending.all_of(found, code));
    } catch (error) {
      said.textContent = form.dataset[`e${error.status}`] ?? form.dataset.broken;
      button.disabled = false;
    } finally {
      window.removeEventListener("beforeunload", stay);
    }
  });
}

if (globalThis.isSecureContext && globalThis.crypto?.subtle) {
  for (const form of document.querySelectorAll("form[data-sending]")) take(form);
}
