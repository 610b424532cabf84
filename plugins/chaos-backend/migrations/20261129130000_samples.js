// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('chaos_run_samples', table => {
    table.comment('What was seen of the steady-state checks of runs');
    table
      .uuid('run')
      .notNullable()
      .references('chaos_runs.id')
      .onDelete('CASCADE');
    table.smallint('check').notNullable().comment('Its place in the manifest');
    table.timestamp('at', { useTz: true }).notNullable().index();
    table.double('value');
    table.boolean('ok').comment('Absent where it could not be told');
    table.text('message');
    table.primary(['run', 'check', 'at']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('chaos_run_samples');
};
