// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('chaos_game_days', table => {
    table.comment('What people plan to break together');
    table.uuid('id').primary();
    table.text('title').notNullable();
    table.timestamp('at', { useTz: true }).notNullable().index();
    table.text('cluster').notNullable();
    table.text('namespace').notNullable();
    table.text('entity').comment('What is to be hit');
    table.text('preset').comment('The experiment to begin with');
    table.text('workflow').comment('Or the Workflow');
    table.jsonb('people').notNullable().comment('Refs of who takes part');
    table.text('notes');
    table.text('planned_by').notNullable();
    table.timestamp('planned_at', { useTz: true }).notNullable();
    table.text('cancelled_by');
    table.timestamp('cancelled_at', { useTz: true });
    table
      .timestamp('reminded_at', { useTz: true })
      .comment('When those who take part were told that it begins');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('chaos_game_days');
};
