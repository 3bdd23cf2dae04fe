import { isObject, kubeObject, lineStartsOf, positionAt, type JsonObject, type KubeObject, type Position } from '@bulwark/model';
import { readDocuments, type ParsedDocument } from '@bulwark/source';
import { checkShape } from './check-shape.ts';
import { CONFIG_SHAPE } from './config-shape.ts';
import type { ConfigProblem } from './shape.ts';

/** A problem with its place in the file. */
export interface PlacedProblem extends Position {
  readonly message: string;
  readonly hint?: string | undefined;
}

export interface ReadConfig {
  readonly value: JsonObject;
  /** The file as an object, so that findings about it have their places. */
  readonly object: KubeObject;
  readonly problems: readonly PlacedProblem[];
  /** Gives problems that others find their places. */
  readonly placed: (problems: readonly ConfigProblem[]) => readonly PlacedProblem[];
}

const NOTHING: JsonObject = {};

/** Reads the text of a `bulwark.yaml`, and checks its form. Throws for nothing that it holds. */
export function readConfig(text: string, path: string): ReadConfig {
  const documents = readDocuments(text).filter(({ value, error }) => value !== null || error !== undefined);
  const [document, second] = documents;
  const file = { path, lineStarts: lineStartsOf(text) };
  const value = isObject(document?.value) ? document.value : NOTHING;
  const at = (offset: number): Position => positionAt(file, offset);
  const placed = (problems: readonly ConfigProblem[]): readonly PlacedProblem[] =>
    problems.map((problem) => ({ ...at(offsetOf(problem, document)), message: problem.message, hint: problem.hint }));
  const identity = { apiVersion: 'bulwark.dev/v1', kind: 'Configuration', metadata: { name: path } };
  const origin = document === undefined ? undefined : { file, document: 0, locator: document.locator };
  const problems: PlacedProblem[] = [];
  if (document?.error !== undefined) problems.push({ ...at(document.error.offset), message: document.error.message });
  else if (document !== undefined) {
    for (const { offset, message, repeatedKey } of document.warnings) {
      problems.push({
        ...at(offset),
        message: repeatedKey === undefined ? message : `the key "${repeatedKey}" stands here twice`,
      });
    }
    problems.push(...placed(checkShape(CONFIG_SHAPE, document.value)));
  }
  if (second !== undefined) problems.push({ ...at(second.start), message: 'a configuration is one document, not several' });
  // The identity is for the report; the fields of the file win, and none of them has its names.
  return { value, object: kubeObject({ ...value, ...identity }, { origin }), problems, placed };
}

function offsetOf({ path, atKey }: ConfigProblem, document: ParsedDocument | undefined): number {
  const found = document?.locator.nearest(path)?.node;
  return (atKey === true ? found?.key?.start : undefined) ?? found?.value.start ?? 0;
}
