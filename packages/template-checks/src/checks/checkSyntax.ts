import { toError } from '@backstage/errors';
import { isUtf8 } from 'node:buffer';
import { Finding, RenderedFiles, RenderedFile } from '../types';
import { readDocuments } from './documents';
import { lineAt, whole } from './lines';
import { parseHcl } from './parseHcl';

/** Every YAML, JSON and HCL file parses, and every text file is UTF-8. */
export async function checkSyntax(rendered: RenderedFiles): Promise<Finding[]> {
  const findings = await Promise.all(rendered.files.map(checkFile));
  return [...readDocuments(rendered).findings, ...findings.flat()];
}

async function checkFile({ path, content }: RenderedFile): Promise<Finding[]> {
  const isBinary = content.includes(0);
  if (isBinary) {
    return [];
  }
  if (!isUtf8(content)) {
    const where = `${path}:${lineOfBadBytes(content)}`;
    return [{ where, message: 'The text is not UTF-8' }];
  }
  const text = new TextDecoder().decode(content);
  if (path.endsWith('.json')) {
    return checkJson(path, text);
  }
  return /\.(tf|tfvars|hcl)$/.test(path) ? checkHcl(path, text) : [];
}

/** A line feed is no byte of a longer character, so each line is UTF-8 or not by itself. */
function lineOfBadBytes(content: Buffer): number {
  const lines = content.toString('latin1').split('\n');
  return lines.findIndex(line => !isUtf8(Buffer.from(line, 'latin1'))) + 1;
}

function checkJson(path: string, text: string): Finding[] {
  try {
    JSON.parse(text);
    return [];
  } catch (error) {
    const offset = Math.min(lengthOfBeginning(text), text.trimEnd().length);
    const where = `${path}:${lineAt(text, offset)}`;
    return [{ where, message: toError(error).message }];
  }
}

/** How much of a text is the beginning of some JSON: not all errors say their position. */
function lengthOfBeginning(text: string): number {
  let length = 0;
  for (let end = text.length + 1; end - length > 1; ) {
    const middle = Math.floor((length + end) / 2);
    if (isBeginning(text.slice(0, middle))) {
      length = middle;
    } else {
      end = middle;
    }
  }
  return length;
}

/** Whether it is JSON, or would be if it went on. */
function isBeginning(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const { message } = toError(error);
    const [, position] = /at position (\d+) \(line \d+/.exec(message) ?? [];
    return (
      message === 'Unexpected end of JSON input' ||
      Number(position) === text.length
    );
  }
}

async function checkHcl(path: string, text: string): Promise<Finding[]> {
  try {
    await parseHcl(path, text);
    return [];
  } catch (error) {
    const { message } = toError(error);
    // `main.tf:3,5-6: …`
    const [, line] = /:(\d+),\d+(?:-[\d,]+)?:/.exec(message) ?? [];
    return [{ where: line ? `${path}:${line}` : whole(path), message }];
  }
}
