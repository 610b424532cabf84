import { parseAllDocuments } from 'yaml';

/** Something in a manifest that has to change. */
export type ManifestProblem = { message: string; path?: string };

/** More aliases than people write: a document that explodes when it is read. */
const MAX_ALIASES = 20;

/** Reads one document of YAML. */
export function parseYaml(
  text: string,
): { value: unknown } | { problems: ManifestProblem[] } {
  const documents = [...parseAllDocuments(text, { strict: true })];
  const [document] = documents;
  if (!document || documents.length > 1) {
    return wrong(
      documents.length > 1
        ? 'It has to be one object; start several one by one'
        : 'The manifest is empty',
    );
  }
  const [error] = document.errors;
  if (error) {
    return wrong(`It is not YAML: ${error.message.split('\n')[0]}`);
  }
  try {
    return { value: document.toJS({ maxAliasCount: MAX_ALIASES }) };
  } catch (cause) {
    return wrong(
      `It is not YAML: ${cause instanceof Error ? cause.message : cause}`,
    );
  }
}

/** One thing that has to change. */
export function wrong(
  message: string,
  path?: string,
): { problems: ManifestProblem[] } {
  return { problems: [{ message, ...(path ? { path } : {}) }] };
}
