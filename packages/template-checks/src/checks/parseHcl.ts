import { parse } from '@cdktf/hcl2json';

/**
 * What a file of HCL says, with its expressions as they are written. Throws where it
 * says nothing.
 *
 * @public
 */
export async function parseHcl(path: string, text: string): Promise<unknown> {
  return await parse(path, text);
}
