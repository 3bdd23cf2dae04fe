import { formatPath } from '@bulwark/model';
import { jsonLines, jsonText } from '@bulwark/report';
import { unreadLines, type Input } from '../input/read-input.ts';
import { commandsFor } from '../pod-security/advice-commands.ts';
import { fieldView, fileOf, objectView, violationView } from '../pod-security/object-view.ts';
import { countOutcomes } from './harden-counts.ts';
import type { HardenedWorkload, HardenResult } from './harden.ts';

/** What brings workloads to a level, for programs: one line for each. */
export function* hardenJson(result: HardenResult, { inventory }: Input, written: boolean): IterableIterator<string> {
  const { level, newest, workloads, files, advice } = result;
  yield `{\n  "level": ${jsonText(level)},\n  "version": ${jsonText(`v1.${newest}`)},\n  "workloads": `;
  yield* jsonLines(workloads, workloadView, '  ');
  yield `,\n  "files": ${jsonText(files.map(({ path }) => path))},\n  "written": ${written},\n  "namespaces": `;
  const namespaces = advice.map((each) => ({
    namespace: each.namespace ?? null,
    scope: each.scope,
    level: each.level,
    commands: commandsFor(each, newest),
  }));
  yield* jsonLines(namespaces, (each) => each, '  ');
  yield `,\n  "summary": ${jsonText(countOutcomes(result))},\n  "unread": `;
  yield* unreadLines(inventory.coverage);
  yield '\n}\n';
}

function workloadView({ workload, outcome, steps, left, unknown, after, refused }: HardenedWorkload): unknown {
  const { object, specPath } = workload;
  return {
    object: objectView(object),
    file: fileOf(object),
    line: fieldView(object, []).line,
    pod: formatPath(specPath),
    outcome,
    proved: after.verdict === 'allowed',
    changed: outcome === 'reached',
    steps,
    left: left.map(({ check, fields, why }) => ({ check, fields: fields.map((path) => fieldView(object, path)), why })),
    violations: after.violations.map((violation) => violationView(object, violation)),
    unknown,
    refused,
  };
}
