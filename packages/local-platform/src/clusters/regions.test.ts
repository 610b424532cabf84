import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { repositoryRoot } from '../__testUtils__/scratch';
import { regions } from './regions';

it('has the regions of app-config.yaml, over which it lays its own addresses', () => {
  const config = parse(
    readFileSync(join(repositoryRoot, 'app-config.yaml'), 'utf8'),
  );
  expect(
    regions.map(({ name, title, location, role }) => ({
      name,
      title,
      location,
      role,
    })),
  ).toEqual(config.regions);
});
