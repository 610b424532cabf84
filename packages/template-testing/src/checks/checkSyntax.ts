import { toError } from '@backstage/errors';
import { parse as parseHcl } from '@cdktf/hcl2json';
import { Finding, Rendered, RenderedFile } from '../types';
import { readDocuments } from './documents';

/** Every YAML, JSON and HCL file parses, and every text file is UTF-8. */
export async function checkSyntax(rendered: Rendered): Promise<Finding[]> {
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
    return [{ where: path, message: toError(error).message }];
  }
}
