import { networkDelay } from '../__testUtils__/chaos';
import { readManifest } from './manifest';

describe('a text', () => {
  it('has a form where it is an experiment', () => {
    expect(readManifest('')).toEqual({ hasAliases: false });
    expect(readManifest('kind: Schedule\nspec: {}')).toEqual({
      hasAliases: false,
    });
    expect(
      readManifest('kind: Schedule\nspec: { type: PodChaos, podChaos: {} }'),
    ).toEqual({
      place: { kind: 'PodChaos', path: ['spec', 'podChaos'] },
      hasAliases: false,
    });
    expect(readManifest('kind: PodChaos\nspec: 1')).toEqual({
      hasAliases: false,
    });
    expect(readManifest(networkDelay)).toEqual({
      place: { kind: 'NetworkChaos', path: ['spec'] },
      duration: '60s',
      hasAliases: false,
    });
  });

  it('says where it is no YAML', () => {
    expect(readManifest('kind: PodChaos\nspec: [1, 2')).toEqual({
      problem: {
        message: expect.stringMatching(/^Flow sequence .* line 2, column 12$/),
        line: 2,
      },
    });
  });
});
