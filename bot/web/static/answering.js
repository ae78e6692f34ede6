// Show an answer while it is written, and in its place the whole of it. Without this file, or when the stream
// breaks, the form is sent as ever and the page comes whole.
"use strict";

document.addEventListener("submit", (event) => {
  const form = event.target;
  let asked;
  try {
    asked = new FormData(form, event.submitter);
  } catch {
    return; // an old browser: the form is sent as ever
  }
  event.preventDefault();
  ask(asked).catch(() => sendPlainly(asked));
});

async function ask(asked) {
  const coming = showQuestion(asked.get("question"));
  const reply = await fetch("/", {
    method: "POST",
    headers: { Accept: "text/event-stream" },
    body: new URLSearchParams(asked),
  });
  for await (const [name, data] of eventsOf(reply)) {
    if (name === "sentence") coming.add(data);
    if (name === "page") return coming.replace(data.html);
  }
  throw new Error("the stream ended before the answer");
}

// Server-sent events as pairs of a name and what was sent.
async function* eventsOf(reply) {
  if (!reply.ok || !reply.headers.get("Content-Type").startsWith("text/event-stream")) {
    throw new Error("no stream");
  }
  const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (text + value).replaceAll("\r\n", "\n").split("\n\n");
    text = blocks.pop();
    for (const block of blocks) {
      const fields = Object.fromEntries(block.split("\n").map((line) => line.split(/: (.*)/s)));
      if (fields.event) yield [fields.event, JSON.parse(fields.data)];
    }
  }
}

// The question as a heading over an empty answer; the reader's place is there from now on.
function showQuestion(question) {
  const main = document.querySelector("main");
  const section = document.getElementById("coming").content.firstElementChild.cloneNode(true);
  const heading = section.querySelector("h2");
  const spoken = section.querySelector("[aria-live]");
  heading.textContent = question;
  main.replaceChildren(main.querySelector("h1"), section);
  heading.focus({ preventScroll: true });
  scrollTo({ top: 0 });
  return {
    // One sentence more; a screen reader reads it and not those before it.
    add({ text, lang }) {
      spoken.lang = lang;
      if (/^[-*•] /.test(text)) spoken.append(document.createElement("br"));
      const sentence = document.createElement("span");
      sentence.textContent = `${text} `;
      spoken.append(sentence);
    },
    // The whole answer where the sentences stood, in nothing that is read aloud by itself.
    replace(html) {
      const page = new DOMParser().parseFromString(html, "text/html");
      const whole = page.querySelector("main section");
      const below = [];
      for (let node = whole.nextElementSibling; node; node = node.nextElementSibling) below.push(node);
      while (heading.nextSibling) heading.nextSibling.remove(); // the heading stays, and the focus on it
      section.append(...[...whole.children].slice(1));
      main.append(...below);
      document.title = page.title;
      document.getElementById("told").textContent = document.getElementById("told").dataset.whole;
    },
  };
}

function sendPlainly(asked) {
  const form = document.createElement("form");
  Object.assign(form, { method: "post", action: "/", hidden: true });
  for (const [name, value] of asked) {
    form.append(Object.assign(document.createElement("input"), { name, value }));
  }
  document.body.append(form);
  form.submit();
}
