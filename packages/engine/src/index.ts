export { scan, type ScanResult } from './scan.ts';
export { ANNOTATION_MARKS } from './waivers/annotation-marks.ts';
export { CONTEXT_RULES } from './context/rules.ts';
export type { ContextRule } from './context/context-rule.ts';
export type { Policy } from './policy.ts';
export type { VerdictCounts } from './verdicts.ts';
export { summarize, type NextStep, type Summary } from './summary.ts';
export { placeOf } from './place.ts';
export { applyWaivers, type WaivedResult } from './waivers/apply-waivers.ts';
export { commentWaivers } from './waivers/comment-waivers.ts';
export type { WaiverOptions, WaiverSources } from './waivers/waiver-options.ts';
export type { Waived, Waiver } from './waivers/waiver.ts';
export { objectTests, type Exception, type ObjectPattern } from './waivers/exception.ts';
export { nameGlob, pathGlob } from './waivers/glob.ts';
export { WAIVER_CONTROLS, type WaiverControl } from './waivers/waiver-controls.ts';
export {
  baselineOf,
  compareWith,
  merged,
  sizeOf,
  type Baseline,
  type BaselineEntry,
  type Comparison,
} from './baseline/baseline.ts';
export { baselineText, parseBaseline } from './baseline/baseline-text.ts';
export type { Adoption, BaselineReport, ChangedReport } from './adoption.ts';
export { controlsThatRead, isUntouched, objectsByVerdict, verdictsOf } from './changed.ts';
