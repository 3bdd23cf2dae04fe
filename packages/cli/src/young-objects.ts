/**
 * Keeps the room for young objects as large as it is. V8 doubles it whenever much of it survives, and a scan, whose findings all
 * stay, would end with a hundred megabytes of room that it has no use for. Measured: a fifth less memory, and no time.
 */
export function keepRoomForYoungObjects(): void {
  process.getBuiltinModule('v8').setFlagsFromString('--semi-space-growth-factor=1');
}
