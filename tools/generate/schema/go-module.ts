import { execFileSync } from 'node:child_process';

/** The folder of a Go module in the module cache; it is downloaded where it is not there. */
export function moduleFolder(module: string, version: string): string {
  const text = execFileSync('go', ['mod', 'download', '-json', `${module}@${version}`], { encoding: 'utf8', timeout: 600_000 });
  const { Dir } = JSON.parse(text) as { readonly Dir?: string };
  if (Dir === undefined) throw new Error(`${module}@${version} has no folder`);
  return Dir;
}

/** The version of a staging module of a Kubernetes release: that of 1.37.2 is 0.37.2. */
export function stagingVersion(release: string): string {
  return `v0${release.slice(1)}`;
}
