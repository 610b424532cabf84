import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readDefinitions } from './readDefinitions';

/** A folder with Chaos Mesh's own definitions: `config/crd/bases` of its repository. */
const REFERENCE = process.env.CHAOS_MESH_CRDS;
const KINDS = [
  ...['podchaos', 'networkchaos', 'stresschaos', 'httpchaos'],
  ...['iochaos', 'dnschaos', 'timechaos'],
  ...['schedules', 'workflows', 'workflownodes', 'statuschecks'],
];

/** Without what explains a schema; a property may be called `description` too. */
function withoutTexts(value: unknown, isMap = false): unknown {
  if (Array.isArray(value)) {
    return value.map(each => withoutTexts(each));
  }
  return value !== null && typeof value === 'object'
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([name]) => isMap || name !== 'description')
          .map(([name, each]) => [
            name,
            withoutTexts(each, name === 'properties' && !isMap),
          ]),
      )
    : value;
}

const describeWithReference: jest.Describe = REFERENCE
  ? describe
  : describe.skip;
const why = REFERENCE ? '' : ' (CHAOS_MESH_CRDS names no folder)';

describe('the definitions of Chaos Mesh', () => {
  const definitions = readDefinitions();
  const found = (plural: string) =>
    definitions.find(
      ({ metadata }) => metadata.name === `${plural}.chaos-mesh.org`,
    );

  it('are those of all kinds that are served', () => {
    expect(
      definitions.map(({ metadata }) => metadata.name.split('.')[0]).sort(),
    ).toEqual([
      'dnschaos',
      'httpchaos',
      'iochaos',
      'networkchaos',
      'podchaos',
      'schedules',
      'statuschecks',
      'stresschaos',
      'timechaos',
      'workflownodes',
      'workflows',
    ]);
  });

  describeWithReference(`put together${why}`, () => {
    it.each(KINDS)('are what Chaos Mesh has: %s', plural => {
      const text = readFileSync(
        join(REFERENCE ?? '', `${plural}.yaml`),
        'utf8',
      );
      expect(withoutTexts(found(plural))).toEqual(withoutTexts(parse(text)));
    });
  });
});
