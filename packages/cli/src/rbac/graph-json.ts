import { jsonLines } from '@bulwark/report';
import type { Graph } from './graph.ts';

export function* graphJson({ subjects, roles, edges }: Graph): IterableIterator<string> {
  yield '{\n  "subjects": ';
  yield* jsonLines(subjects, ({ id, principal }) => ({ id, ...principal }), '  ');
  yield ',\n  "roles": ';
  yield* jsonLines(
    roles,
    ({ id, kind, namespace, name, role, rules }) => ({
      id,
      kind,
      namespace,
      name,
      known: role !== undefined && role.unreadable === undefined,
      rules,
    }),
    '  ',
  );
  yield ',\n  "edges": ';
  yield* jsonLines(
    edges,
    ({ from, to, binding: { kind, namespace, name } }) => ({ from, to, binding: { kind, namespace, name } }),
    '  ',
  );
  yield '\n}\n';
}
