export * from './json.ts';
export { formatPath, type Path } from './path.ts';
export { nearest, type Locator, type NodeRange, type Range } from './locator.ts';
export { lineStartsOf, positionAt, type Position, type SourceFile } from './source-file.ts';
export { groupOf, identityOf, isKubeValue, kubeObject, refOf, type KubeObject, type ObjectContext, type ObjectRef, type Origin, type Partiality } from './kube-object.ts';
export { set, type Edit } from './edit.ts';
export {
  atLeast,
  SEVERITIES,
  SEVERITY_WEIGHT,
  type Evidence,
  type Finding,
  type Fix,
  type Place,
  type Severity,
  type Unknown,
  type Verdict,
} from './finding.ts';
export { NOTHING_COVERED, type Coverage, type DocumentCounts, type FileRecord, type FileStatus, type Problem } from './coverage.ts';
export { EXIT, UserError } from './user-error.ts';
export { KindIndex, kindKey, type Bucket } from './kind-index.ts';
export { Scope } from './scope.ts';
export { Inventory, type Change, type InventoryOptions } from './inventory.ts';
export type { Container, ContainerType, Workload } from './workload.ts';
