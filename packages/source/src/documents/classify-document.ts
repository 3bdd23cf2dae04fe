import {
  formatPath,
  isKubeValue,
  misnamedFields,
  type DocumentCounts,
  type JsonObject,
  type Locator,
  type Path,
} from '@bulwark/model';

import type { ParsedDocument, Remark } from '../parsed-document.ts';
import { objectsOf, type FoundObject } from './list-items.ts';
import type { TemplateMarks } from './template-marks.ts';
import { templatedField } from './templated-field.ts';

/** What a document is. */
export interface Classified {
  readonly kind: keyof DocumentCounts;
  readonly objects: readonly FoundObject[];
  /** Why and where it failed or was not rendered. */
  readonly problem?: Remark;
  readonly warnings: readonly Remark[];
}

export interface DocumentContext {
  /** Undefined for a text without any. */
  readonly marks: TemplateMarks | undefined;
  /** Whether the file lies in the `templates` folder of a Helm chart, where each mark is Helm's. */
  readonly inChart: boolean;
}

export function classifyDocument(document: ParsedDocument, { marks, inChart }: DocumentContext): Classified {
  const { value, error, warnings, locator } = document;
  const mark = marks?.(document.start, document.end);
  if (inChart && mark !== undefined) return notRendered(mark, 'a Helm template, not rendered');
  if (error !== undefined) {
    if (mark === undefined) return { kind: 'failed', objects: [], problem: error, warnings };
    return notRendered(mark, `a template, not rendered; as YAML: ${error.message}`);
  }
  if (value === undefined || value === null) return { kind: 'empty', objects: [], warnings };
  if (!isKubeValue(value)) return { kind: 'other', objects: [], warnings };
  return classifyObjects(value, locator, warnings, mark !== undefined);
}

function notRendered(offset: number, message: string): Classified {
  return { kind: 'notRendered', objects: [], problem: { offset, message }, warnings: [] };
}

function classifyObjects(value: JsonObject, locator: Locator, warnings: readonly Remark[], marked: boolean): Classified {
  const { objects, strays } = objectsOf(value, locator);
  for (const object of marked ? objects : []) {
    const field = templatedField(object.value);
    if (field !== undefined)
      return notRendered(offsetOf(object.locator, field), `a template, not rendered: ${formatPath(field)}`);
  }
  const lost = strays.map((path) => ({
    offset: offsetOf(locator, path),
    message: `${formatPath(path)} is no Kubernetes object`,
  }));
  const misnamed = objects.flatMap((object) =>
    misnamedFields(object.value).map(({ path, reason }) => ({ offset: offsetOf(object.locator, path), message: reason })),
  );
  return { kind: 'kubernetes', objects, warnings: [...warnings, ...lost, ...misnamed] };
}

function offsetOf(locator: Locator, path: Path): number {
  const node = locator.nearest(path)?.node;
  return (node?.key ?? node?.value)?.start ?? 0;
}
