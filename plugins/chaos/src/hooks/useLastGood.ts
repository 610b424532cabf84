import { useMemo, useState } from 'react';
import { readManifest, type ManifestProblem } from '../model/manifest';

/**
 * A text that is being written, and the last one of it that can be read: what
 * stands beside it does not vanish while a bracket is open.
 */
export function useLastGood(text: string): {
  good: string;
  problem?: ManifestProblem;
} {
  const read = useMemo(() => readManifest(text), [text]);
  const problem = 'problem' in read ? read.problem : undefined;
  const [good, setGood] = useState('');
  if (!problem && good !== text) {
    setGood(text);
  }
  return problem ? { good, problem } : { good: text };
}
