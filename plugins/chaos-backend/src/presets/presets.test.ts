import {
  applyDefaults,
  experimentKinds,
  experimentSchema,
  findIneffective,
  validateChaos,
} from '@shop-platform/backstage-plugin-chaos-common';
import { checkRendered } from '@shop-platform/template-checks/rendered';
import { parse } from 'yaml';
import { presetsFor } from './presets';

const presets = presetsFor({
  name: 'payments',
  namespace: 'shop',
  selector: { labelSelectors: { 'app.kubernetes.io/name': 'payments' } },
  kinds: Object.keys(experimentKinds),
});

describe('an experiment that is offered', () => {
  it.each(presets)(
    'is what the webhook takes, and does something: $id',
    ({ manifest }) => {
      const experiment = applyDefaults(experimentSchema.parse(parse(manifest)));
      expect(validateChaos(experiment)).toEqual([]);
      expect(findIneffective(experiment)).toEqual([]);
    },
  );

  it('has the fields of its definition, and no others', async () => {
    const files = presets.map(({ id, manifest }) => ({
      path: `chaos/${id}.yaml`,
      content: Buffer.from(manifest),
      executable: false,
    }));
    expect(files.length).toBeGreaterThan(5);
    expect(await checkRendered({ files })).toEqual([]);
  });

  it('is of a kind that may be started', () => {
    const kinds = presetsFor({
      name: 'payments',
      namespace: 'shop',
      selector: {},
      kinds: ['PodChaos'],
    }).map(({ kind }) => kind);
    expect(new Set(kinds)).toEqual(new Set(['PodChaos']));
  });
});
