// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('chaos_runs', table => {
    // A score asks for the runs of the last weeks, of a history of years.
    table.index(['ended_at'], 'chaos_runs_ended_index');
  });
  // The watchdog asks for these every few seconds; almost none is one.
  await knex.raw(
    `CREATE INDEX chaos_runs_unjudged_index ON chaos_runs (ended_at)
     WHERE verdict IS NULL AND injected_at IS NOT NULL`,
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('chaos_runs', table => {
    table.dropIndex([], 'chaos_runs_unjudged_index');
    table.dropIndex([], 'chaos_runs_ended_index');
  });
};
