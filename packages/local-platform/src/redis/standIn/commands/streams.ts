import { Commands } from './Command';
import { entryCommands } from './streamEntries';
import { groupCommands } from './streamGroups';
import { pendingCommands } from './streamPending';

export const streamCommands: Commands = {
  ...entryCommands,
  ...groupCommands,
  ...pendingCommands,
};
