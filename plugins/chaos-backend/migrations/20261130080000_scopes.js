// @ts-check

const TABLES = ['chaos_run_traffic', 'chaos_run_samples'];

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  for (const name of TABLES) {
    await knex.schema.alterTable(name, table => {
      table
        .text('scope')
        .comment(
          'Where requests were counted; absent before it was told apart',
        );
    });
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const name of TABLES) {
    await knex.schema.alterTable(name, table => {
      table.dropColumn('scope');
    });
  }
};
