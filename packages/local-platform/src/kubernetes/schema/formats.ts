import { isIP, isIPv4, isIPv6 } from 'node:net';

const DURATION =
  /^[-+]?(\d+(\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)((\d+(\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h))*$/;
const DATE_TIME =
  /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;

const FORMATS: Record<string, (value: string) => boolean> = {
  'date-time': value =>
    DATE_TIME.test(value) && !Number.isNaN(Date.parse(value)),
  date: value => /^\d{4}-\d{2}-\d{2}$/.test(value),
  duration: value => value === '0' || DURATION.test(value),
  byte: value => /^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(value),
  ipv4: isIPv4,
  ipv6: isIPv6,
  cidr: value => {
    const [address, bits] = value.split('/');
    return isIP(address) !== 0 && /^\d{1,3}$/.test(bits ?? '');
  },
  uri: value => URL.canParse(value) || value.startsWith('/'),
  uuid: value =>
    /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i.test(
      value,
    ),
  email: value => /^[^\s@]+@[^\s@]+$/.test(value),
};

/** Whether a string has a format; formats that nobody knows are not checked. */
export function hasFormat(value: string, format: string): boolean {
  return FORMATS[format]?.(value) ?? true;
}
