import {
  describeProposal,
  type TemplateRelease,
} from '@shop-platform/backstage-plugin-templates-common';
import { type FolderFinding } from '@shop-platform/template-checks';
import { placeOf } from '../findings';
import { type ConflictReason, type FileChange } from './types';

const REASONS: Record<ConflictReason, string> = {
  'both-changed':
    'both changed the same lines: choose between the markers in the file',
  'base-unknown':
    'both changed it, and its history does not say from what: every difference is between markers in the file',
  'both-added':
    'the template now has this file, and you have one of your own: every difference is between markers in the file',
  'not-text':
    'both changed it, and it cannot be merged line by line: yours is kept',
  'removed-by-template':
    'the template no longer has it, and you changed it: it is kept and is yours now',
  'removed-by-team':
    'the template changed it, and you deleted it: it stays deleted',
  'path-taken':
    'the template adds it, and your repository has something else at this path: it is left out',
};

/** As many as somebody reads. */
const MAX_FINDINGS = 20;

/** What a person who reviews the pull request has to know. */
export function describeUpgrade(options: {
  template: string;
  from: string;
  to: string;
  /** The path of the manifest in the repository. */
  manifest: string;
  /** What it brings, where that is more than a newer version. */
  intro?: string;
  releases: readonly TemplateRelease[];
  changes: readonly FileChange[];
  /** Branches of earlier upgrades to this version. */
  earlier: readonly string[];
  /** Files that the template leaves to the team and that are not there. */
  missing: readonly string[];
  /** What is wrong beside the team's changes, and not in what the template renders. */
  findings?: readonly FolderFinding[];
}): string {
  const { template, from, to, releases, changes, earlier, missing } = options;
  const { manifest, intro, findings = [] } = options;
  const conflicts = changes.flatMap(({ path, ...change }) =>
    'conflict' in change && change.conflict
      ? [`- [ ] \`${path}\`: ${REASONS[change.conflict]}`]
      : [],
  );
  const paths = (kind: FileChange['kind']) =>
    changes
      .filter(
        change =>
          change.kind === kind && !('conflict' in change && change.conflict),
      )
      .map(({ path }) => `- \`${path}\``);
  return [
    intro ??
      `Brings what the template \`${template}\` rendered from ${from} to ${to}. What your team changed is kept, and merged with what the template changed.`,
    section(
      'Proposed before',
      earlier.map(branch => `- \`${branch}\``),
      'These branches are of earlier upgrades to this version. What was decided there is not here: merge one, and delete the others.',
    ),
    section(
      'To decide before merging',
      conflicts,
      'Files with markers do not work until somebody has chosen. Commit to this branch.',
    ),
    section(
      'Found by the checks',
      listFindings(findings),
      'What the template renders has nothing of this by itself: it comes of what your team changed. It stops nothing; look at it before merging.',
    ),
    ...releases.map(({ version, changes: texts }) =>
      section(
        `New in ${version}`,
        texts.map(text => `- ${text}`),
      ),
    ),
    section('Changed by the template and by you, merged', paths('merged')),
    section('Changed by the template', paths('updated')),
    section('Added by the template', paths('added')),
    section('Removed by the template', paths('deleted')),
    section(
      'Not there',
      missing.map(path => `- \`${path}\``),
      'The template leaves these files to you and does not write them again. Take them from a new rendering if they are needed.',
    ),
    describeProposal(manifest),
  ]
    .filter(part => part !== '')
    .join('\n\n');
}

function listFindings(findings: readonly FolderFinding[]): string[] {
  const more = findings.length - MAX_FINDINGS;
  return [
    ...findings
      .slice(0, MAX_FINDINGS)
      .map(
        finding =>
          `- \`${placeOf(finding)}\`: ${finding.message.replace(/\s+/g, ' ')}`,
      ),
    ...(more > 0 ? [`- and ${more} more, which the task's log has`] : []),
  ];
}

function section(title: string, lines: readonly string[], text = ''): string {
  return lines.length === 0
    ? ''
    : [`## ${title}`, ...(text ? [text] : []), lines.join('\n')].join('\n\n');
}
