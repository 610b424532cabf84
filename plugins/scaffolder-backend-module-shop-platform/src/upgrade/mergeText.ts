import { diff3Merge, diffIndices } from 'node-diff3';
import { splitAtAnchors } from './splitAtAnchors';

/** Longer parts without a line in common are one conflict: comparing them takes too long. */
const MAX_LINES = 2_000;

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
  const lines: string[] = [];
  let conflicts = 0;
  for (const [team, base, template] of splitAtAnchors([
    toLines(texts.team),
    toLines(texts.base),
    toLines(texts.template),
  ])) {
    for (const { ok, conflict } of mergeSegment(team, base, template)) {
      lines.push(...(ok ?? []));
      if (conflict) {
        conflicts += 1;
        lines.push(
          `<<<<<<< ${sides.team}`,
          ...conflict.a,
          `||||||| ${sides.base}`,
          ...conflict.o,
          '=======',
          ...conflict.b,
          `>>>>>>> ${sides.template}`,
        );
      }
    }
  }
  return { text: lines.join('\n'), conflicts };
}

type Region = {
  ok?: string[];
  conflict?: { a: string[]; o: string[]; b: string[] };
};

function mergeSegment(
  team: string[],
  base: string[],
  template: string[],
): Region[] {
  if (isSame(team, template) || isSame(base, template)) {
    return [{ ok: team }];
  }
  if (isSame(base, team)) {
    return [{ ok: template }];
  }
  return Math.max(team.length, base.length, template.length) > MAX_LINES
    ? [{ conflict: { a: team, o: base, b: template } }]
    : diff3Merge(team, base, template, { excludeFalseConflicts: true });
}

/**
 * Lays two texts over each other of which nobody knows what they come from:
 * every difference is a conflict, since each of them may be meant.
 */
export function mergeTwoWays(
  texts: { team: string; template: string },
  sides: Sides,
): MergedText {
  const lines: string[] = [];
  let conflicts = 0;
  for (const [team, template] of splitAtAnchors([
    toLines(texts.team),
    toLines(texts.template),
  ])) {
    let next = 0;
    for (const { place, length, ours, theirs } of differences(team, template)) {
      conflicts += 1;
      lines.push(
        ...team.slice(next, place),
        `<<<<<<< ${sides.team}`,
        ...ours,
        '=======',
        ...theirs,
        `>>>>>>> ${sides.template}`,
      );
      next = place + length;
    }
    lines.push(...team.slice(next));
  }
  return { text: lines.join('\n'), conflicts };
}

function differences(team: string[], template: string[]) {
  if (isSame(team, template)) {
    return [];
  }
  if (Math.max(team.length, template.length) > MAX_LINES) {
    return [{ place: 0, length: team.length, ours: team, theirs: template }];
  }
  return diffIndices(team, template).map(
    ({ buffer1: [place, length], buffer1Content, buffer2Content }) => ({
      place,
      length,
      ours: buffer1Content,
      theirs: buffer2Content,
    }),
  );
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return (
    one.length === other.length &&
    one.every((line, index) => line === other[index])
  );
}

/** A carriage return stays a part of its line. */
function toLines(text: string): string[] {
  return text.split('\n');
}
