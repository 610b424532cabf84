// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('chaos_halts', table => {
    table
      .boolean('from_cluster')
      .notNullable()
      .defaultTo(false)
      .comment('Pulled at the lever of the cluster itself');
  });
  await knex.schema.createTable('chaos_levers', table => {
    table.comment('What the portal and the lever of a cluster last agreed on');
    table.string('cluster').primary();
    table
      .timestamp('halt_at', { useTz: true })
      .comment('Of which halt; absent where both were armed');
    table
      .string('resource_version')
      .comment('Of the ConfigMap then; absent where there was none');
    table.text('problem').comment('Why it could not be asked since');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('chaos_levers');
  await knex.schema.alterTable('chaos_halts', table => {
    table.dropColumn('from_cluster');
  });
};
