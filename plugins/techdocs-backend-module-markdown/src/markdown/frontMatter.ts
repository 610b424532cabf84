import { parseYaml } from '../site/yaml';
import { z } from 'zod';

// What means nothing here, in any field, is no reason to show it as text.
const schema = z.looseObject({
  title: z
    .union([z.string().min(1), z.number().transform(String)])
    .optional()
    .catch(undefined),
  hide: z.array(z.string()).catch([]).default([]),
});

/** What a page says of itself before its text. */
export interface FrontMatter {
  title: string | undefined;
  hide: string[];
}

const block = /^---[ \t]*\n([\s\S]*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)/;

/**
 * Splits a page into its front matter and its text.
 *
 * @throws InputError when the front matter is not valid YAML
 */
export function splitFrontMatter(
  file: string,
  source: string,
): { frontMatter: FrontMatter; content: string } {
  const text = source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const match = block.exec(text);
  // The line feed stands for the opening line, so that line numbers are right.
  const parsed = match && schema.safeParse(parseYaml(file, `\n${match[1]}`));
  if (!match || !parsed?.success) {
    // A thematic break, not front matter.
    return { frontMatter: { title: undefined, hide: [] }, content: text };
  }
  return {
    frontMatter: {
      title: parsed.data.title,
      hide: parsed.data.hide,
    },
    content: text.slice(match[0].length),
  };
}
