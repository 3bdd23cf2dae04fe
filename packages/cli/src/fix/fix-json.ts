import type { FixedFile } from '@bulwark/fix';
import type { Finding, Fix } from '@bulwark/model';
import { jsonLines, jsonText } from '@bulwark/report';
import { VERSION } from '../version.ts';
import { fixedFindings } from './left-groups.ts';
import type { Fixed } from './fix.ts';

/** Raised when a reader of an older one could not read a newer one. */
const FIX_FORMAT = 1;

/** Everything that is known of the fixes, for programs: what changes, in which objects, for which findings; what is left and why. */
export function* fixJson(fixed: Fixed, options: { readonly written: boolean; readonly exit: number }): IterableIterator<string> {
  const { files, alongside, left, after } = fixed;
  yield `{\n  "version": ${jsonText(VERSION)},\n  "format": ${FIX_FORMAT},\n  "written": ${options.written},\n  "exit": ${options.exit},\n  "files": `;
  yield* jsonLines(files, fileView, '  ');
  yield ',\n  "alongside": ';
  yield* jsonLines(alongside, findingView, '  ');
  yield ',\n  "left": ';
  yield* jsonLines(
    left,
    ({ finding, kind, reason }) => ({ ...findingView(finding), kind, reason, fix: fixView(finding.fix) }),
    '  ',
  );
  const kinds = Map.groupBy(left, ({ kind }) => kind);
  const summary = {
    files: files.length,
    fixed: fixedFindings(fixed).length,
    alongside: alongside.length,
    suggestions: kinds.get('suggestion')?.length ?? 0,
    refused: kinds.get('refused')?.length ?? 0,
    noFix: kinds.get('no-fix')?.length ?? 0,
    after: after.summary.findings,
    unknown: after.summary.unknown,
  };
  yield `,\n  "summary": ${jsonText(summary)}\n}\n`;
}

function fileView({ path, objects }: FixedFile): unknown {
  return {
    file: path,
    objects: objects.map(({ object: { apiVersion, kind, namespace, name, origin }, edits, fixes }) => ({
      document: origin?.document,
      within: origin?.within,
      object: { apiVersion, kind, namespace, name },
      edits,
      fixes: fixes.map(({ finding, fix }) => ({ ...findingView(finding), fix: fixView(fix) })),
    })),
  };
}

function fixView(fix: Fix | undefined): unknown {
  return fix === undefined ? undefined : { kind: fix.kind, edits: fix.edits, hazards: fix.hazards };
}

function findingView({ control, severity, object, path, place, message, fingerprint }: Finding): object {
  const { apiVersion, kind, namespace, name } = object;
  return { control, severity, object: { apiVersion, kind, namespace, name }, path, ...place, message, fingerprint };
}
