// How well a name answers to what was typed: whole, at the start of a word, within, or letter by letter in order.

export interface Match {
  readonly score: number;
  /** Which letters matched: half-open ranges, in order. */
  readonly ranges: readonly (readonly [from: number, to: number])[];
}

const isStart = (text: string, at: number): boolean => at === 0 || /[\s/@.:,_-]/.test(text.charAt(at - 1));

function inOrder(word: string, text: string): Match | undefined {
  const ranges: [number, number][] = [];
  let at = 0;
  let score = 0;
  for (const letter of word) {
    const found = text.indexOf(letter, at);
    if (found < 0) return undefined;
    const last = ranges.at(-1);
    if (last?.[1] === found) last[1] = found + letter.length;
    else ranges.push([found, found + letter.length]);
    score += isStart(text, found) ? 2 : 0;
    at = found + letter.length;
  }
  // Letters strewn about are chance, not what was meant.
  const pieces = ranges.length;
  return pieces > Math.max(2, word.length / 2) ? undefined : { score: 10 + score - 3 * pieces, ranges };
}

function one(word: string, text: string): Match | undefined {
  let best: number | undefined;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    best ??= at;
    if (isStart(text, at)) {
      best = at;
      break;
    }
  }
  if (best === undefined) return word.length < 3 ? undefined : inOrder(word, text);
  const score = best === 0 ? 100 : isStart(text, best) ? 80 : 50;
  return { score: score + (word.length === text.length ? 20 : 0), ranges: [[best, best + word.length]] };
}

/** undefined where a word of the query is nowhere in the text. Both compare without case. */
export function match(query: string, text: string): Match | undefined {
  const lower = text.toLowerCase();
  const ranges: (readonly [number, number])[] = [];
  let score = 0;
  for (const word of query.toLowerCase().split(/\s+/).filter(Boolean)) {
    const found = one(word, lower);
    if (found === undefined) return undefined;
    score += found.score;
    ranges.push(...found.ranges);
  }
  ranges.sort(([a], [b]) => a - b);
  return { score, ranges };
}
