import { z } from 'zod';
import { TemplateSource } from '../template/TemplateSource';
import { Finding } from '../types';

const MANIFEST_ACTION = 'shop-platform:template:manifest';

const releasesSchema = z.looseObject({
  metadata: z.looseObject({
    releases: z
      .array(
        z.strictObject({
          version: z.string().regex(/^\d+\.\d+\.\d+$/, 'is no version'),
          date: z.iso.date(),
          changes: z.array(z.string().trim().min(1)).min(1),
        }),
      )
      .min(1),
  }),
});

/** A file that is one answer of the form as it was given. */
const AN_ANSWER = /^\$\{\{ ?values\.\w+( ?\| ?trim)? ?\}\}\n?$/;

/**
 * What is rendered is noted with the version and the answers, and the newest release is
 * that version: what the portal calls outdated is decided by both. A template that only
 * carries what it is given has nothing of its own in it that could be outdated.
 */
export function checkReleases(source: TemplateSource): Finding[] {
  const written = source.steps
    .filter(({ action }) => action === MANIFEST_ACTION)
    .map(({ input }) => input.version);
  return written.length === 0
    ? findUnnoted(source)
    : findMistakes(source, written).map(message => ({
        where: 'template.yaml',
        message: `metadata.releases: ${message}`,
      }));
}

function findUnnoted({ skeletons }: TemplateSource): Finding[] {
  return skeletons
    .flatMap(({ files }) => files)
    .filter(
      ({ rendered, content }) =>
        !rendered || !AN_ANSWER.test(content.toString('utf8')),
    )
    .map(({ path }) => ({
      where: path,
      message: `It is more than an answer of the form, and no ${MANIFEST_ACTION} notes version and answers`,
    }));
}

function findMistakes(
  source: TemplateSource,
  written: readonly unknown[],
): string[] {
  const { data, error } = releasesSchema.safeParse(source.json);
  if (!data) {
    return error.issues.map(({ path, message }) =>
      `${path.slice(2).join('.')} ${message}`.trim(),
    );
  }
  const versions = data.metadata.releases.map(({ version }) => version);
  return [
    ...written
      .filter(version => version !== versions[0])
      .map(
        version =>
          `the newest is ${versions[0]}, and the manifest says ${version}`,
      ),
    ...versions
      .slice(1)
      .filter((version, index) => compare(version, versions[index]) >= 0)
      .map(version => `${version} is not older than the one above it`),
  ];
}

function compare(one: string, other: string | undefined): number {
  const toNumbers = (version: string) => version.split('.').map(Number);
  const others = toNumbers(other ?? '');
  const difference = toNumbers(one)
    .map((part, index) => part - (others[index] ?? 0))
    .find(part => part !== 0);
  return difference ?? 0;
}
