import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { dataFolder, endpoints } from './portal';

/** What the shop's own processes have sent, and not the generated traces beside them. */
export const OF_THE_SHOP = `ResourceAttributes['k8s.namespace.name'] = 'shop'
  AND ResourceAttributes['k8s.pod.name'] != ''`;

/** Asks the stored spans, past the portal. */
export async function ask(
  query: string,
): Promise<Record<string, number | string>[]> {
  const { username, password, origin } = new URL(endpoints().clickhouse);
  const response = await fetch(origin, {
    method: 'POST',
    headers: {
      authorization: `Basic ${btoa(
        `${username}:${decodeURIComponent(password)}`,
      )}`,
    },
    body: `${query} SETTINGS output_format_json_quote_64bit_integers = 0 FORMAT JSON`,
  });
  expect(response.status).toBe(200);
  return (await response.json()).data;
}

/** What the shop's customers say of the hour that passed before the platform was ready. */
export type CompressedHour = {
  began: string;
  seconds: number;
  visits: number;
  wanted: number;
  orders: number;
  broken: number;
};

/** By the log of the customers' process, which lets one pass and no other. */
export function readHour(): CompressedHour {
  const log = readFileSync(join(dataFolder(), 'logs/shop-load.log'), 'utf8');
  const hours = [...log.matchAll(/^A compressed hour: (.*)$/gm)];
  expect(hours).toHaveLength(1);
  return JSON.parse(hours[0][1]);
}

/** The spans of the shop that began in that hour, in which nothing else happened to it. */
export function ofTheHour({ began, seconds } = readHour()): string {
  const from = Date.parse(began);
  return `${OF_THE_SHOP}
    AND Timestamp >= fromUnixTimestamp64Milli(${from})
    AND Timestamp < fromUnixTimestamp64Milli(${
      from + Math.round(seconds * 1_000)
    })`;
}
