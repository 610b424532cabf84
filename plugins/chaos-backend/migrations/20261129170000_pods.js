// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('chaos_run_pods', table => {
    table.comment('What was seen to become of the pods that runs hit');
    table
      .uuid('run')
      .notNullable()
      .references('chaos_runs.id')
      .onDelete('CASCADE');
    table.text('pod').notNullable().comment('namespace/name');
    table.text('effect').notNullable().comment('gone, restarted or not ready');
    table
      .timestamp('at', { useTz: true })
      .notNullable()
      .comment('When it was first seen');
    table.primary(['run', 'pod', 'effect']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('chaos_run_pods');
};
