const SCHEME = /^(?:git::)?(?:ssh|https?|file):\/\//i;
const USER = /^(?:git::)?[a-z][a-z0-9-]*@/i;
const GITHUB = /^(?:git::)?github\.com[/:]/i;

/** Whether kustomize takes a file's name as an address (`IsRemoteFile` in api/internal/loader/fileloader.go). */
export function isRemoteFile(entry: string): boolean {
  return /^https?:/i.test(entry);
}

/**
 * Whether kustomize would clone what `entry` names, once it has found no such file and no such folder
 * (`NewRepoSpecFromURL` in api/internal/git/repospec.go).
 */
export function isRepository(entry: string): boolean {
  return SCHEME.test(entry) || USER.test(entry) || GITHUB.test(entry);
}
