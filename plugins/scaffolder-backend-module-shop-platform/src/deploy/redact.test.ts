import { redact } from './redact';

describe('redact', () => {
  it.each([
    [
      'postgres://shop:hunter2@db:5432/shop',
      'postgres://shop:***@db:5432/shop',
    ],
    ['redis://:hunter2@cache', 'redis://:***@cache'],
    ['{"password":"hun ter2","user":"a"}', '{"password":***,"user":"a"}'],
    ['LIQPAY_PRIVATE_KEY=hunter2 next', 'LIQPAY_PRIVATE_KEY=*** next'],
    ['Authorization: Bearer hunter2hunter2', 'Authorization: ***'],
    ['sent Bearer hunter2hunter2', 'sent Bearer ***'],
    ['-----BEGIN KEY-----\nhunter2\n-----END KEY-----', '***'],
    ['eyJhbGciOi.eyJzdWIi.sig', '***'],
  ])('hides the credential in %j', (text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it.each([
    'listening on http://0.0.0.0:8080',
    'secret "loyalty" not found',
    'Error: relation "items" does not exist',
  ])('leaves %j as it is', text => {
    expect(redact(text)).toBe(text);
  });
});
