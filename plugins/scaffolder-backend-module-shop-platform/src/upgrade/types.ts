/** A file as Git knows it. */
export type GitFile = {
  content: Buffer;
  executable: boolean;
  /** The content is then the name of what it leads to. */
  symlink: boolean;
};

/** Why a person has to look at a file. */
export type ConflictReason =
  /** Both changed the same lines: markers are in the file. */
  | 'both-changed'
  /** Both changed it, and what it was before is not in the history: markers at every difference. */
  | 'base-unknown'
  /** The template adds it, and the team has one of its own there: markers at every difference. */
  | 'both-added'
  /** Both changed it, and it cannot be merged line by line: the team's is kept. */
  | 'not-text'
  /** The template no longer has it, and the team changed it: the team's is kept. */
  | 'removed-by-template'
  /** The team deleted it, and the template changed it: it stays deleted. */
  | 'removed-by-team'
  /** The template adds it where the team has a folder, or below what is a file of the team's. */
  | 'path-taken';

/** What an upgrade does with one file of the repository. */
export type FileChange =
  | {
      path: string;
      kind: 'added' | 'updated' | 'merged';
      file: GitFile;
      conflict?: ConflictReason;
    }
  | { path: string; kind: 'deleted' }
  | { path: string; kind: 'kept'; conflict?: ConflictReason };
