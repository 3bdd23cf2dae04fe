import { withoutSecrets } from '@bulwark/controls';
import type { Coverage } from '@bulwark/model';

/**
 * What was read and what was not, as it may be shown: what reading says may quote the text, a repeated key for one. The same
 * object where there is nothing to hide, which is nearly always.
 */
export function toldCoverage(coverage: Coverage): Coverage {
  const { files, failed, notRendered, warnings } = coverage;
  const told = { files: shown(files), failed: shown(failed), notRendered: shown(notRendered), warnings: shown(warnings) };
  const isSame = told.files === files && told.failed === failed && told.notRendered === notRendered && told.warnings === warnings;
  return isSame ? coverage : { ...coverage, ...told };
}

function shown<T extends { readonly reason: string | undefined }>(list: readonly T[]): readonly T[] {
  const hides = ({ reason }: T): boolean => reason !== undefined && withoutSecrets(reason) !== reason;
  if (!list.some(hides)) return list;
  return list.map((item) => (item.reason === undefined ? item : { ...item, reason: withoutSecrets(item.reason) }));
}
