// Loaded before everything else (`node --import`): what is imported before the
// hook is registered cannot be traced.
import { register } from 'node:module';
import { startTelemetry } from './tracing/telemetry.ts';

register('@opentelemetry/instrumentation/hook.mjs', import.meta.url);

export const telemetry = startTelemetry();
