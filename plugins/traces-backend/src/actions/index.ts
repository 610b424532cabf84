import { createFindTracesAction } from './createFindTracesAction';
import { createGetTraceAction } from './createGetTraceAction';
import { type TracesActionOptions } from './types';

/** Registers what agents can do with traces. */
export function registerActions(options: TracesActionOptions): void {
  createFindTracesAction(options);
  createGetTraceAction(options);
}
