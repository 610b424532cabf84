import { pause } from '../pause';
import { Probe } from '../types';
import { check, CheckContext, Checked } from './check';

/** A program that does not listen yet is asked again this soon, within the same period. */
const RETRY_MS = 250;

export type ProbeLoopOptions = {
  probe: Probe;
  context: CheckContext;
  secondMs: number;
  signal: AbortSignal;
  /** After as many of the same outcome as the probe wants. */
  onOutcome(ok: boolean, message: string): void;
  onFailure(message: string): void;
};

/**
 * Asks one probe at its period, for the first time at once. Who refuses the
 * connection has not begun to listen: that counts once a period, but a start is
 * noticed sooner than that.
 */
export async function runProbe(options: ProbeLoopOptions): Promise<void> {
  const { probe, secondMs, signal } = options;
  const {
    initialDelaySeconds = 0,
    periodSeconds = 10,
    successThreshold = 1,
    failureThreshold = 3,
  } = probe;
  await pause(initialDelaySeconds * secondMs, signal);
  let streak = { ok: true, length: 0 };
  let hasSucceeded = false;
  while (!signal.aborted) {
    const periodEnds = performance.now() + periodSeconds * secondMs;
    const checked = await ask(options, hasSucceeded ? 0 : periodEnds);
    if (signal.aborted) {
      return;
    }
    hasSucceeded ||= checked.ok;
    streak =
      checked.ok === streak.ok
        ? { ok: checked.ok, length: streak.length + 1 }
        : { ok: checked.ok, length: 1 };
    if (!checked.ok) {
      options.onFailure(checked.message);
    }
    if (streak.length === (checked.ok ? successThreshold : failureThreshold)) {
      options.onOutcome(checked.ok, checked.message);
    }
    await pause(Math.max(0, periodEnds - performance.now()), signal);
  }
}

async function ask(
  { probe, context, secondMs, signal }: ProbeLoopOptions,
  retryUntil: number,
): Promise<Checked> {
  const timeoutMs = (probe.timeoutSeconds ?? 1) * secondMs;
  for (;;) {
    const checked = await check(probe, context, timeoutMs);
    if (!checked.refused || performance.now() + RETRY_MS > retryUntil) {
      return checked;
    }
    await pause(RETRY_MS, signal);
    if (signal.aborted) {
      return checked;
    }
  }
}
