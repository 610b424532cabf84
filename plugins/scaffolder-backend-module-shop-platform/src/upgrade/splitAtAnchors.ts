/** Lines that begin and end at the same place in every text. */
export type Segment = string[][];

/**
 * Cuts texts at the lines that each of them has exactly once, in the same
 * order: what is between two such lines can be compared by itself. The cost of
 * comparing grows with the product of lines that are alike, of which a lockfile
 * has thousands.
 */
export function splitAtAnchors(texts: readonly string[][]): Segment[] {
  const segments: Segment[] = [];
  let starts = texts.map(() => 0);
  const cut = (ends: number[]) => {
    const segment = texts.map((lines, index) =>
      lines.slice(starts[index], ends[index]),
    );
    if (segment.some(lines => lines.length > 0)) {
      segments.push(segment);
    }
    starts = ends;
  };
  for (const places of findAnchors(texts)) {
    cut(places);
    cut(places.map(place => place + 1));
  }
  cut(texts.map(lines => lines.length));
  return segments;
}

/** Where the lines are that every text has once, in the same order in all. */
function findAnchors(texts: readonly string[][]): number[][] {
  const [first, ...others] = texts.map(findUnique);
  let anchors = [...first].flatMap(([line, place]) => {
    const places = others.map(unique => unique.get(line));
    return places.every(other => other !== undefined)
      ? [[place, ...places.map(other => other ?? 0)]]
      : [];
  });
  for (let index = 1; index < texts.length; index += 1) {
    anchors = longestRising(anchors, index);
  }
  return anchors;
}

/** The lines that a text has once, with their places, in order. */
function findUnique(lines: readonly string[]): Map<string, number> {
  const unique = new Map<string, number>();
  const repeated = new Set<string>();
  lines.forEach((line, place) => {
    if (repeated.has(line)) {
      return;
    }
    if (unique.delete(line)) {
      repeated.add(line);
    } else {
      unique.set(line, place);
    }
  });
  return unique;
}

/** As many of the anchors as can be kept so that their places rise in one text. */
function longestRising(anchors: number[][], index: number): number[][] {
  // The last anchor of the best chain of each length, by patience sorting.
  const tails: number[] = [];
  const before: (number | undefined)[] = [];
  anchors.forEach((anchor, at) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (anchors[tails[middle]][index] < anchor[index]) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    before[at] = low > 0 ? tails[low - 1] : undefined;
    tails[low] = at;
  });
  const chain: number[][] = [];
  for (let at = tails.at(-1); at !== undefined; at = before[at]) {
    chain.push(anchors[at]);
  }
  return chain.reverse();
}
