import { UserError, type Coverage } from '@bulwark/model';
import { loadExports, type FileSystem, type LoadedExports } from '@bulwark/source';
import { cloudExports } from '@bulwark/workload-identity';

/** What command lines of clouds have printed, read from the paths of `--iam`. */
export function loadIam(
  paths: readonly string[],
  { cwd, fs }: { readonly cwd?: string | undefined; readonly fs?: FileSystem | undefined },
): LoadedExports {
  if (paths.includes('-')) throw new UserError('--iam takes files and folders', { hint: 'standard input is for manifests' });
  return loadExports(paths, {
    recognise: cloudExports,
    nothing: 'holds no role, policy, association, credential or cluster as a command line of a cloud prints it',
    ...(cwd !== undefined && { cwd }),
    ...(fs !== undefined && { fs }),
  });
}

/** Both coverages as one. A file of a cloud that lies among the manifests was passed over there, and is read here. */
export function bothCoverages(manifests: Coverage, iam: Coverage): Coverage {
  const read = new Set(iam.files.filter(({ status }) => status === 'scanned').map(({ path }) => path));
  const left = manifests.files.filter(({ path, status }) => status !== 'skipped' || !read.has(path));
  const { documents } = manifests;
  return {
    files: [...left, ...iam.files].toSorted((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path))),
    documents: {
      kubernetes: documents.kubernetes + iam.documents.kubernetes,
      empty: documents.empty,
      other: documents.other - (manifests.files.length - left.length) + iam.documents.other,
      notRendered: documents.notRendered,
      failed: documents.failed + iam.documents.failed,
    },
    failed: [...manifests.failed, ...iam.failed],
    notRendered: manifests.notRendered,
    warnings: manifests.warnings,
  };
}
