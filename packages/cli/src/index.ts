/** Bulwark as a library. The program uses nothing that is not here. */
export { scan } from './library-scan.ts';
export type { Scan, ScanOptions, Step } from './scan-paths.ts';
export { render, type RenderOptions } from './render.ts';
export { VERSION } from './version.ts';
export { load, type FileSystem, type Loaded, type LoadOptions } from '@bulwark/source';
export {
  scan as judge,
  summarize,
  type NextStep,
  type Policy,
  type ScanResult,
  type Summary,
  type VerdictCounts,
} from '@bulwark/engine';
/** What does not count in a repository with old findings, and why. */
export {
  applyWaivers,
  baselineOf,
  baselineText,
  compareWith,
  parseBaseline,
  type Adoption,
  type Baseline,
  type BaselineEntry,
  type Comparison,
  type Exception,
  type Waived,
  type WaivedResult,
  type Waiver,
  type WaiverOptions,
} from '@bulwark/engine';
export { parseConfig } from './config/load-config.ts';
export type { Settings } from './config/settings.ts';
export { controls, defaultControls, findControl, proseFor, type ListedControl } from './catalogue.ts';
export { explain, type ExampleFinding, type ExplainedExample, type Explanation } from './explanation.ts';
export {
  assess,
  controlsFor,
  findFramework,
  frameworks,
  type AssessedRow,
  type Assessment,
  type Framework,
  type Row,
  type Status,
} from '@bulwark/frameworks';
export {
  defineControl,
  type Control,
  type ObjectControl,
  type Outcome,
  type Prose,
  type WorkloadControl,
} from '@bulwark/controls';
export {
  json,
  REPORT_SCHEMA,
  sarif,
  scanVerdict,
  text,
  type Bars,
  type Palette,
  type ReportInput,
  type TextOptions,
} from '@bulwark/report';
/** The Pod Security Standards alone: every check in every version, and the admission of pods and namespaces. */
export * as podSecurity from '@bulwark/pod-security';
export { check as checkPodSecurity, type Check, type CheckOptions, type CheckResult } from './pod-security/check.ts';
export { advise as advisePodSecurity, type Advice, type AdviceOptions, type Blocker } from './pod-security/advise.ts';
export { diff as diffPodSecurity, type Diff, type Difference, type DiffOptions, type Side } from './pod-security/diff.ts';
export {
  formatPath,
  Inventory,
  KindSchemas,
  kubeObject,
  SEVERITIES,
  UserError,
  type Change,
  type Coverage,
  type Evidence,
  type Finding,
  type Fix,
  type Json,
  type KubeObject,
  type ObjectRef,
  type Path,
  type Place,
  type Severity,
  type Unknown,
  type Verdict,
  type Workload,
} from '@bulwark/model';
export { loadSchema, type Schema } from '@bulwark/schema';
