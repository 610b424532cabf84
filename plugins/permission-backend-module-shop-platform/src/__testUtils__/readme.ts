import { readFileSync } from 'node:fs';
import { ConfigReader, type Config } from '@backstage/config';
import { parse } from 'yaml';
import { z } from 'zod';

const readme = readFileSync(require.resolve('../../README.md'), 'utf8');

const jsonObjectSchema = z.record(z.string(), z.json());

/** The recommended configuration, as the README gives it. */
export function readRecommendedConfig(): Config {
  const [, block] = readme.match(/```yaml\n([\s\S]*?)```/) ?? [];
  return new ConfigReader(jsonObjectSchema.parse(parse(block)));
}

/** The README's table: for each permission, what each column says. */
export function readPermissionTable(): Map<string, string[]> {
  const rows = readme.split('\n').filter(line => /^\| `\w+\./.test(line));

  return new Map(
    rows.flatMap(row => {
      const [names, ...cells] = row
        .split('|')
        .slice(1, -1)
        .map(cell => cell.trim());
      return [...names.matchAll(/`([^`]+)`/g)].map(
        ([, name]): [string, string[]] => [name, cells],
      );
    }),
  );
}
