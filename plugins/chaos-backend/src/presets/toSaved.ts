import {
  CHAOS_API_VERSION,
  type ChaosSavedPreset,
  type ChaosSavedProblem,
} from '@shop-platform/backstage-plugin-chaos-common';
import { z } from 'zod';
import { parseYaml, type ManifestProblem } from '../manifest/parseYaml';
import { readManifest } from '../manifest/readManifest';
import { readStanding, standingKindOf } from '../manifest/readStanding';

/** A file that may hold an experiment. */
export type SavedFile = { url: string; text: string };

/** What some files hold: experiments to begin with, and what is wrong with others. */
export type SavedFiles = {
  presets: ChaosSavedPreset[];
  problems: ChaosSavedProblem[];
};

const objectSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string().min(1),
});
const namedSchema = objectSchema.extend({
  metadata: z.looseObject({ name: z.string() }),
});

/** The longest text that may be started. */
const MAX_CHARACTERS = 65_536;

/**
 * Reads files as experiments. Those of other things are left out: a folder may
 * hold more than experiments.
 */
export function toSaved(files: readonly SavedFile[]): SavedFiles {
  const found: SavedFiles = { presets: [], problems: [] };
  for (const file of files) {
    const read = readSaved(file);
    if (read && 'manifest' in read) {
      found.presets.push(read);
    } else if (read) {
      found.problems.push(read);
    }
  }
  return found;
}

function readSaved({
  url,
  text,
}: SavedFile): ChaosSavedPreset | ChaosSavedProblem | undefined {
  const file = fileOf(url);
  const problem = ({ path, message }: ManifestProblem) => ({
    file,
    url,
    message: path ? `${path}: ${message}` : message,
  });
  if (text.length > MAX_CHARACTERS) {
    return problem({
      message: `It is longer than ${MAX_CHARACTERS} characters`,
    });
  }
  const parsed = parseYaml(text);
  if ('problems' in parsed) {
    return problem(parsed.problems[0]);
  }
  const object = objectSchema.safeParse(parsed.value).data;
  if (object?.apiVersion !== CHAOS_API_VERSION) {
    return undefined;
  }
  const { problems } = standingKindOf(text)
    ? readStanding(text)
    : readManifest(text);
  if (problems.length > 0) {
    return problem(problems[0]);
  }
  const { kind, metadata } = namedSchema.parse(parsed.value);
  return {
    id: `saved:${file}`,
    name: metadata.name,
    kind,
    manifest: text,
    file,
    url,
  };
}

/** The path of a file in its repository, as far as its address tells. */
function fileOf(url: string): string {
  const { pathname } = new URL(url);
  const [, path] = /\/(?:tree|blob)\/[^/]+\/(.+)$/.exec(pathname) ?? [];
  return decode(path ?? pathname.replace(/^\/+/, ''));
}

/** A name may have a per cent sign that stands for itself. */
function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
