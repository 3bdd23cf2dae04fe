import { MODES, type LevelVersion } from '@bulwark/pod-security';
import { jsonLines, jsonText } from '@bulwark/report';
import { commandsFor } from './advice-commands.ts';
import type { Advice, Blocker } from './advise.ts';
import { wordsFor } from './check-words.ts';
import { unreadLines, type Input } from '../input/read-input.ts';
import { fieldView, fileOf, objectView, violationView } from './object-view.ts';

/** The advice for programs: one line for each namespace. */
export function* adviseJson(advice: readonly Advice[], { inventory }: Input, newest: number): IterableIterator<string> {
  yield `{\n  "version": ${jsonText(`v1.${newest}`)},\n  "namespaces": `;
  yield* jsonLines(advice, (each) => adviceView(each, newest), '  ');
  yield ',\n  "unread": ';
  yield* unreadLines(inventory.coverage);
  yield '\n}\n';
}

function adviceView(advice: Advice, newest: number): unknown {
  const { namespace, scope, policy, isExempt, pods, level, next, blockers } = advice;
  const view = ({ level: name, version }: LevelVersion): unknown => ({ level: name, version: version.text });
  return {
    namespace: namespace ?? null,
    scope,
    current: policy.isSaid ? Object.fromEntries(MODES.map((mode) => [mode, view(policy.policy[mode])])) : null,
    labelProblems: policy.problems.map(({ text }) => text),
    exempt: isExempt,
    pods,
    level,
    next: next ?? null,
    blockers: blockers.map(blockerView),
    commands: commandsFor(advice, newest),
  };
}

function blockerView({ object, judgement: { violations, unknown } }: Blocker): unknown {
  return {
    object: objectView(object),
    file: fileOf(object),
    ...wordsFor(violations),
    violations: violations.map((violation) => violationView(object, violation)),
    unknown: unknown.map(({ path, reason }) => ({ ...fieldView(object, path), reason })),
  };
}
