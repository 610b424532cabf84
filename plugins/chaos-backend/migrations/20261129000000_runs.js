// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('chaos_runs', table => {
    table.comment('Experiments, also after their objects are gone');
    table.uuid('id').primary();
    table.string('cluster').notNullable();
    table.string('region').notNullable();
    table.string('kind').notNullable();
    table.string('action');
    table.string('namespace').notNullable();
    table.string('name').notNullable();
    table.string('uid').comment('Absent until the cluster has it');
    table.string('state').notNullable();
    table.string('started_by').comment('Absent when started elsewhere');
    table.timestamp('started_at', { useTz: true }).notNullable();
    table.timestamp('injected_at', { useTz: true });
    table.timestamp('stopping_at', { useTz: true });
    table.timestamp('ended_at', { useTz: true });
    table.double('duration_ms');
    table.jsonb('entities').notNullable();
    table.jsonb('targets').notNullable();
    table.string('halted_by');
    table.text('halt_reason');
    table.text('message');
    table.text('manifest').notNullable();
    table.string('outcome');
    table.jsonb('verdict');
    table.index(['started_at', 'id']);
    table.index(['state']);
    table.index(['entities'], 'chaos_runs_entities_index', 'gin');
    table.unique(['cluster', 'uid']);
  });
  await knex.schema.createTable('chaos_run_events', table => {
    table.comment('What happened to runs, and who did it');
    table.bigIncrements('id');
    table
      .uuid('run')
      .notNullable()
      .references('chaos_runs.id')
      .onDelete('CASCADE')
      .index();
    table.timestamp('at', { useTz: true }).notNullable();
    table.string('type').notNullable();
    table.string('by');
    table.text('message');
  });
  await knex.schema.createTable('chaos_halts', table => {
    table.comment('Clusters in which nothing may start');
    table.string('cluster').primary();
    table.timestamp('at', { useTz: true }).notNullable();
    table.string('by').notNullable();
    table.text('reason').notNullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('chaos_halts');
  await knex.schema.dropTable('chaos_run_events');
  await knex.schema.dropTable('chaos_runs');
};
