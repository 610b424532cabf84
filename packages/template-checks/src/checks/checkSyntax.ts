import { toError } from '@backstage/errors';
import { Finding, RenderedFiles, RenderedFile } from '../types';
import { readDocuments } from './documents';
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
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content);
    if (path.endsWith('.json')) {
      JSON.parse(text);
    } else if (/\.(tf|tfvars|hcl)$/.test(path)) {
      await parseHcl(path, text);
    }
    return [];
  } catch (error) {
    const { message } = toError(error);
    return [{ where: withLine(path, message), message }];
  }
}

/** JSON's errors end with `(line 3 column 5)`, those of HCL begin with `main.tf:3,5-6`. */
function withLine(path: string, message: string): string {
  const line =
    /\(line (\d+) column \d+\)/.exec(message)?.[1] ??
    /:(\d+),\d+(?:-[\d,]+)?:/.exec(message)?.[1];
  return line ? `${path}:${line}` : path;
}
