import { Socket } from 'node:net';
import { HttpRule } from '../http/types';

/** Where a connection may go. */
export type Destination = (
  | {
      /** A pod, by its address; the port is the container's. */
      kind: 'pod';
      pod: string;
      host: string;
      port: number;
    }
  /** Something outside the pods: a data service, another region, the internet. */
  | { kind: 'host'; host: string; port: number }
) & {
  /** As the program named it, in short and in full, before a Service led it on. */
  called?: { hosts: string[]; port: number };
};

/** A name or address that leads nowhere, by the code that programs know. */
export type NoDestination = {
  kind: 'none';
  code: 'ENOTFOUND' | 'ECONNREFUSED';
};

/** Which address a pod's connection leads to. */
export interface Resolver {
  resolve(
    from: string,
    host: string,
    port: number,
  ): Destination | NoDestination;
}

/** One direction of one connection. */
export type Flow = {
  /** The pod that made the connection. */
  source: string;
  destination: Destination;
  /** `out`: from the source; `back`: to it. */
  direction: 'out' | 'back';
};

/** What is done to the bytes of a connection on their way. */
export interface Disturbance {
  /** Before the connection is made; rejects with a code to refuse it. */
  beforeConnect?(): Promise<void>;
  /** Passes on each chunk when and how it likes. */
  carry(chunk: Buffer, direction: Flow['direction']): Promise<Buffer>;
}

/** The faults of requests that are in force. */
export interface HttpFaults {
  /** What is done to those that a connection carries. */
  rulesFor(source: string, destination: Destination): HttpRule[];
}

/** What names lead to while a fault is in force: no answer, or an address of nobody. */
export type NameFault = 'error' | 'random';

/** The faults that are in the processes of containers themselves. */
export interface ProcessFaults {
  /** Tells a process of a container (`namespace/pod/name`) what is in force, now and after each change. */
  listen(container: string, process: Socket): void;
  /** What happens to a pod that asks for one of these names. */
  nameFault(pod: string, names: string[]): NameFault | undefined;
  /** Resolves when whoever asks an address that nobody has gives up. */
  waitForNobody(): Promise<void>;
}

/** The faults in force. Asked once for each connection, and again when they change. */
export interface Faults {
  find(source: string, destination: Destination): Disturbance | undefined;
  readonly http?: HttpFaults;
  readonly processes?: ProcessFaults;
  onChange(listener: () => void): () => void;
}

export const noFaults: Faults = {
  find: () => undefined,
  onChange: () => () => {},
};
