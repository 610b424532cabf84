import { readTemplateReleases, releasesSince } from './releases';

const release = (version: string) => ({
  version,
  date: '2026-11-29',
  changes: [],
});
const template = (releases: unknown) => ({
  metadata: { name: 'mesh', releases },
});

describe('the releases of a template', () => {
  it('are the newest first, by their numbers', () => {
    const releases = readTemplateReleases(
      template([release('1.9.0'), release('1.10.0'), release('2.0.0')]),
    );
    expect(releases.map(({ version }) => version)).toEqual([
      '2.0.0',
      '1.10.0',
      '1.9.0',
    ]);
    expect(releasesSince(releases, '1.9.0').map(one => one.version)).toEqual([
      '2.0.0',
      '1.10.0',
    ]);
    expect(releasesSince(releases, '1.9.5').map(one => one.version)).toEqual([
      '2.0.0',
      '1.10.0',
    ]);
    expect(releasesSince(releases, '2.0.0')).toEqual([]);
    expect(releasesSince(releases, '3.0.0')).toEqual([]);
  });

  it('are none where they are not said in this way', () => {
    expect(readTemplateReleases(template(undefined))).toEqual([]);
    expect(readTemplateReleases(template([{ version: 'newest' }]))).toEqual([]);
  });
});
