// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('chaos_turns', table => {
    table.comment(
      'Which replica looks after what, and until when it is sure to',
    );
    table.text('task').primary();
    table.uuid('holder').notNullable().comment('Another one at each start');
    table.timestamp('until', { useTz: true }).notNullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('chaos_turns');
};
