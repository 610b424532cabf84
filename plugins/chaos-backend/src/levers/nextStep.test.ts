import { readLever } from './leverObject';
import { type Agreed, type Halt } from './Levers';
import { nextStep } from './nextStep';

const halt: Halt = {
  at: new Date('2026-11-29T10:00:00Z'),
  by: 'user:default/olena',
  reason: 'fire',
  from: 'portal',
};
const lever = (resourceVersion: string, data: Record<string, string>) =>
  readLever({ metadata: { resourceVersion }, data });
const pulled = (version: string) => lever(version, { state: 'pulled' });
const armed = (version: string) => lever(version, { state: 'armed' });
const agreed = (version: string | undefined, haltAt?: Date) => ({
  version,
  haltAt,
  problem: undefined,
});
const later = new Date('2026-11-29T11:00:00Z');

describe('nextStep', () => {
  it.each<
    [
      string,
      Halt | undefined,
      (Agreed & { problem: undefined }) | undefined,
      ReturnType<typeof readLever> | undefined,
      string,
    ]
  >([
    ['both armed', undefined, agreed('1'), armed('1'), 'agree'],
    ['never asked, both armed', undefined, undefined, lever('1', {}), 'agree'],
    ['both pulled', halt, agreed('2', halt.at), pulled('2'), 'agree'],
    ['both pulled by themselves', halt, agreed('1'), pulled('2'), 'agree'],
    ['no lever', halt, agreed('1', halt.at), undefined, 'agree'],
    ['pulled in the portal', halt, agreed('1'), armed('1'), 'write-pull'],
    [
      'never asked, pulled in the portal',
      halt,
      undefined,
      armed('1'),
      'write-pull',
    ],
    [
      'both changed, the portal pulls',
      halt,
      agreed('1'),
      armed('3'),
      'write-pull',
    ],
    [
      'pulled once more in the portal',
      halt,
      agreed('2', later),
      armed('3'),
      'write-pull',
    ],
    [
      'its data was lost',
      halt,
      agreed('2', halt.at),
      lever('3', {}),
      'write-pull',
    ],
    [
      'another word',
      halt,
      agreed('2', halt.at),
      lever('3', { state: 'off' }),
      'write-pull',
    ],
    ['armed with kubectl', halt, agreed('2', halt.at), armed('3'), 'take-arm'],
    ['pulled with kubectl', undefined, agreed('1'), pulled('2'), 'take-pull'],
    [
      'never asked, pulled with kubectl',
      undefined,
      undefined,
      pulled('1'),
      'take-pull',
    ],
    [
      'armed in the portal',
      undefined,
      agreed('2', halt.at),
      pulled('2'),
      'write-arm',
    ],
    [
      'armed in the portal, pulled anew',
      undefined,
      agreed('2', halt.at),
      pulled('3'),
      'take-pull',
    ],
  ])('%s', (_, ours, base, theirs, expected) => {
    expect(nextStep({ halt: ours, agreed: base }, theirs)).toBe(expected);
  });
});

describe('readLever', () => {
  it('says something where nobody did', () => {
    expect(lever('1', { state: 'pulled', by: ' ', at: 'yesterday' })).toEqual({
      state: 'pulled',
      version: '1',
      by: 'kubectl',
      reason: 'Pulled in the cluster itself, without a reason',
      at: undefined,
    });
    expect(lever('1', { by: 'x'.repeat(300) }).by).toHaveLength(200);
  });
});
