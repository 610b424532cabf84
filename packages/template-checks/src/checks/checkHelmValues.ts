import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { readFileSync } from 'node:fs';
import { isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { Finding, RenderedFiles } from '../types';
import { HelmRelease, readHelmReleases } from './helmReleases';

const CHARTS = resolvePackagePath(
  '@shop-platform/template-checks',
  'schemas/helm-values.json',
);

/** A key with what may be below it; nothing where the chart hands on whatever it is given. */
type Keys = { [key: string]: Keys };

const keysSchema: z.ZodType<Keys> = z.record(
  z.string(),
  z.lazy(() => keysSchema),
);

const chartsSchema = z.record(
  z.string(),
  z.object({ version: z.string(), source: z.string(), keys: keysSchema }),
);

type Charts = z.infer<typeof chartsSchema>;

/** A place in values, with its line. */
type Given = { path: string[]; line: number };

/**
 * Helm takes values that its chart does not know, and does nothing with them. So each
 * key has to be one of the chart that the file is given to, as far as the chart says
 * so itself, and the file has to be there. Charts and versions that the extract does
 * not have are left alone.
 */
export function checkHelmValues(rendered: RenderedFiles): Finding[] {
  const charts = readCharts();
  const known = readHelmReleases(rendered).filter(
    ({ chart, version }) => charts[chart]?.version === version,
  );
  const files = [...new Set(known.flatMap(release => release.files))];
  return [
    ...files.flatMap(path =>
      checkFile(
        rendered,
        path,
        known.filter(release => release.files.includes(path)),
      ),
    ),
    ...known.flatMap(release =>
      release.set
        .filter(path => !isKnown(charts[release.chart]?.keys, path))
        .map(path => ({
          where: release.where,
          message: describeUnknown(path, [release]),
        })),
    ),
  ];
}

let extract: Charts | undefined;

/** The charts that the extract has, with their versions. */
export function readCharts(): Charts {
  extract ??= chartsSchema.parse(JSON.parse(readFileSync(CHARTS, 'utf8')));
  return extract;
}

function checkFile(
  rendered: RenderedFiles,
  path: string,
  releases: readonly HelmRelease[],
): Finding[] {
  const file = rendered.files.find(other => other.path === path);
  if (!file) {
    return releases.map(({ where }) => ({
      where,
      message: `${path} is given to helm and not rendered`,
    }));
  }
  // Charts that share a file each take what is theirs.
  const isTaken = (given: readonly string[]) =>
    releases.some(({ chart }) => isKnown(readCharts()[chart]?.keys, given));
  return readGiven(file.content.toString('utf8'))
    .filter(given => !isTaken(given.path) && isTaken(given.path.slice(0, -1)))
    .map(given => ({
      where: `${path}:${given.line}`,
      message: describeUnknown(given.path, releases),
    }));
}

function describeUnknown(
  path: readonly string[],
  releases: readonly HelmRelease[],
): string {
  const names = releases.map(({ chart, version }) => `${chart} ${version}`);
  return `The chart ${[...new Set(names)].join(
    ' or ',
  )} has no value ${path.join('.')}`;
}

function isKnown(keys: Keys | undefined, path: readonly string[]): boolean {
  const [key, ...rest] = path;
  if (keys === undefined || key === undefined) {
    return true;
  }
  const below = Object.hasOwn(keys, key) ? keys[key] : undefined;
  if (below === undefined) {
    return false;
  }
  return Object.keys(below).length === 0 || isKnown(below, rest);
}

/** Each key of a file of values, in all depths; lists are looked at by nobody. */
function readGiven(text: string): Given[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const walk = (node: unknown, above: string[]): Given[] =>
    isMap(node)
      ? node.items.flatMap(({ key, value }) => {
          const path = [...above, isScalar(key) ? String(key.value) : ''];
          const offset = isNode(key) ? key.range?.[0] ?? 0 : 0;
          const { line } = lines.linePos(offset);
          return [{ path, line }, ...walk(value, path)];
        })
      : [];
  // What does not parse is found by who looks at syntax.
  return document.errors.length === 0 ? walk(document.contents, []) : [];
}
