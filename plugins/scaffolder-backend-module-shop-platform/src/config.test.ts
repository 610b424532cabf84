import { mockServices } from '@backstage/backend-test-utils';
import { readMaxProcesses } from './config';

describe('readMaxProcesses', () => {
  const read = (maxProcesses?: number) =>
    readMaxProcesses(
      mockServices.rootConfig({
        data:
          maxProcesses === undefined
            ? {}
            : { templates: { checks: { maxProcesses } } },
      }),
    );

  it('is two where nobody says, and what somebody says', () => {
    expect(read()).toBe(2);
    expect(read(1)).toBe(1);
  });

  it.each([0, -1, 1.5])('refuses %d, and says which key is meant', number => {
    expect(() => read(number)).toThrow(
      `templates.checks.maxProcesses has to be a whole number from 1 on, and not ${number}`,
    );
  });
});
