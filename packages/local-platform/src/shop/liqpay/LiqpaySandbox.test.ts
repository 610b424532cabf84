import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { LiqpayServer } from './server/LiqpayServer';
import { sign } from './server/signature';
import { Temper } from './server/Temper';

/** Far from LiqPay's bad moments, whatever time it is. */
const CALM = 10 * 60_000;

const answerSchema = z.looseObject({ status: z.string() });

describe('the LiqPay sandbox', () => {
  let folder: string;
  let server: LiqpayServer;

  const start = async () => {
    server = await LiqpayServer.start(
      {
        port: 0,
        file: join(folder, 'payments.jsonl'),
        publicKey: 'public',
        privateKey: 'private',
        seed: 1,
      },
      new Temper(1, () => CALM),
    );
  };

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'liqpay-'));
    await start();
  });

  afterEach(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  const post = async (request: object, key = 'private') => {
    const data = Buffer.from(
      JSON.stringify({ version: 3, public_key: 'public', ...request }),
    ).toString('base64');
    return await fetch(new URL('/api/request', server.url), {
      method: 'POST',
      body: new URLSearchParams({ data, signature: sign(key, data) }),
    });
  };
  const ask = async (request: object, key?: string) =>
    answerSchema.parse(await (await post(request, key)).json());
  const charge = {
    action: 'paytoken',
    order_id: 'order-1',
    amount: '773.00',
    currency: 'UAH',
    card_token: 'tok_ok',
  };

  it('charges an order once, tells its status, and gives the money back once', async () => {
    const first = await ask(charge);
    expect(first).toMatchObject({
      result: 'ok',
      status: 'success',
      order_id: 'order-1',
      amount: 773,
      payment_id: expect.any(Number),
    });
    expect(await ask(charge)).toEqual(first);
    expect(await ask({ ...charge, amount: '1.00' })).toMatchObject({
      status: 'error',
      err_code: 'order_id_duplicate',
    });

    // Who asks after a restart, even one in the middle of a write, hears the same.
    await server.close();
    appendFileSync(join(folder, 'payments.jsonl'), '{"orderId":"order-2","pay');
    await start();
    const status = { action: 'status', order_id: 'order-1' };
    expect(await ask(status)).toMatchObject({ status: 'success' });
    const refund = { action: 'refund', order_id: 'order-1', amount: '773.00' };
    expect(await ask(refund)).toMatchObject({ status: 'reversed' });
    expect(await ask(refund)).toMatchObject({ status: 'reversed' });
    expect(await ask({ ...refund, order_id: 'order-3' })).toMatchObject({
      err_code: 'payment_not_found',
    });
  });

  it('gives back in parts, no more than was taken, and remembers over a restart', async () => {
    const order = { order_id: 'order-1' };
    const status = async () =>
      (await ask({ action: 'status', ...order })).status;
    await ask({ ...charge, amount: '773.29' });
    expect(
      await ask({ action: 'refund', ...order, amount: '73.3' }),
    ).toMatchObject({ result: 'ok', status: 'reversed', refund_amount: 73.3 });
    expect(await status()).toBe('success');

    await server.close();
    await start();
    for (const [amount, code] of [
      ['773.29', 'err_amount_hold'],
      ['700.00', 'err_amount_hold'],
      ['0.00', 'err_missing_key'],
    ]) {
      expect(await ask({ action: 'refund', ...order, amount })).toMatchObject({
        result: 'error',
        err_code: code,
      });
    }
    expect(await status()).toBe('success');
    expect(await ask({ action: 'refund', ...order })).toMatchObject({
      status: 'reversed',
      refund_amount: 699.99,
    });
    expect(await status()).toBe('reversed');
  });

  it('does as the token says', async () => {
    const declined = {
      ...charge,
      order_id: 'declined',
      card_token: 'tok_declined',
    };
    expect(await ask(declined)).toMatchObject({
      status: 'failure',
      err_code: expect.any(String),
    });
    expect(await ask({ action: 'refund', order_id: 'declined' })).toMatchObject(
      { err_code: 'payment_err_status' },
    );
    const failing = { ...charge, order_id: 'failing', card_token: 'tok_error' };
    expect((await post(failing)).status).toBe(503);

    // Silence, though the charge was made: who reconciles finds it.
    const silent = { ...charge, order_id: 'silent', card_token: 'tok_timeout' };
    const waiting = post(silent).catch(() => 'cut');
    const status = { action: 'status', order_id: 'silent' };
    while ((await ask(status)).status !== 'success') {
      // The next question is the wait.
    }
    await server.close();
    expect(await waiting).toBe('cut');
    await start();
  });

  it.each([
    ['a wrong signature', charge, 'wrong', 'invalid_signature'],
    [
      'another public key',
      { ...charge, public_key: 'x' },
      undefined,
      'public_key_not_found',
    ],
    [
      'an amount that is none',
      { ...charge, amount: '-5' },
      undefined,
      'err_missing_key',
    ],
    [
      'an unknown action',
      { ...charge, action: 'steal' },
      undefined,
      'err_missing_key',
    ],
  ])('refuses %s', async (_, request, key, code) => {
    expect(await ask(request, key)).toMatchObject({
      result: 'error',
      err_code: code,
    });
    expect(await ask({ action: 'status', order_id: 'order-1' })).toMatchObject({
      err_code: 'payment_not_found',
    });
  });
});

describe('Temper', () => {
  it('declines, delays and is silent as often as it says, the same for the same seed', () => {
    const calm = 10 * 60_000;
    const temper = new Temper(7, () => calm);
    const orders = Array.from({ length: 20_000 }, (_, index) => `o-${index}`);

    const outcomes = orders.map(order => temper.decide(order, 'tok_1'));
    const share = (count: number) => count / orders.length;
    expect(
      share(outcomes.filter(({ status }) => status === 'failure').length),
    ).toBeCloseTo(0.05, 2);

    const manners = orders.map(order => temper.manner(order, 'tok_1', 1));
    expect(
      share(manners.filter(({ kind }) => kind === 'silence').length),
    ).toBeCloseTo(0.01, 2);
    const times = manners
      .flatMap(manner => (manner.kind === 'answer' ? manner.afterMs : []))
      .sort((a, b) => a - b);
    expect(times[Math.floor(times.length / 2)]).toBeGreaterThan(90);
    expect(times[Math.floor(times.length * 0.95)]).toBeLessThan(300);

    const again = new Temper(7, () => calm);
    expect(orders.map(order => again.decide(order, 'tok_1'))).toEqual(outcomes);
    const other = new Temper(8, () => calm);
    expect(orders.map(order => other.decide(order, 'tok_1'))).not.toEqual(
      outcomes,
    );
    // An order that met silence does not meet it for ever.
    const silent = orders[manners.findIndex(({ kind }) => kind === 'silence')];
    expect(temper.manner(silent, 'tok_1', 2).kind).toBe('answer');
  });

  it('has bad moments', () => {
    const bad = new Temper(7, () => 0);
    const kinds = Array.from(
      { length: 1_000 },
      (_, index) => bad.manner(`o-${index}`, 'tok_1', 1).kind,
    );
    expect(kinds.filter(kind => kind === 'failure').length).toBeGreaterThan(
      500,
    );
  });
});
