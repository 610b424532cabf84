// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('chaos_runs', table => {
    table
      .string('parent_kind')
      .comment('What started it in the cluster: Schedule or Workflow');
    table.string('parent_name');
    table.index(
      ['cluster', 'namespace', 'parent_kind', 'parent_name', 'started_at'],
      'chaos_runs_parent_index',
    );
    table.index(['outcome', 'started_at', 'id'], 'chaos_runs_outcome_index');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('chaos_runs', table => {
    table.dropIndex([], 'chaos_runs_outcome_index');
    table.dropIndex([], 'chaos_runs_parent_index');
    table.dropColumn('parent_name');
    table.dropColumn('parent_kind');
  });
};
