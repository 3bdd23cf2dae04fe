/** Text that kubectl's reader refuses. Offsets are UTF-16 code units from the start of the file. */
export class YamlError extends Error {
  override readonly name = 'YamlError';
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}
