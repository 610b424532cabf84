import { ConfigReader } from '@backstage/config';
import { readMonitoringTools } from './monitoringTools';

const read = (url: string) =>
  readMonitoringTools(
    new ConfigReader({
      portal: { monitoring: [{ id: 'x', title: 'X', url }] },
    }),
  );

describe('readMonitoringTools', () => {
  it('takes web addresses only', () => {
    expect(readMonitoringTools(new ConfigReader({}))).toEqual([]);
    expect(read('https://grafana.test/d/1?x=y')).toHaveLength(1);
    expect(read('http://localhost:3000')).toHaveLength(1);
    expect(() => read('ftp://files.test')).toThrow('Invalid URL');
    expect(() => read('grafana.test')).toThrow('Invalid URL');
  });
});
