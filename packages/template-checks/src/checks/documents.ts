import { parseAllDocuments } from 'yaml';
import { Finding, RenderedFiles } from '../types';

/** One document of a YAML file. */
export type YamlDocument = { path: string; where: string; value: unknown };

type Documents = { documents: YamlDocument[]; findings: Finding[] };

/** Many checks read the same rendering, and parsing takes longer than most of them. */
const read = new WeakMap<RenderedFiles, Documents>();

/** The YAML documents of a rendering, and what does not parse. */
export function readDocuments(rendered: RenderedFiles): Documents {
  const known = read.get(rendered) ?? parseDocuments(rendered);
  read.set(rendered, known);
  return known;
}

function parseDocuments({ files }: RenderedFiles): Documents {
  const documents: YamlDocument[] = [];
  const findings: Finding[] = [];
  for (const { path, content } of files) {
    if (!/\.ya?ml$/.test(path)) {
      continue;
    }
    const text = content.toString('utf8');
    for (const document of parseAllDocuments(text, { uniqueKeys: true })) {
      const problems = [...document.errors, ...document.warnings];
      if (problems.length > 0) {
        findings.push(
          ...problems.map(problem => ({
            where: `${path}:${problem.linePos?.[0].line ?? 1}`,
            message: problem.message.split('\n')[0],
          })),
        );
      } else if (document.contents !== null) {
        const line = text.slice(0, document.range[0]).split('\n').length;
        documents.push({
          path,
          where: `${path}:${line}`,
          value: document.toJS(),
        });
      }
    }
  }
  return { documents, findings };
}
