import { buildTrace } from './buildTrace';
import { describeTrace } from './describeTrace';
import { traceOf, type ShortSpan } from './__testUtils__/traces';

function storyOf(spans: ShortSpan[], restricted: string[] = []) {
  return describeTrace(buildTrace(traceOf(spans, { restricted })));
}

/** Where it began and why, of a trace that failed. */
function failureOf(spans: ShortSpan[]) {
  const story = storyOf([{ id: 'root', takes: 9_000, error: true }, ...spans]);
  return story?.kind === 'failed'
    ? { origin: story.origin.key, reason: story.reason }
    : story?.kind;
}

const exception = {
  name: 'exception',
  timeUnixNano: '0',
  attributes: { 'exception.type': 'TimeoutError', 'exception.message': 'slow' },
};

describe('what matters about a trace', () => {
  it('is nothing without spans', () => {
    expect(storyOf([])).toBeUndefined();
  });

  it.each<[string, ShortSpan[], { origin: string; reason?: string }]>([
    ['in the root itself', [], { origin: 'root', reason: undefined }],
    [
      'in the deepest span of the chain',
      [
        { id: 'a', parent: 'root', error: true },
        { id: 'b', parent: 'a', error: 'no connection' },
      ],
      { origin: 'b', reason: 'no connection' },
    ],
    [
      'below a span that did not notice',
      [
        { id: 'quiet', parent: 'root' },
        { id: 'b', parent: 'quiet', error: 'boom' },
      ],
      { origin: 'b', reason: 'boom' },
    ],
    [
      'in the last of several tries',
      [
        { id: 'first', parent: 'root', at: 0, takes: 10, error: 'once' },
        { id: 'last', parent: 'root', at: 20, takes: 10, error: 'again' },
      ],
      { origin: 'last', reason: 'again' },
    ],
    [
      'rather in a child that failed than below one that did not',
      [
        { id: 'failed', parent: 'root', takes: 10, error: 'mine' },
        { id: 'survived', parent: 'root', at: 20, takes: 50 },
        { id: 'retried', parent: 'survived', at: 21, error: 'not mine' },
      ],
      { origin: 'failed', reason: 'mine' },
    ],
  ])('is that it failed, %s', (_, spans, expected) => {
    expect(failureOf(spans)).toEqual(expected);
  });

  it.each<[string, Partial<ShortSpan>, string | undefined]>([
    ['the status', { error: ' refused\n  twice ' }, 'refused twice'],
    ['the exception', { error: true, events: [exception] }, 'slow'],
    [
      'the kind of exception',
      {
        error: true,
        events: [{ ...exception, attributes: { 'exception.type': 'Abort' } }],
      },
      'Abort',
    ],
    [
      'an attribute',
      { error: true, attributes: { 'error.type': 'ECONNRESET' } },
      'ECONNRESET',
    ],
    [
      'the status of the answer',
      { error: true, attributes: { 'http.response.status_code': '503' } },
      'HTTP 503',
    ],
    [
      'whom it called',
      {
        error: 'timed out',
        kind: 'client',
        attributes: { 'peer.service': 'liqpay' },
      },
      'liqpay: timed out',
    ],
    [
      'whom it called, but not twice',
      {
        error: 'LiqPay timed out',
        kind: 'client',
        attributes: { 'peer.service': 'liqpay' },
      },
      'LiqPay timed out',
    ],
    ['nothing', { error: true }, undefined],
  ])('takes the reason from %s', (_, span, reason) => {
    expect(failureOf([{ id: 'a', parent: 'root', ...span }])).toEqual({
      origin: 'a',
      reason,
    });
  });

  it('shortens a reason as long as a book', () => {
    const story = storyOf([{ id: 'a', error: 'word '.repeat(1_000_000) }]);
    expect(story).toMatchObject({
      kind: 'failed',
      reason: expect.stringMatching(/^(word ){10,30}word…$|^(word ?)+…$/),
    });
    expect(story?.kind === 'failed' && story.reason?.length).toBeLessThan(141);
  });

  it('is that it got through in spite of errors', () => {
    expect(
      storyOf([
        { id: 'root', takes: 50 },
        { id: 'a', parent: 'root', error: true },
      ]),
    ).toMatchObject({
      kind: 'recovered',
      operation: 'operation root',
      durationUs: 50,
      errorCount: 1,
      origin: { key: 'a' },
    });
  });

  it('is where the time went', () => {
    expect(
      storyOf([
        { id: 'root', takes: 100 },
        { id: 'a', parent: 'root', at: 10, takes: 80, service: 'payments' },
      ]),
    ).toEqual({
      kind: 'took',
      operation: 'operation root',
      durationUs: 100,
      service: 'payments',
      share: 0.8,
    });
    expect(storyOf([{ id: 'root', takes: 0 }])).toMatchObject({ share: 0 });
  });

  it('says no more than may be read, or has arrived', () => {
    expect(storyOf([{ id: 'root', error: true }], ['core'])).toEqual({
      kind: 'restricted',
      durationUs: 1_000,
    });
    expect(storyOf([{ id: 'a', parent: 'gone', takes: 7 }])).toEqual({
      kind: 'rootless',
      operation: 'operation a',
      durationUs: 7,
    });
  });
});
