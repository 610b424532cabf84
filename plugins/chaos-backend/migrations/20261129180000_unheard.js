// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('chaos_runs', table => {
    table
      .boolean('is_unheard')
      .notNullable()
      .defaultTo(false)
      .comment('Given up because its cluster did not answer');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('chaos_runs', table => {
    table.dropColumn('is_unheard');
  });
};
