import { UserError } from '@bulwark/model';

/** What `--source-url` takes: an address that a browser may follow from a report. */
export function webAddress(text: string): string {
  // The characters that no address has unescaped, and that could end a link.
  if (/^https?:\/\/[^\s<>"'()[\]\\`]+$/.test(text)) return text;
  throw new UserError(`--source-url is no address of the web: ${text}`, {
    hint: 'write it as https://github.com/ORG/REPO/blob/main, or with {file} and {line} in it',
  });
}
