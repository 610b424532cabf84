import { rename, writeFile } from 'node:fs/promises';

/**
 * The addresses of the embedded platform as complete URLs, credentials included, by
 * name. Those of the shop and its services come with the services that run.
 */
export type Endpoints = {
  [part: string]: string;
  portal: string;
  postgres: string;
  clickhouse: string;
  /** Where services send traces and metrics: OTLP over HTTP. */
  otlp: string;
  /** Where programs push and pull, and below `/api/v3` GitHub's API. */
  git: string;
  /** Where people look at repositories and builds; its password opens pages only. */
  gitPages: string;
};

/** Writes `.local/endpoints.json`, whole or not at all, for its owner's eyes only. */
export async function writeEndpoints(
  file: string,
  endpoints: Endpoints,
): Promise<void> {
  await writeFile(
    `${file}.new`,
    `${JSON.stringify(endpoints, undefined, 2)}\n`,
    { mode: 0o600 },
  );
  await rename(`${file}.new`, file);
}

/** A URL as it may be shown on a screen: without its password. */
export function withoutPassword(url: string): string {
  const shown = new URL(url);
  if (shown.password) {
    shown.password = '***';
  }
  return shown.href.replace(/\/$/, '');
}
