import { useMemo, useState } from 'react';
import { readManifest, type ManifestProblem } from '../model/manifest';

export type LastGood = {
  good: string;
  /** Why what stands there now cannot be read. */
  problem?: ManifestProblem;
};

/**
 * A text that is being written, and the last one of it that can be read: what
 * stands beside it does not vanish while a bracket is open.
 */
export function useLastGood(text: string): LastGood {
  const read = useMemo(() => readManifest(text), [text]);
  const problem = 'problem' in read ? read.problem : undefined;
  const [good, setGood] = useState('');
  if (!problem && good !== text) {
    setGood(text);
  }
  return problem ? { good, problem } : { good: text };
}
