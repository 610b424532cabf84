import { Random } from '../Random';
import { Attribute, Span } from '../types';
import { Fault, Purchase, SpanKind, Step, Value } from './steps';

const ERROR = 2;

type Placed = { span: Span; endMs: number; failed: Fault | undefined };

/** Plays one scenario: its spans, by service. */
export class TraceBuilder {
  readonly #random: Random;
  readonly #byService: Map<string, Span[]>;
  readonly #traceId: string;
  readonly #purchase: Purchase;
  /** The step that fails in this trace, if one does. */
  readonly #failing: Step | undefined;

  constructor(
    random: Random,
    byService: Map<string, Span[]>,
    root: Step,
    fails: boolean,
  ) {
    this.#random = random;
    this.#byService = byService;
    this.#traceId = random.hex(16);
    this.#purchase = {
      orderId: `o-${random.hex(4)}`,
      productId: `p-${1000 + random.below(500)}`,
      customerId: `c-${1 + random.below(20_000)}`,
      amount: Math.round(random.latency(90_000)) / 100,
      random,
    };
    const faulty = fails ? stepsWithFaults(root) : [];
    this.#failing = faulty.length > 0 ? random.pick(faulty) : undefined;
  }

  /** Places a step and everything inside it; answers when it ended and whether it failed. */
  place(step: Step, startMs: number, parent?: Span): Placed {
    const random = this.#random;
    const own = random.latency(step.medianMs);
    const span: Span = {
      traceId: this.#traceId,
      spanId: random.hex(8),
      parentSpanId: parent?.spanId,
      name: step.name,
      kind: step.kind,
      startTimeUnixNano: nanoseconds(startMs),
      endTimeUnixNano: '',
      attributes: toAttributes(step.attributes(this.#purchase)),
    };
    if (step.kind === SpanKind.consumer && parent) {
      span.links = [{ traceId: parent.traceId, spanId: parent.spanId }];
    }
    const spans = this.#byService.get(step.service) ?? [];
    this.#byService.set(step.service, spans);
    spans.push(span);

    const inside = this.#placeChildren(step, startMs + own * 0.3, span);
    const endMs = inside.endMs + own * 0.7;
    span.endTimeUnixNano = nanoseconds(endMs);
    const failed = step === this.#failing ? step.fault : inside.failed;
    this.#finish(step, span, { endMs, failed });
    this.#placeLater(step, endMs, span);
    return { span, endMs, failed };
  }

  /** One after the other; what comes after a failure does not happen. */
  #placeChildren(
    step: Step,
    startMs: number,
    span: Span,
  ): { endMs: number; failed: Fault | undefined } {
    let at = startMs;
    for (const child of step.children ?? []) {
      const isSkipped =
        child !== this.#failing && this.#random.chance(child.skipped ?? 0);
      if (!child.isLater && !isSkipped) {
        const placed = this.place(child, at, span);
        at = placed.endMs + this.#random.fraction() * 0.2;
        if (placed.failed) {
          return { endMs: at, failed: placed.failed };
        }
      }
    }
    return { endMs: at, failed: undefined };
  }

  /** Consumers run after the message was sent, and their failures are their own. */
  #placeLater(step: Step, endMs: number, span: Span): void {
    for (const child of step.children ?? []) {
      if (child.isLater) {
        this.place(child, endMs + this.#random.latency(6), span);
      }
    }
  }

  #finish(
    step: Step,
    span: Span,
    { endMs, failed }: { endMs: number; failed: Fault | undefined },
  ): void {
    const isHttp =
      step.kind === SpanKind.server ||
      (step.kind === SpanKind.client && !step.name.includes(' '));
    if (isHttp) {
      const ok = step.name.startsWith('POST') ? 201 : 200;
      span.attributes.push(
        attribute(
          'http.response.status_code',
          failed ? failed.statusCode ?? 500 : ok,
        ),
      );
    }
    if (!failed) {
      return;
    }
    span.status = { code: ERROR, message: failed.message };
    span.attributes.push(attribute('error.type', failed.type));
    if (step === this.#failing) {
      span.events = [
        {
          timeUnixNano: nanoseconds(endMs),
          name: 'exception',
          attributes: toAttributes({
            'exception.type': failed.type,
            'exception.message': failed.message,
            'exception.stacktrace': `${failed.type}: ${failed.message}\n    at ${step.service}/src/handlers.ts:42:11`,
          }),
        },
      ];
    }
  }
}

function stepsWithFaults(step: Step): Step[] {
  const inside = (step.children ?? []).flatMap(stepsWithFaults);
  return step.fault ? [step, ...inside] : inside;
}

function toAttributes(values: Record<string, Value>): Attribute[] {
  return Object.entries(values).map(([key, value]) => attribute(key, value));
}

export function attribute(key: string, value: Value): Attribute {
  if (typeof value === 'string') {
    return { key, value: { stringValue: value } };
  }
  if (typeof value === 'boolean') {
    return { key, value: { boolValue: value } };
  }
  return Number.isInteger(value)
    ? { key, value: { intValue: String(value) } }
    : { key, value: { doubleValue: value } };
}

/** Milliseconds with a fraction, as nanoseconds in digits. */
function nanoseconds(milliseconds: number): string {
  const whole = Math.floor(milliseconds);
  const rest = Math.floor((milliseconds - whole) * 1e6);
  return `${whole}${String(rest).padStart(6, '0')}`;
}
