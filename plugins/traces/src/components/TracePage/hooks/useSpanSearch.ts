import { useDeferredValue, useMemo } from 'react';
import {
  findSpans,
  type SpanNode,
  type TraceModel,
} from '../../../model/trace';

/** The spans that hold a text; typing goes on while they are looked for. */
export function useSpanSearch(
  model: TraceModel,
  find: string,
): readonly SpanNode[] {
  const text = useDeferredValue(find);
  return useMemo(() => findSpans(model, text), [model, text]);
}
