import { InputError, toError } from '@backstage/errors';
import { parseDocument } from 'yaml';

/**
 * Parses YAML as MkDocs files hold it: tags that only Python understands
 * (`!!python/name:…`, `!ENV`) are tolerated and leave their plain value.
 *
 * @throws InputError that names the file and the line
 */
export function parseYaml(file: string, content: string): unknown {
  const document = parseDocument(content, {
    logLevel: 'silent',
    prettyErrors: true,
  });
  const [error] = document.errors;
  if (error) {
    const line = error.linePos?.[0].line;
    const [message] = error.message.split(/ at line \d+|\n/);
    throw new InputError(
      `${file}${
        line === undefined ? '' : ` line ${line}`
      }: not valid YAML: ${message}`,
    );
  }
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    throw new InputError(
      `${file}: not valid YAML: ${toError(cause).message}`,
      cause,
    );
  }
}
