import { InputError } from '@backstage/errors';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const caseSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  description: z.string().optional(),
  values: z.record(z.string(), z.json()),
  expect: z.enum(['ok', 'invalid']),
  /** For a refused case: the parameter that has to be the reason. */
  because: z.string().optional(),
  /**
   * For a refused case: what the step says that refuses it, where the schema
   * cannot, because it would have to compare two answers.
   */
  refusedBy: z.string().optional(),
  /** Whether it is installed and tested; where no case asks for it, the first accepted one is. */
  build: z.boolean().default(false),
});

/** A case that is refused for whatever reason would pass when the form breaks. */
const reasonedSchema = caseSchema.refine(
  ({ expect, because, refusedBy }) =>
    (expect === 'invalid') ===
    (because !== undefined || refusedBy !== undefined),
  'A case that is refused says why, with because or refusedBy, and no other does',
);

/** A filled-in form, and whether the template has to accept it. */
export type TemplateCase = z.infer<typeof caseSchema>;

/**
 * Reads `tests/cases/*.yaml` of a template; synchronously, because tests are
 * made from it.
 */
export function readCases(template: string): TemplateCase[] {
  const folder = join(template, 'tests', 'cases');
  const cases = readdirSync(folder)
    .filter(name => name.endsWith('.yaml'))
    .sort()
    .map(name => readCase(join(folder, name)));
  if (new Set(cases.map(({ name }) => name)).size !== cases.length) {
    throw new InputError(`Two cases of ${folder} have the same name`);
  }
  return cases;
}

function readCase(path: string): TemplateCase {
  const parsed = reasonedSchema.safeParse(parse(readFileSync(path, 'utf8')));
  if (!parsed.success) {
    throw new InputError(`${path}: ${z.prettifyError(parsed.error)}`);
  }
  return parsed.data;
}
