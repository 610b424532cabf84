// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('chaos_notices', table => {
    table.comment('What people are told of runs, each once');
    table
      .uuid('run')
      .notNullable()
      .references('chaos_runs.id')
      .onDelete('CASCADE');
    table.string('kind').notNullable();
    table.timestamp('at', { useTz: true }).notNullable();
    table
      .timestamp('due_at', { useTz: true })
      .notNullable()
      .comment('When it is tried next');
    table
      .timestamp('done_at', { useTz: true })
      .comment('Absent until it was told, or was tried for long enough');
    table.primary(['run', 'kind']);
  });
  await knex.raw(
    `CREATE INDEX chaos_notices_due_index ON chaos_notices (due_at)
     WHERE done_at IS NULL`,
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('chaos_notices');
};
