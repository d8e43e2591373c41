// What survives a reload: the link, which holds the sentence and its settings, and the last drawings, in localStorage.

const STORE = "studio.earlier";
const MOST = 24;

/** The settings as a link's text. */
export function linkOf({ sentence, seed, maxBytes, generator }) {
  return new URLSearchParams({ q: sentence, seed, bytes: maxBytes, with: generator }).toString();
}

/** The settings in the address, or null where there is no sentence. */
export function readLink(hash = location.hash) {
  const found = new URLSearchParams(hash.slice(hash.indexOf("?") + 1));
  if (!hash.includes("?") || !found.get("q")) return null;
  return {
    sentence: found.get("q"),
    seed: wholeNumber(found.get("seed"), 0),
    maxBytes: wholeNumber(found.get("bytes"), 10_000),
    generator: found.get("with") ?? "illustrator",
  };
}

const wholeNumber = (text, otherwise) => (/^\d{1,9}$/.test(text ?? "") ? Number(text) : otherwise);

/** The last drawings, the newest first: {sentence, seed, maxBytes, generator, edits, svg}. */
export function earlier() {
  try {
    const found = JSON.parse(localStorage.getItem(STORE) ?? "[]");
    return Array.isArray(found) ? found.filter(({ sentence, svg }) => typeof sentence === "string" && typeof svg === "string") : [];
  } catch {
    return [];
  }
}

const same = (a, b) => a.sentence === b.sentence && a.seed === b.seed && a.generator === b.generator;

/** Keep a drawing, in the place of what it was before. */
export function keep({ sentence, seed, maxBytes, generator, edits, svg }) {
  const entry = { sentence, seed, maxBytes, generator, edits, svg };
  const entries = [entry, ...earlier().filter((one) => !same(one, entry))].slice(0, MOST);
  while (entries.length) {
    try {
      localStorage.setItem(STORE, JSON.stringify(entries));
      return;
    } catch { // full: the oldest goes
      entries.pop();
    }
  }
}

/** What was kept of a drawing. */
export function kept(settings) {
  return earlier().find((one) => same(one, settings));
}

export function forget() {
  localStorage.removeItem(STORE);
}
