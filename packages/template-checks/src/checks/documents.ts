import { toError } from '@backstage/errors';
import { type Document, isAlias, parseAllDocuments, visit } from 'yaml';
import { Finding, RenderedFiles } from '../types';
import { lineAt, Locate, locateIn } from './lines';

/** One document of a YAML file. */
export type YamlDocument = {
  path: string;
  /** Where it begins. */
  where: string;
  value: unknown;
  /** Where its keys are. */
  at: Locate;
};

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
    const parsed = parseAllDocuments(text, { uniqueKeys: true });
    for (const [index, document] of parsed.entries()) {
      const problems = [...document.errors, ...document.warnings];
      if (problems.length > 0) {
        findings.push(
          ...problems.map(problem => ({
            where: `${path}:${problem.linePos?.[0].line ?? 1}`,
            message: problem.message.split('\n')[0],
          })),
        );
      } else if (document.contents !== null) {
        const whereOf = (offset: number) => `${path}:${lineAt(text, offset)}`;
        const [start] = document.contents.range ?? document.range;
        const where = whereOf(start);
        const alias = findBadAlias(document);
        if (alias) {
          findings.push({
            where: whereOf(alias.offset),
            message: alias.message,
          });
          continue;
        }
        try {
          documents.push({
            path,
            where,
            value: document.toJS(),
            at: locateIn(path, text, index),
          });
        } catch (error) {
          // Aliases of aliases of aliases, which are more than memory holds.
          findings.push({ where, message: toError(error).message });
        }
      }
    }
  }
  return { documents, findings };
}

/** The first alias that has no value: without its anchor, or within what it stands for. */
function findBadAlias(
  document: Document,
): { offset: number; message: string } | undefined {
  let found: { offset: number; message: string } | undefined;
  const anchors = new Map<string, unknown>();
  visit(document, {
    Node(_key, node, path) {
      if (!isAlias(node)) {
        if (node.anchor) {
          anchors.set(node.anchor, node);
        }
        return undefined;
      }
      const target = anchors.get(node.source);
      const isWithin = path.some(above => above === target);
      if (target && !isWithin) {
        return undefined;
      }
      found = {
        offset: node.range?.[0] ?? 0,
        message: isWithin
          ? `The alias *${node.source} is within what it stands for`
          : `The alias *${node.source} has no anchor before it`,
      };
      return visit.BREAK;
    },
  });
  return found;
}
