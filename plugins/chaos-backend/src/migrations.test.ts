import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  createTestSchema,
  describeOnPostgres,
  whySkipped,
} from '@shop-platform/backstage-plugin-platform-node/testUtils';
import { type Knex } from 'knex';
import { RunStore } from './runs/RunStore';

jest.setTimeout(120_000);

const ID = '5f1c7d62-64c5-4a4c-9c2a-6a4d1a3b7d10';
const at = new Date('2026-11-29T12:00:00Z');
const run = {
  id: ID,
  cluster: 'west',
  region: 'west',
  kind: 'PodChaos',
  namespace: 'shop',
  name: 'kill',
  state: 'recovered',
  started_at: at,
  entities: '[]',
  targets: '[]',
  manifest: '',
};
const sample = {
  ...{ run: ID, role: 'caller', measure: 'p95', at, value: 4, limit: 9 },
};
const config = {
  directory: resolvePackagePath(
    '@shop-platform/backstage-plugin-chaos-backend',
    'migrations',
  ),
};

describeOnPostgres(`The migrations on PostgreSQL${whySkipped}`, () => {
  const getDatabase = createTestSchema();
  let knex: Knex;

  /** Undoes the migrations down to one of that name, and that one. */
  const undoTo = async (name: string) => {
    for (;;) {
      const [, [undone]] = await knex.migrate.down(config);
      if (String(undone).endsWith(`_${name}.js`)) {
        return;
      }
    }
  };
  const columnsOf = async (table: string) =>
    Object.keys(await knex(table).columnInfo());
  const addUnknownCaller = () =>
    knex('chaos_run_traffic').insert({ ...sample, service: 'batch' });

  beforeAll(async () => {
    ({ knex } = await RunStore.create(getDatabase()));
    await knex('chaos_runs').insert(run);
  });

  it('keep runs when the last ones are undone and done again', async () => {
    await addUnknownCaller();
    await knex('chaos_run_traffic').insert({
      ...sample,
      service: 'core',
      entity: 'component:default/core',
    });

    await undoTo('turns');
    expect(await knex.schema.hasTable('chaos_turns')).toBe(false);

    await undoTo('scopes');
    expect(await columnsOf('chaos_run_traffic')).not.toContain('scope');
    expect(await columnsOf('chaos_run_samples')).not.toContain('scope');

    await undoTo('callers');
    // A row that the older tables cannot hold goes, and no other.
    expect(await knex('chaos_run_traffic').pluck('service')).toEqual(['core']);
    await expect(addUnknownCaller()).rejects.toThrow(/null value/);

    await undoTo('begun');
    expect(await knex.schema.hasTable('chaos_begun_workflows')).toBe(false);

    await undoTo('unheard');
    expect(await columnsOf('chaos_runs')).not.toContain('is_unheard');

    await undoTo('pods');
    expect(await knex.schema.hasTable('chaos_run_pods')).toBe(false);

    await knex.migrate.latest(config);
    expect(await knex('chaos_runs').select('id', 'is_unheard')).toEqual([
      { id: ID, is_unheard: false },
    ]);
    expect(await knex('chaos_run_traffic').pluck('service')).toEqual(['core']);
    await addUnknownCaller();
    await knex('chaos_run_pods').insert({
      ...{ run: ID, pod: 'shop/core-1', effect: 'gone', at },
    });
    await knex('chaos_begun_workflows').insert({
      ...{ at, by: 'olena', cluster: 'west', namespace: 'shop', name: 'drill' },
    });
  });

  it('forget what was seen of a run together with it', async () => {
    await knex('chaos_runs').delete();
    expect(await knex('chaos_run_pods')).toEqual([]);
    expect(await knex('chaos_run_traffic')).toEqual([]);
  });

  it('leave nothing when all are undone', async () => {
    await knex.migrate.rollback(config, true);
    const { rows } = await knex.raw(
      "select table_name from information_schema.tables where table_schema = current_schema() and table_name like 'chaos%'",
    );
    expect(rows).toEqual([]);
  });
});
