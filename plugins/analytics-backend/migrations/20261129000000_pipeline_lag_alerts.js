// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('pipeline_lag_alerts', table => {
    table.comment('The pipelines of which it was told that they lag');
    table.string('pipeline').primary();
    table.timestamp('told_at').notNullable().defaultTo(knex.fn.now());
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('pipeline_lag_alerts');
};
