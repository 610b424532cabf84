import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ROOT_CONTEXT } from '@opentelemetry/api';
import { plan } from '../src/messages/plan.ts';
import { render } from '../src/messages/render.ts';
import { SmsLimit } from '../src/messages/SmsLimit.ts';
import { defaultPreferences } from '../src/preferences/Preferences.ts';
import { afterQuietHours } from '../src/preferences/quietHours.ts';
import { Tracer } from '../src/tracing/index.ts';

const night = { from: '21:00', to: '08:00' };

test('an SMS in quiet hours waits until they are over in Kyiv', () => {
  for (const [now, expected, hours] of [
    // Winter: Kyiv is two hours ahead.
    ['2026-11-20T18:59:59.000Z', '2026-11-20T18:59:59.000Z', night],
    ['2026-11-20T19:00:00.000Z', '2026-11-21T06:00:00.000Z', night],
    ['2026-11-21T02:30:30.500Z', '2026-11-21T06:00:00.000Z', night],
    ['2026-11-21T06:00:00.000Z', '2026-11-21T06:00:00.000Z', night],
    // Summer: three.
    ['2026-07-01T18:00:00.000Z', '2026-07-02T05:00:00.000Z', night],
    [
      '2026-07-01T10:30:00.000Z',
      '2026-07-01T12:00:00.000Z',
      { from: '13:00', to: '15:00' },
    ],
    [
      '2026-07-01T12:00:00.000Z',
      '2026-07-01T12:00:00.000Z',
      { from: '13:00', to: '13:00' },
    ],
  ] as const) {
    assert.equal(afterQuietHours(new Date(now), hours).toISOString(), expected);
  }
});

test('each template has its channel, and marketing is asked for', () => {
  const now = new Date('2026-11-20T20:00:00Z');
  const morning = new Date('2026-11-21T06:00:00Z');
  const emailOnly = { ...defaultPreferences, channels: ['email' as const] };
  const marketing = { ...defaultPreferences, marketing: true };

  assert.deepEqual(plan('order_placed', defaultPreferences, now), {
    channel: 'email',
    dueAt: now,
  });
  assert.deepEqual(plan('shipment_sent', defaultPreferences, now), {
    channel: 'sms',
    dueAt: morning,
  });
  assert.deepEqual(plan('shipment_sent', emailOnly, now), {
    channel: 'email',
    dueAt: now,
  });
  assert.equal(
    plan('shipment_delivered', defaultPreferences, now).dueAt,
    undefined,
  );
  assert.equal(plan('shipment_delivered', marketing, now).dueAt, now);
});

test('every text exists in both languages, with amounts and dates written as each does', () => {
  const texts = (['uk', 'en'] as const).map(locale =>
    [
      render(
        {
          template: 'order_placed',
          parameters: { orderNumber: '10482215', totalAmount: 77300 },
        },
        locale,
      ),
      render(
        {
          template: 'order_cancelled',
          parameters: { reason: 'a reason of next year' },
        },
        locale,
      ),
      render(
        {
          template: 'shipment_sent',
          parameters: {
            trackingNumber: '20450012345678',
            deliverBy: '2026-11-22',
          },
        },
        locale,
      ),
      render({ template: 'shipment_delivered', parameters: {} }, locale),
    ]
      .map(({ subject, body }) => `${subject}\n${body}`)
      .join('\n')
      .replaceAll('\u00a0', ' '),
  );

  assert.match(texts[0] ?? '', /773,00 ₴[\s\S]*22 листопада/);
  assert.match(texts[1] ?? '', /UAH 773\.00[\s\S]*22 November/);
  assert.doesNotMatch(texts.join(), /undefined|null|NaN/);
});

test('pods share the SMS of a second; one that cannot count sends five', async () => {
  const counts = new Map<string, number>();
  const counter = {
    async incr(key: string) {
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      return count;
    },
    pexpire: () => Promise.resolve(1),
  };
  const alone = { ...counter, incr: () => Promise.reject(new Error('away')) };
  const tracer = new Tracer();
  const together = () => new SmsLimit({ counter, tracer, perSecond: 2 });
  const slow = new SmsLimit({ counter: alone, tracer, perSecond: 2 });

  // Six take three seconds, of which the first may be over almost at once.
  const six = await take(Array.from({ length: 6 }, together));
  assert.ok(six >= 990, `${six} ms`);
  const apart = await take(Array.from({ length: 6 }, () => slow));
  assert.ok(apart >= 990, `${apart} ms`);
});

/** How long it takes until all have their place. */
async function take(limits: SmsLimit[]): Promise<number> {
  const startedAt = Date.now();
  await Promise.all(limits.map(limit => limit.take(ROOT_CONTEXT)));
  return Date.now() - startedAt;
}
