/** The schema that this service owns in the shared database, quoted. Nobody else reads or writes it. */
export const schema = '"wish_lists"';
