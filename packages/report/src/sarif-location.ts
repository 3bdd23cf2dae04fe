import type { ObjectRef, Place } from '@bulwark/model';
import type { FailedPlace } from './coverage-view.ts';

/** The folder from which relative paths count; GitHub takes it for the root of the repository. */
export const BASE = '%SRCROOT%';

const DRIVE = /^[A-Za-z]:\//;

/** SARIF 2.1.0 §3.4: the URI of a file; a relative one says what it is relative to. */
export function artifactLocation(file: string): { readonly uri: string; readonly uriBaseId?: string } {
  // Standard input is no file below any folder.
  if (file.startsWith('<')) return { uri: encode(file) };
  if (file.startsWith('/')) return { uri: `file://${encode(file)}` };
  if (DRIVE.test(file)) return { uri: `file:///${file.slice(0, 2)}${encode(file.slice(2))}` };
  return { uri: encode(file.replace(/^(?:\.\/+)+/, '')), uriBaseId: BASE };
}

function encode(path: string): string {
  return path.toWellFormed().split('/').map(encodeURIComponent).join('/');
}

/** §3.30: one-based, the end exclusive, columns in UTF-16 code units as the run's `columnKind` says. */
export function region({ line, column, endLine, endColumn }: Place): object {
  return { startLine: line, startColumn: column, endLine, endColumn };
}

export function problemLocation({ file, line, column }: FailedPlace): object {
  const start = line === undefined ? undefined : { startLine: line, startColumn: column };
  return { physicalLocation: { artifactLocation: artifactLocation(file), region: start } };
}

/** §3.28: where a finding stands in a file, and in any case what it is said of, which holds for live objects too. */
export function objectLocation(object: ObjectRef, place: Place | undefined): object {
  const logicalLocations = [{ name: object.name, fullyQualifiedName: qualifiedName(object), kind: 'object' }];
  return place === undefined
    ? { logicalLocations }
    : { physicalLocation: { artifactLocation: artifactLocation(place.file), region: region(place) }, logicalLocations };
}

/** `apps/Deployment/shop/api`; what the core group or a cluster-scoped kind lacks is left out. */
function qualifiedName({ apiVersion, kind, namespace, name }: ObjectRef): string {
  const slash = apiVersion.indexOf('/');
  const group = slash === -1 ? [] : [apiVersion.slice(0, slash)];
  return [...group, kind, ...(namespace === undefined ? [] : [namespace]), name].join('/');
}
