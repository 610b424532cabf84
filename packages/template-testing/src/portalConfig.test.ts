import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { goldenFolder } from './golden/golden';
import { TEMPLATES_FOLDER } from './template/findTemplates';

const ROOT = resolve(__dirname, '../../..');

const folder = join(
  goldenFolder(join(TEMPLATES_FOLDER, 'backstage-portal'), 'shop'),
  'infrastructure/backstage',
);

const read = (name: string) => readFileSync(join(folder, name), 'utf8');

/** The keys of a configuration, those of list entries without their numbers. */
function keysOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) {
    return value.flatMap(entry => keysOf(entry, `${path}[]`));
  }
  return value !== null && typeof value === 'object'
    ? Object.entries(value).flatMap(([key, child]) => [
        `${path}.${key}`,
        ...keysOf(child, `${path}.${key}`),
      ])
    : [];
}

const unique = (names: readonly string[]) => [...new Set(names)].sort();

const matches = (text: string, pattern: RegExp) =>
  unique([...text.matchAll(pattern)].map(([, name]) => name));

describe("the portal's configuration from its template", () => {
  it('asks the environment for what the manifests give it, and for nothing else', () => {
    const asked = matches(
      read('app-config.production.yaml').replace(/^\s*#.*$/gm, ''),
      /\$\{(\w+)\}/g,
    );
    const given = [
      ...matches(read('environment.env'), /^#?(\w+)=/gm),
      ...matches(read('external-secret.yaml'), /secretKey: (\w+)/g),
    ];
    expect(given.sort()).toEqual(asked);
  });

  it('has the keys that the portal of this repository has', () => {
    const rendered = unique(keysOf(parse(read('app-config.production.yaml'))));
    const ours = unique(
      keysOf(
        parse(readFileSync(join(ROOT, 'app-config.production.yaml'), 'utf8')),
      ),
    );
    expect(rendered).toEqual(ours);
  });
});
