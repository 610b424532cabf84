// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('chaos_begun_workflows', table => {
    table.comment('Workflows that people began lately, for the rate of starts');
    table.bigIncrements('id');
    table.timestamp('at', { useTz: true }).notNullable().index();
    table.string('by').notNullable();
    table.string('cluster').notNullable();
    table.string('namespace').notNullable();
    table.string('name').notNullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('chaos_begun_workflows');
};
