import { NameFault } from '../proxy/types';

/** What happens in the processes of some containers. */
export type ProcessRule = {
  /** As `namespace/pod/name`. */
  containers: string[];
} & ProcessFault;

/** One fault, as processes are told. */
export type ProcessFault = {
  /** Their clock goes ahead by so much, or behind. */
  clock?: { offsetMs: number };
  /** `?` stands for one character, `*` for anything; without a pattern all names are meant. */
  names?: { action: NameFault; patterns: string[] };
};
