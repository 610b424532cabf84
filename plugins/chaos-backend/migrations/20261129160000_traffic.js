// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('chaos_run_traffic', table => {
    table.comment('What was seen of the services that runs are judged by');
    table
      .uuid('run')
      .notNullable()
      .references('chaos_runs.id')
      .onDelete('CASCADE');
    table.text('service').notNullable().comment('Its name in traces');
    table.text('entity').notNullable();
    table.text('role').notNullable().comment('target or caller');
    table.text('measure').notNullable().comment('errorRate or p95');
    table.timestamp('at', { useTz: true }).notNullable().index();
    table.double('value').notNullable();
    table.double('limit').notNullable().comment('What it was measured by then');
    table.primary(['run', 'service', 'measure', 'at']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('chaos_run_traffic');
};
