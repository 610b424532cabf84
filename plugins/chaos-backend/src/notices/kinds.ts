import { type RunEvent } from '../runs/types';

/** Of which events of runs people are told, once for each run. */
export const NOTICE_KINDS = [
  'halted',
  'not-recovered',
  'verdict',
] as const satisfies readonly RunEvent['type'][];

export type NoticeKind = (typeof NOTICE_KINDS)[number];

export function isNoticeKind(type: RunEvent['type']): type is NoticeKind {
  return NOTICE_KINDS.some(kind => kind === type);
}
