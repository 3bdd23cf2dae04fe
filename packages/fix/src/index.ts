export { changeObjects, type Change, type ChangedObjects, type ChangedText } from './change-objects.ts';
export type {
  AppliedFix,
  EditText,
  FixedFile,
  FixedObject,
  FixInput,
  FixResult,
  LeftFinding,
  LeftKind,
  Located,
  Scanned,
  SourceEdits,
} from './fix-result.ts';
export { fixFindings } from './fix.ts';
export { guardedPatch } from './guarded-patch.ts';
export { mergePatch, type MergePatch } from './merge-patch.ts';
export { hunksOf, NO_LINE_END, patchLines, type DiffLine, type Hunk } from './unified-diff.ts';
