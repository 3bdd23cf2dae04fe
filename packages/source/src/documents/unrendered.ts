import { posix } from 'node:path';

import type { UnrenderedForm } from '@bulwark/model';

import type { Remark } from '../parsed-document.ts';

/** Why and where a document is nothing yet, and the command that judges what it becomes. */
export interface Unrendered extends Remark {
  readonly form: UnrenderedForm;
  readonly hint: string;
}

/** A text of Helm, Jinja and their like. */
export function template(offset: number, message: string): Unrendered {
  return { offset, message, form: 'template', hint: 'helm template … | bulwark scan -' };
}

/** A Kustomization in the file at `path`. A Component is built with a Kustomization that names it, which may be anywhere. */
export function kustomization(offset: number, reason: string, path: string, kind: string): Unrendered {
  const isComponent = kind === 'Component';
  return {
    offset,
    message: `a ${isComponent ? 'Component of Kustomizations' : 'Kustomization'}, not rendered: ${reason}`,
    form: 'kustomization',
    hint: `kustomize build ${isComponent ? 'DIR' : quoted(posix.dirname(path))} | bulwark scan -`,
  };
}

/** A path as a shell takes it for one word. */
function quoted(path: string): string {
  return /^[\w./@:+-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
