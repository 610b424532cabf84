// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('chaos_standing_requests', table => {
    table.comment(
      'Schedules and Workflows that another person has to approve, and what was decided',
    );
    table.uuid('id').primary();
    table.text('action').notNullable().comment('create or resume');
    table.text('cluster').notNullable();
    table.text('kind').notNullable();
    table.text('namespace').notNullable();
    table.text('name').notNullable();
    table.text('manifest').notNullable();
    table.jsonb('entities').notNullable().comment('What it would hit');
    table.jsonb('targets').notNullable();
    table.text('state').notNullable();
    table.text('asked_by').notNullable();
    table.timestamp('asked_at', { useTz: true }).notNullable();
    table.text('decided_by').comment('Null where nobody did in time');
    table.timestamp('decided_at', { useTz: true });
    table.text('reason');
    table.unique(['cluster', 'kind', 'namespace', 'name'], {
      indexName: 'chaos_standing_requests_waiting',
      predicate: knex.whereRaw(`state = 'waiting'`),
    });
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('chaos_standing_requests');
};
