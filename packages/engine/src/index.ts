export { scan, type ScanResult } from './scan.ts';
export type { Policy } from './policy.ts';
export type { VerdictCounts } from './verdicts.ts';
export { summarize, type NextStep, type Summary } from './summary.ts';
export { placeOf } from './place.ts';
