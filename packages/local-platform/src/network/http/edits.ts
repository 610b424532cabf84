import { STATUS_CODES } from 'node:http';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { mergePatch } from '../../kubernetes/apply/mergePatch';
import { HttpHead } from './HttpHead';
import { HttpRule } from './types';

type Edit = Pick<HttpRule, 'replace' | 'patch'>;

/** The head of a request after what a rule does to it. */
export function editRequest(head: HttpHead, edit: Edit): HttpHead {
  const { replace = {}, patch = {} } = edit;
  const [method, target = '/', version] = head.start.split(' ');
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  let query = mark < 0 ? '' : target.slice(mark);
  if (replace.queries || patch.queries) {
    const params = new URLSearchParams(query);
    Object.entries(replace.queries ?? {}).forEach(([name, value]) =>
      params.set(name, value),
    );
    (patch.queries ?? []).forEach(([name, value]) =>
      params.append(name, value),
    );
    query = `?${params}`;
  }
  const start = `${replace.method ?? method} ${replace.path ?? path}${query}`;
  return editHeaders(head.withStart(`${start} ${version}`), edit);
}

/** The head of an answer after what a rule does to it. */
export function editResponse(head: HttpHead, edit: Edit): HttpHead {
  const code = edit.replace?.code;
  if (code === undefined) {
    return editHeaders(head.withStart(head.start), edit);
  }
  const [version] = head.start.split(' ');
  const start = `${version} ${code} ${STATUS_CODES[code] ?? ''}`;
  return editHeaders(head.withStart(start), edit);
}

function editHeaders(head: HttpHead, { replace, patch }: Edit): HttpHead {
  Object.entries(replace?.headers ?? {}).forEach(([name, value]) =>
    head.set(name, value),
  );
  (patch?.headers ?? []).forEach(([name, value]) => head.add(name, value));
  return head;
}

export function editsBody({ replace, patch }: Edit): boolean {
  return replace?.body !== undefined || patch?.body !== undefined;
}

/** The body after what rules do to it; undefined where they leave it as it is. */
export function editBody(
  body: Buffer,
  encoding: string,
  edits: Edit[],
): Buffer | undefined {
  let edited: Buffer | undefined;
  for (const { replace, patch } of edits) {
    edited = replace?.body ?? edited;
    if (patch?.body !== undefined) {
      edited = merged(edited ?? decoded(body, encoding), patch.body) ?? edited;
    }
  }
  return edited;
}

/** Undefined where the body is none of JSON: there is nothing to merge into. */
function merged(body: Buffer | undefined, patch: unknown): Buffer | undefined {
  try {
    const value: unknown = JSON.parse(String(body));
    return Buffer.from(JSON.stringify(mergePatch(value, patch)));
  } catch {
    return undefined;
  }
}

function decoded(body: Buffer, encoding: string): Buffer | undefined {
  try {
    switch (encoding.toLowerCase()) {
      case 'gzip':
        return gunzipSync(body);
      case 'deflate':
        return inflateSync(body);
      case 'br':
        return brotliDecompressSync(body);
      default:
        return body;
    }
  } catch {
    return undefined;
  }
}
