import { mockServices } from '@backstage/backend-test-utils';
import { audited, orAborted } from '.';

describe('audited', () => {
  const event = { eventId: 'orders-fetch' };

  it('records one success, and returns what came of the work', async () => {
    const auditor = mockServices.auditor.mock();
    const record = { success: jest.fn(), fail: jest.fn() };
    auditor.createEvent.mockResolvedValue(record);

    await expect(audited(auditor, event, async () => 7)).resolves.toBe(7);

    expect(record.success).toHaveBeenCalledTimes(1);
    expect(record.fail).not.toHaveBeenCalled();
  });

  it('records one failure, and fails alike', async () => {
    const auditor = mockServices.auditor.mock();
    const record = { success: jest.fn(), fail: jest.fn() };
    auditor.createEvent.mockResolvedValue(record);
    const failure = new Error('away');

    await expect(
      audited(auditor, event, () => Promise.reject(failure)),
    ).rejects.toBe(failure);

    expect(record.fail).toHaveBeenCalledWith({ error: failure });
    expect(record.success).not.toHaveBeenCalled();
  });
});

describe('orAborted', () => {
  it('is over with the signal, though the work is not', async () => {
    const leaving = new AbortController();
    const waiting = orAborted(new Promise(() => {}), leaving.signal);
    leaving.abort(new Error('no answer within 5 s'));

    await expect(waiting).rejects.toThrow('no answer within 5 s');
    await expect(orAborted(Promise.resolve(1), leaving.signal)).rejects.toThrow(
      'no answer within 5 s',
    );
  });

  it('is over with the work', async () => {
    const { signal } = new AbortController();

    await expect(orAborted(Promise.resolve(1), signal)).resolves.toBe(1);
  });
});
