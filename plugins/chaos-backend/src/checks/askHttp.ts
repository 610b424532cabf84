import { type CheckSettings } from '../config';
import { isWithin } from './describe';
import { type Answer, type Check } from './types';

/** Why a check by HTTP may not ask there; undefined where it may. */
export function whyNotAsk(
  text: string,
  { origins }: Pick<CheckSettings, 'origins'>,
): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    return `'${text}' is not an address such as https://shop.example.com/healthz`;
  }
  if (url.username || url.password) {
    return 'An address with credentials is not asked: everybody reads it';
  }
  return origins.includes(url.origin)
    ? undefined
    : `Checks may not ask ${url.origin}: chaos.checks.origins has ${
        origins.join(', ') || 'none'
      }`;
}

/**
 * Asks an address once: as nobody, and only that one. Where it leads on, that is
 * the answer.
 */
export async function askHttp(
  check: Check,
  { url, status }: { url: string; status: number },
  options: { settings: CheckSettings; signal: AbortSignal },
): Promise<Answer> {
  const refusal = whyNotAsk(url, options.settings);
  if (refusal) {
    return { message: refusal };
  }
  const began = performance.now();
  try {
    const response = await fetch(url, {
      redirect: 'manual',
      credentials: 'omit',
      headers: { 'user-agent': 'shop-platform-chaos' },
      signal: options.signal,
    });
    const value = performance.now() - began;
    await response.body?.cancel();
    return response.status === status
      ? { value, ok: isWithin(check, value) }
      : {
          value,
          ok: false,
          message: `answered ${response.status}, not ${status}`,
        };
  } catch {
    // What is said of the network behind it is nobody's business.
    const { signal, settings } = options;
    if (!signal.aborted) {
      return { ok: false, message: 'no answer' };
    }
    // One that may take longer than it was waited for may have answered in time.
    const isTooLate = settings.timeoutMs >= check.limit;
    return {
      ...(isTooLate ? { ok: false } : {}),
      message: `no answer within ${settings.timeoutMs} ms`,
    };
  }
}
