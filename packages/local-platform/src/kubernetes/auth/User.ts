/** Who asks. */
export type User = {
  name: string;
  uid?: string;
  groups: string[];
  extra?: Record<string, string[]>;
};

/** What runs inside the cluster: its controllers. */
export function systemUser(name: string): User {
  return { name: `system:${name}`, groups: ['system:masters'] };
}
