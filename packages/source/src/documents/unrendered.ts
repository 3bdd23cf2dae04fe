import { posix } from 'node:path';

import type { UnrenderedForm } from '@bulwark/model';

import type { FoundFile } from '../files/found-files.ts';
import type { Remark } from '../parsed-document.ts';

/** Where a document stands; standard input has no location. */
type File = Pick<FoundFile, 'path' | 'location'>;

/** Why and where a document is nothing yet, and the command that judges what it becomes. */
export interface Unrendered extends Remark {
  readonly form: UnrenderedForm;
  readonly hint: string;
}

/** A text of Helm, Jinja and their like; of a chart where it is known that it is one. */
export function template(offset: number, message: string, chart?: string): Unrendered {
  const hint = chart === undefined ? 'helm template … | bulwark scan -' : `bulwark scan ${quoted(chart)}`;
  return { offset, message, form: 'template', hint };
}

/** A Kustomization in `file`. A Component is built with a Kustomization that names it, which may be anywhere. */
export function kustomization(offset: number, reason: string, file: File, kind: string): Unrendered {
  const isComponent = kind === 'Component';
  const folder = isComponent || file.location === undefined ? 'DIR' : quoted(posix.dirname(file.path));
  return {
    offset,
    message: `a ${isComponent ? 'Component of Kustomizations' : 'Kustomization'}, not rendered: ${reason}`,
    form: 'kustomization',
    hint: `bulwark scan ${folder}`,
  };
}

/** A Template of OpenShift in `file`. */
export function openShiftTemplate(offset: number, file: File): Unrendered {
  const path = file.location === undefined ? 'FILE' : quoted(file.path);
  return {
    offset,
    message: 'an OpenShift Template, not rendered',
    form: 'openshift-template',
    hint: `oc process -f ${path} | bulwark scan -`,
  };
}

/** A path as a shell takes it for one word. */
function quoted(path: string): string {
  return /^[\w./@:+-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
