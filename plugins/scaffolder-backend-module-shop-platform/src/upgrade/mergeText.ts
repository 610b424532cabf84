import { diff3Merge, diffIndices } from 'node-diff3';

/** The names of both sides, beside the markers of a conflict. */
export type Sides = { team: string; template: string; base: string };

export type MergedText = {
  text: string;
  /** How many places both sides changed in different ways. */
  conflicts: number;
};

/**
 * Merges what two sides made of the same text. Where both changed the same
 * lines, all three are kept between the markers that Git writes.
 */
export function mergeThreeWays(
  texts: { base: string; team: string; template: string },
  sides: Sides,
): MergedText {
  const regions = diff3Merge(
    toLines(texts.team),
    toLines(texts.base),
    toLines(texts.template),
    { excludeFalseConflicts: true },
  );
  let conflicts = 0;
  const lines = regions.flatMap(({ ok, conflict }) => {
    if (!conflict) {
      return ok ?? [];
    }
    conflicts += 1;
    return [
      `<<<<<<< ${sides.team}`,
      ...conflict.a,
      `||||||| ${sides.base}`,
      ...conflict.o,
      '=======',
      ...conflict.b,
      `>>>>>>> ${sides.template}`,
    ];
  });
  return { text: lines.join('\n'), conflicts };
}

/**
 * Lays two texts over each other of which nobody knows what they come from:
 * every difference is a conflict, since each of them may be meant.
 */
export function mergeTwoWays(
  texts: { team: string; template: string },
  sides: Sides,
): MergedText {
  const team = toLines(texts.team);
  const template = toLines(texts.template);
  const differences = diffIndices(team, template);
  const lines: string[] = [];
  let next = 0;
  for (const { buffer1, buffer1Content, buffer2Content } of differences) {
    const [start, length] = buffer1;
    lines.push(
      ...team.slice(next, start),
      `<<<<<<< ${sides.team}`,
      ...buffer1Content,
      '=======',
      ...buffer2Content,
      `>>>>>>> ${sides.template}`,
    );
    next = start + length;
  }
  lines.push(...team.slice(next));
  return { text: lines.join('\n'), conflicts: differences.length };
}

/** A carriage return stays a part of its line. */
function toLines(text: string): string[] {
  return text.split('\n');
}
