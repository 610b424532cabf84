import { type Run, type RunState } from '../runs/types';
import { toWire } from './toWire';

describe('A run as it is sent', () => {
  const run: Run = {
    id: '5f1c7d62-64c5-4a4c-9c2a-6a4d1a3b7d10',
    cluster: 'west',
    region: 'europe-west1',
    kind: 'NetworkChaos',
    namespace: 'shop',
    name: 'slow',
    state: 'running',
    startedAt: new Date('2026-11-29T10:00:00Z'),
    durationMs: 60_000,
    entities: [],
    targets: [],
    manifest: '',
  };

  it('says when it ends by itself', () => {
    expect(toWire(run)).toMatchObject({
      durationSeconds: 60,
      endsAt: '2026-11-29T10:01:00.000Z',
    });
  });

  it.each<RunState>(['awaiting-approval', 'rejected'])(
    'has no end where it never began: %s',
    state => {
      const sent = toWire({ ...run, state });
      expect(sent.durationSeconds).toBe(60);
      expect(sent).not.toHaveProperty('endsAt');
    },
  );
});
