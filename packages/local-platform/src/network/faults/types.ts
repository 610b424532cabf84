/** One side of a rule. */
export type Peers = {
  /** As `namespace/name`. */
  pods?: string[];
  /** Outside of the pods: addresses, ranges and names, each with a port or without. */
  hosts?: string[];
};

/** What happens to the segments that go from one side to the other. */
export type FaultRule = {
  /** Anybody, unless it is said. */
  from?: Peers;
  to?: Peers;
  /** Shares of one. */
  loss?: { probability: number; correlation: number };
  delay?: { latencyMs: number; jitterMs: number; correlation: number };
  rate?: { bytesPerSecond: number; burstBytes: number };
};

/** How TCP goes on about what is lost. */
export type Retransmission = {
  /** The first wait for an answer to data; it doubles. */
  dataMs: number;
  /** The first wait for an answer to the wish to connect; it doubles. */
  connectMs: number;
  /** How often that is sent again. */
  connectAttempts: number;
  longestMs: number;
  /** How often data is sent again before the connection is given up. */
  attempts: number;
  /** How long a program waits for a connection. */
  connectTimeoutMs: number;
};

/** As Linux has it; `connectTimeoutMs` as the proxy of a mesh has it. */
export const linuxRetransmission: Retransmission = {
  dataMs: 200,
  connectMs: 1_000,
  connectAttempts: 6,
  longestMs: 120_000,
  attempts: 15,
  connectTimeoutMs: 10_000,
};
