import {
  formatPath,
  isKubeValue,
  misnamedFields,
  stringAt,
  type DocumentCounts,
  type JsonObject,
  type Locator,
  type Path,
} from '@bulwark/model';

import type { FoundFile } from '../files/found-files.ts';
import type { ParsedDocument, Remark } from '../parsed-document.ts';
import { k3sConfigurationIn } from './k3s-configuration.ts';
import { kustomizationIn, unbuilt } from './kustomization.ts';
import { objectsOf, type FoundObject } from './list-items.ts';
import { isOpenShiftTemplate } from './openshift-template.ts';
import type { TemplateMarks } from './template-marks.ts';
import { templatedField } from './templated-field.ts';
import { kustomization, openShiftTemplate, template, type Unrendered } from './unrendered.ts';

/** What a document is. */
export interface Classified {
  readonly kind: keyof DocumentCounts;
  readonly objects: readonly FoundObject[];
  /** Why and where it failed. */
  readonly failure?: Remark;
  /** Why and where it is nothing yet. */
  readonly unrendered?: Unrendered;
  readonly warnings: readonly Remark[];
}

export interface DocumentContext {
  readonly file: Pick<FoundFile, 'path' | 'location'>;
  /** Undefined for a text without any. */
  readonly marks: TemplateMarks | undefined;
  /** The Helm chart in whose `templates` folder the file lies, where each mark is Helm's; undefined where it is in none. */
  readonly chart: string | undefined;
  /** Whether the file at a location, or one in the folder there, is among those that are read. */
  readonly isRead: (location: string) => boolean;
}

export function classifyDocument(document: ParsedDocument, context: DocumentContext): Classified {
  const mark = context.marks?.(document.start, document.end);
  // Before anything else: what a document holds is read when it is asked for.
  const { chart } = context;
  if (chart !== undefined && mark !== undefined) return notRendered(template(mark, 'a Helm template, not rendered', chart));
  const { value, error, warnings } = document;
  if (error !== undefined) {
    if (mark === undefined) return { kind: 'failed', objects: [], failure: error, warnings };
    return notRendered(template(mark, `a template, not rendered; as YAML: ${error.message}`));
  }
  if (value === undefined || value === null) return { kind: 'empty', objects: [], warnings };
  const kustomized = kustomizationIn(value, context.file.location);
  if (kustomized !== undefined) return classifyKustomization(kustomized, document, context);
  if (!isKubeValue(value)) {
    const configuration = k3sConfigurationIn(value);
    if (configuration === undefined || mark !== undefined) return { kind: 'other', objects: [], warnings };
    return { kind: 'kubernetes', objects: [{ value: configuration, locator: document.locator }], warnings };
  }
  return classifyObjects(value, document, context.file, mark !== undefined);
}

function notRendered(unrendered: Unrendered): Classified {
  return { kind: 'notRendered', objects: [], unrendered, warnings: [] };
}

/** One that only lists files is an object like any other: the files are read anyway. */
function classifyKustomization(value: JsonObject, { locator, warnings }: ParsedDocument, context: DocumentContext): Classified {
  const { file, isRead } = context;
  const reason = unbuilt(value, file.location, isRead);
  if (reason === undefined) return { kind: 'kubernetes', objects: [{ value, locator }], warnings };
  const kind = stringAt(value, 'kind') ?? '';
  return { ...notRendered(kustomization(offsetOf(locator, reason.path), reason.reason, file, kind)), warnings };
}

function classifyObjects(
  value: JsonObject,
  { locator, warnings }: ParsedDocument,
  file: DocumentContext['file'],
  marked: boolean,
): Classified {
  const { objects, strays } = objectsOf(value, locator);
  for (const object of marked ? objects : []) {
    const field = templatedField(object.value);
    if (field !== undefined)
      return notRendered(template(offsetOf(object.locator, field), `a template, not rendered: ${formatPath(field)}`));
  }
  const listed = objects.find((object) => isOpenShiftTemplate(object.value));
  if (listed !== undefined) return notRendered(openShiftTemplate(offsetOf(listed.locator, ['objects']), file));
  const remarks = remarksOn(objects, strays, locator);
  return { kind: 'kubernetes', objects, warnings: remarks.length === 0 ? warnings : [...warnings, ...remarks] };
}

/** What is said of the objects that a document holds. Nearly always nothing, and nothing is allocated for that. */
function remarksOn(objects: readonly FoundObject[], strays: readonly Path[], locator: Locator): readonly Remark[] {
  let remarks: Remark[] | undefined;
  for (const path of strays) {
    (remarks ??= []).push({ offset: offsetOf(locator, path), message: `${formatPath(path)} is no Kubernetes object` });
  }
  for (const object of objects) {
    for (const { path, reason } of misnamedFields(object.value)) {
      (remarks ??= []).push({ offset: offsetOf(object.locator, path), message: reason });
    }
  }
  return remarks ?? NONE;
}

const NONE: readonly Remark[] = [];

function offsetOf(locator: Locator, path: Path): number {
  const node = locator.nearest(path)?.node;
  return (node?.key ?? node?.value)?.start ?? 0;
}
