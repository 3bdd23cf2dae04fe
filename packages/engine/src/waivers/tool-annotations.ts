import { fieldOfAlias, findControl, type Tool } from '@bulwark/controls';
import { MARKS } from './annotation-marks.ts';
import type { ControlNames, WrittenWaiver } from './written-waiver.ts';

type Said = Pick<WrittenWaiver, 'controls' | 'reason' | 'tool' | 'as'>;

/** Behind Checkov's mark: the exceptions of an object are numbered. */
const NUMBER = /^\d*$/;
const EXEMPT = '-exempt';

/**
 * What an annotation says that another scanner takes for an exception; none where it is none, or names only checks that we
 * have no counterpart of.
 */
export function toolAnnotation(key: string, value: string): readonly Said[] {
  if (key.startsWith(MARKS.checkov) && NUMBER.test(key.slice(MARKS.checkov.length))) return checkov(key, value);
  if (key.startsWith(MARKS.kubeLinter)) return one('kube-linter', key, key.slice(MARKS.kubeLinter.length), value);
  if (key === MARKS.kubeLinterAll) return [{ tool: 'kube-linter', as: key, controls: 'all', reason: value.trim() || undefined }];
  if (key === MARKS.kubeScore) return value.split(',').flatMap((name) => one('kube-score', key, name.trim(), ''));
  if (key.startsWith(MARKS.polaris) && value === 'true') return polaris(key, key.slice(MARKS.polaris.length));
  return [];
}

/** `CKV_K8S_14=the reason`; the reason may be missing. */
function checkov(key: string, value: string): readonly Said[] {
  const equals = value.indexOf('=');
  return equals === -1
    ? one('checkov', key, value.trim(), '')
    : one('checkov', key, value.slice(0, equals).trim(), value.slice(equals + 1));
}

function polaris(key: string, name: string): readonly Said[] {
  if (name === 'exempt') return [{ tool: 'polaris', as: key, controls: 'all', reason: undefined }];
  return name.endsWith(EXEMPT) ? one('polaris', key, name.slice(0, -EXEMPT.length), '') : [];
}

function one(tool: Tool, key: string, name: string, reason: string): readonly Said[] {
  const controls = controlsOf(tool, name);
  return controls === undefined ? [] : [{ tool, as: key, controls, reason: reason.trim() || undefined }];
}

/** The control that a check of another scanner is called here; one scanner's name may be a word of another's. */
export function controlsOf(tool: Tool, name: string): ControlNames | undefined {
  const control = name === '' ? undefined : findControl(name);
  const own = control?.aliases[tool]?.some((alias) => alias.toLowerCase() === name.toLowerCase()) === true;
  return control !== undefined && own ? { ids: [control.id], within: fieldOfAlias(control, name) } : undefined;
}
