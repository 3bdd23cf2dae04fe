/** Never entered: what is in them is not the user's own, and it is much. */
export const FOREIGN_FOLDERS: ReadonlySet<string> = new Set(['.git', 'node_modules']);
