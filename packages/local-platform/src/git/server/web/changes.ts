import { ObjectStore } from '../store/ObjectStore';
import { ChangedFile } from '../store/compareTrees';
import { TreeEntry } from '../store/gitObjects';
import { Repository } from '../store/Repository';
import { Diff, DiffLine, diffLines } from './diffLines';
import { html, Html } from './html';
import { linkTo } from './links';

const MAX_FILE_BYTES = 1024 * 1024;
/** More than a person reads, and a browser draws in a moment. */
const MAX_LINES = 10_000;
const MAX_FILES = 300;

const SIGNS: Record<DiffLine['kind'], string> = {
  same: ' ',
  added: '+',
  removed: '-',
};

/** A changed file with what changed in it; nothing where it is no text, or too long. */
export type FileDiff = ChangedFile & { diff: Diff | undefined };

/** Reads what changed in each file, for as many lines as fit on a page. */
export async function readDiffs(
  objects: ObjectStore,
  files: readonly ChangedFile[],
): Promise<FileDiff[]> {
  const diffs: FileDiff[] = [];
  for (const file of files) {
    const [before, after] = [
      await readText(objects, file.before),
      await readText(objects, file.after),
    ];
    diffs.push({
      ...file,
      diff:
        before === undefined || after === undefined
          ? undefined
          : diffLines(before, after),
    });
  }
  return diffs;
}

/** What changed in each file, with the places that wait for a decision marked. */
export function showChanges(
  repository: Repository,
  ref: string,
  files: readonly FileDiff[],
): Html {
  let lines = 0;
  const items = files.slice(0, MAX_FILES).map((file, index) => {
    lines += file.diff?.groups.flat().length ?? 0;
    const isShown = file.diff && lines <= MAX_LINES;
    return html`<details open id="${fileId(index)}">
      <summary>${describe(file)}</summary>
      ${file.after
        ? html`<p>
            <a href="${linkTo('blob', repository, ref, file.path)}"
              >The whole file</a
            >
          </p>`
        : html``}
      ${isShown
        ? showDiff(file, index)
        : html`<p>Not shown: binary, or too long.</p>`}
    </details>`;
  });
  const more = files.length - items.length;
  return html`${items}
  ${more > 0 ? html`<p>And ${more} more files.</p>` : html``}`;
}

/** Where on the page a line of a changed file is. */
export function lineId(file: number, line: number): string {
  return `${fileId(file)}-line-${line}`;
}

function fileId(index: number): string {
  return `file-${index + 1}`;
}

function describe({ path, before, after, diff }: FileDiff): Html {
  const lines = diff?.groups.flat() ?? [];
  const count = (wanted: DiffLine['kind']) =>
    lines.filter(({ kind }) => kind === wanted).length;
  const verb = before ? 'changed' : 'added';
  return html`<code>${path}</code> ${after ? verb : 'removed'},
    +${count('added')} -${count('removed')}`;
}

function showDiff({ path, diff, before, after }: FileDiff, file: number): Html {
  if (!diff || diff.groups.length === 0) {
    const isOfMode = before && after && before.mode !== after.mode;
    return isOfMode
      ? html`<p>Mode ${before.mode} → ${after.mode}.</p>`
      : html`<p>Empty.</p>`;
  }
  const groups = diff.groups.map(
    (group, index) =>
      html`${index > 0 ? html`<div class="gap">⋯</div>` : html``}
      ${group.map(line => showLine(line, file))}`,
  );
  return html`<div
    class="diff"
    tabindex="0"
    role="region"
    aria-label="Changes of ${path}"
  >
    ${groups}
  </div>`;
}

function showLine(line: DiffLine, file: number): Html {
  const { kind, text, before, after, isUndecided } = line;
  const classes = `${kind}${isUndecided ? ' undecided' : ''}`;
  const id = after ? html`id="${lineId(file, after)}"` : html``;
  return html`<div class="${classes}" ${id}>
    <span class="number">${after ?? before ?? ''}</span>
    <code>${SIGNS[kind]} ${text}</code>
  </div>`;
}

async function readText(
  objects: ObjectStore,
  entry: TreeEntry | undefined,
): Promise<string | undefined> {
  if (!entry) {
    return '';
  }
  const content = (await objects.read(entry.oid))?.content;
  return content && content.length <= MAX_FILE_BYTES && !content.includes(0)
    ? content.toString('utf8')
    : undefined;
}
