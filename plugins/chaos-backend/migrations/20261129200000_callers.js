// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('chaos_run_traffic', table => {
    // Of a caller that was seen and that the catalog does not have.
    table.setNullable('entity');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex('chaos_run_traffic').whereNull('entity').delete();
  await knex.schema.alterTable('chaos_run_traffic', table => {
    table.dropNullable('entity');
  });
};
