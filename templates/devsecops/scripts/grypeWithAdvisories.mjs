/*
 * Grype, with a database of the recorded advisories and nothing else: that of its maker
 * is a download. It is imported by Grype's own command, which adds the tables that are
 * empty; what reads the repository and judges versions is Grype itself.
 *
 *   node grypeWithAdvisories.mjs <grype> dir:<folder> …
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const ADVISORIES = JSON.parse(
  readFileSync(new URL('../tests/npm-advisories.json', import.meta.url)),
);

/** The form of the database, of which this is what has rows: 6.1. */
const TABLES = `
  CREATE TABLE db_metadata (
    build_timestamp datetime NOT NULL, model integer NOT NULL,
    revision integer NOT NULL, addition integer NOT NULL);
  CREATE TABLE providers (
    id text PRIMARY KEY, version text, processor text,
    date_captured datetime, input_digest text);
  CREATE TABLE blobs (
    id integer PRIMARY KEY AUTOINCREMENT, value text NOT NULL);
  CREATE TABLE packages (
    id integer PRIMARY KEY AUTOINCREMENT, ecosystem text, name text);
  CREATE TABLE vulnerability_handles (
    id integer PRIMARY KEY AUTOINCREMENT, name text NOT NULL,
    status text NOT NULL, published_date datetime, modified_date datetime,
    withdrawn_date datetime, provider_id text NOT NULL, blob_id integer);
  CREATE TABLE affected_package_handles (
    id integer PRIMARY KEY AUTOINCREMENT, vulnerability_id integer NOT NULL,
    operating_system_id integer, package_id integer, blob_id integer);
  INSERT INTO providers (id, version) VALUES ('github', '1');
`;

function writeDatabase(path) {
  const database = new DatabaseSync(path);
  const insert = (into, ...values) => {
    const places = values.map(() => '?').join(', ');
    const statement = database.prepare(
      `INSERT INTO ${into} VALUES (${places})`,
    );
    return Number(statement.run(...values).lastInsertRowid);
  };
  const keep = value => insert('blobs (value)', JSON.stringify(value));
  database.exec(TABLES);
  const columns = 'build_timestamp, model, revision, addition';
  insert(`db_metadata (${columns})`, new Date().toISOString(), 6, 1, 9);
  for (const [name, advisories] of Object.entries(ADVISORIES)) {
    const packageId = insert('packages (ecosystem, name)', 'npm', name);
    for (const { url, title, severity, vulnerable_versions } of advisories) {
      const id = basename(url);
      const about = keep({
        id,
        description: title,
        refs: [{ url }],
        severities: [{ scheme: 'CHML', value: severity, rank: 1 }],
      });
      const vulnerabilityId = insert(
        'vulnerability_handles (name, status, provider_id, blob_id)',
        ...[id, 'active', 'github', about],
      );
      const constraint = vulnerable_versions.replaceAll(' ', ',');
      const version = { type: 'semver', constraint };
      insert(
        'affected_package_handles (vulnerability_id, package_id, blob_id)',
        ...[vulnerabilityId, packageId, keep({ ranges: [{ version }] })],
      );
    }
  }
  database.close();
}

const [grype, ...parameters] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'grype-'));
const run = (args, stdio) =>
  spawnSync(grype, args, {
    stdio,
    env: {
      ...process.env,
      GRYPE_DB_CACHE_DIR: join(folder, 'imported'),
      GRYPE_DB_AUTO_UPDATE: 'false',
      GRYPE_CHECK_FOR_APP_UPDATE: 'false',
    },
  }).status ?? 1;
try {
  const path = join(folder, 'advisories.db');
  writeDatabase(path);
  process.exitCode =
    run(['db', 'import', path], ['ignore', 'ignore', 'inherit']) ||
    run(parameters, 'inherit');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
