/** Something the service is made of that starts, stops and may be ill. */
export interface Part {
  name: string;
  /** Whether the service can answer without it. */
  required: boolean;
  start?(): Promise<void>;
  /** Rejects when the part does not work now. */
  check?(): Promise<void>;
  stop?(): Promise<void>;
}
