export { scan, type ScanResult } from './scan.ts';
export { CONTEXT_RULES } from './context/rules.ts';
export type { ContextRule } from './context/context-rule.ts';
export type { Policy } from './policy.ts';
export type { VerdictCounts } from './verdicts.ts';
export { summarize, type NextStep, type Summary } from './summary.ts';
export { placeOf } from './place.ts';
