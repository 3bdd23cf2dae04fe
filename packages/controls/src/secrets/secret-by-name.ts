import { isChangeMe, isObjectName, isPlaceholder, isPlain, isPlainPassword, looksRandom } from './harmless-value.ts';
import { nameSays, type NameSays } from './secret-name.ts';

/** What the name says of a value that may well be one; undefined where it is none by its name. */
export function secretByName(name: string, value: string): NameSays {
  const says = nameSays(name);
  if (says === undefined || value === '' || isPlaceholder(value, name)) return undefined;
  if (says === 'password') return isPlainPassword(value) ? undefined : says;
  if (isPlain(value)) return undefined;
  if (says === 'secret') return isObjectName(value) || isChangeMe(value) ? undefined : says;
  return looksRandom(value) ? says : undefined;
}
