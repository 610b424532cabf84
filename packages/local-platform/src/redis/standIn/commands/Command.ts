import { Keyspace } from '../Keyspace';
import { Protocol, RedisError, Reply } from '../resp';

/** One client, as commands see it. */
export type Session = {
  readonly id: number;
  protocol: Protocol;
  authenticated: boolean;
  name: string;
  /** Aborted when the client is gone. */
  readonly signal: AbortSignal;
};

export type Context = {
  keyspace: Keyspace;
  session: Session;
  password: string;
  now(): number;
  /** Resolves when an entry was added to a stream, or the time is over. Zero is no limit. */
  entryAdded(timeoutMs: number, signal: AbortSignal): Promise<void>;
};

export type Command = {
  /** How many parameters it takes at least, and at most. */
  takes: [least: number, most: number];
  run(parameters: string[], context: Context): Reply | Promise<Reply>;
};

export type Commands = Record<string, Command>;

export const MANY = Infinity;

export function toInteger(text: string): number {
  if (!/^-?\d{1,16}$/.test(text)) {
    throw new RedisError('ERR value is not an integer or out of range');
  }
  return Number(text);
}

/** Redis counts to 64 bits, the stand-in to what a number here holds exactly. */
export function addUp(number: number, amount: number): number {
  const sum = number + amount;
  if (!Number.isSafeInteger(sum)) {
    throw new RedisError('ERR increment or decrement would overflow');
  }
  return sum;
}

export const syntaxError = () => new RedisError('ERR syntax error');
