import { z } from 'zod';

/**
 * A version of a template, as its `metadata.releases` says.
 *
 * @public
 */
export type TemplateRelease = {
  /** Three numbers with dots. */
  version: string;
  /** The day, as `2026-11-29`. */
  date: string;
  /** What changed for those who have an earlier version, a sentence each. */
  changes: string[];
};

const releasesSchema = z.object({
  releases: z.array(
    z.object({
      version: z.string().regex(/^\d{1,9}\.\d{1,9}\.\d{1,9}$/),
      date: z.string(),
      changes: z.array(z.string()),
    }),
  ),
});

/**
 * The releases of a template, the newest first; none when it does not say, or
 * says it in another way.
 *
 * @public
 */
export function readTemplateReleases(template: {
  metadata: object;
}): TemplateRelease[] {
  const { data } = releasesSchema.safeParse(template.metadata);
  return (data?.releases ?? []).sort((one, other) =>
    compareVersions(other.version, one.version),
  );
}

/**
 * The releases that are newer than a version, the newest first.
 *
 * @public
 */
export function releasesSince<Release extends { version: string }>(
  releases: readonly Release[],
  version: string,
): Release[] {
  return releases.filter(
    release => compareVersions(release.version, version) > 0,
  );
}

/** What is no number counts as nothing. */
function compareVersions(one: string, other: string): number {
  const others = toNumbers(other);
  const difference = toNumbers(one)
    .map((part, index) => part - others[index])
    .find(part => part !== 0);
  return difference ?? 0;
}

function toNumbers(version: string): number[] {
  const parts = version.split('.').map(part => Number.parseInt(part, 10) || 0);
  return [0, 1, 2].map(index => parts[index] ?? 0);
}
